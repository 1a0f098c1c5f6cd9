import assert from "node:assert/strict";
import { trustedPost } from "../../gateways/outgoing/trusted_post.ts";
import type { Mail } from "../../gateways/mail/port.ts";
import { alertChannel } from "../../reactors/alert_channel.ts";
import { alerts } from "../../reactors/alerts.ts";
import type { Of } from "../../reactors/runtime/due.ts";
import type { OutboxRow } from "../../reactors/runtime/tables.ts";
import type { Reactor } from "../../reactors/runtime/definition.ts";
import { Folded } from "./support/fold.ts";

const attempt = { repeatsUnknown: false, signal: new AbortController().signal };
const told = {
  kind: "alert_raised",
  alert: "dead_ends",
  subject: "mail",
  detail: "7 <deliveries> given up",
  at: "2026",
};
const row = (by: string) => ({ delivery_id: "d-1", mail: { ...told, by } }) as unknown as Of<OutboxRow>;

Deno.test("an alert goes to the operator's mail and webhook; where none is set, it says so", async () => {
  const mails: Mail[] = [];
  const posted: unknown[] = [];
  let status = 200;
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    posted.push(await request.json());
    return new Response(null, { status });
  });
  const options = {
    gateway: {
      send: (mail: Mail) => Promise.resolve({ receipt: String(mails.push(mail)) }),
      close: () => Promise.resolve(),
    },
    mail: "ops@example.org",
    webhook: `http://127.0.0.1:${server.addr.port}/hook`,
    from: "Events <events@example.org>",
    host: "example.org",
    baseUrl: () => "https://example.org",
    post: trustedPost,
  };
  const channel = alertChannel(options);
  const send = async (by: string) => {
    const ready = await channel.prepare(row(by));
    assert.ok("send" in ready);
    return await ready.send(attempt);
  };
  await send("mail");
  assert.deepEqual([mails[0]?.subject, mails[0]?.to.address], ["Attention: dead ends: mail", "ops@example.org"]);
  assert.match(mails[0]!.html, /&lt;deliveries>/);
  assert.equal((await send("webhook")).receipt, "answered 200");
  assert.deepEqual(posted[0], {
    id: "d-1",
    state: "raised",
    alert: "dead_ends",
    subject: "mail",
    detail: told.detail,
    at: "2026",
  });
  status = 503;
  await assert.rejects(send("webhook"), { name: "GatewayFailure", failure: "retry" });
  status = 404;
  await assert.rejects(send("webhook"), { name: "GatewayFailure", failure: "never" });
  const silent = alertChannel({ ...options, mail: null, webhook: null });
  assert.deepEqual(await silent.prepare(row("mail")), { skip: "no_alert_mail" });
  assert.deepEqual(await silent.prepare(row("webhook")), { skip: "no_alert_webhook" });
  await server.shutdown();
});

Deno.test("an alert and its end are each told once, by both ways", () => {
  const folded = new Folded(alerts as unknown as Reactor);
  folded.given("AlertRaised", { kind: "lag", subject: "people", detail: "behind" }, { stream: "operations" });
  folded.given("AlertEnded", { kind: "lag", subject: "people" }, { stream: "operations" });
  const kinds = folded.outbox.map(({ mail }) => `${mail.kind} ${mail.by}`);
  assert.deepEqual(kinds, ["alert_raised mail", "alert_raised webhook", "alert_ended mail", "alert_ended webhook"]);
});
