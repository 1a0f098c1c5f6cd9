import assert from "node:assert/strict";
import { catalogue } from "../../domain/catalogue.ts";
import { webhook } from "../../domain/webhook/webhook.ts";
import { createCodec } from "../../event_store/codec.ts";
import { WebhookFailure, type WebhookGateway } from "../../gateways/webhooks/port.ts";
import type { Reactor } from "../../reactors/runtime/definition.ts";
import { factAt } from "../../reactors/runtime/facts.ts";
import { webhookChannel } from "../../reactors/webhooks/channel.ts";
import { Rests } from "../../reactors/webhooks/rests.ts";
import { webhooks } from "../../reactors/webhooks.ts";
import { begin, Folded, ids } from "./support/fold.ts";
import { withPostgres, type World, world } from "./support/world.ts";

withPostgres();

const hook = "00000000-0000-4000-8000-0000000000e1";
const fold = () => new Folded(webhooks as unknown as Reactor);

function added(f: Folded, types: string[], change: Record<string, unknown> = {}): Folded {
  const data = { webhookId: hook, studioId: ids.studio, host: "hooks.example.com", types, note: "", personal: false };
  return f.given("WebhookAdded", { ...data, ...change }, { stream: `webhook-${hook}` });
}
const about = { webhookId: hook, studioId: ids.studio };
const onHook = { stream: `webhook-${hook}` };

Deno.test("each chosen thing is told once, under an id that never changes, and nothing else is", () => {
  const f = begin.registered(begin.published(added(fold(), ["event.published", "registration.confirmed"])), "ana");
  begin.waitlisted(f, "ben");
  assert.deepEqual(Object.fromEntries(f.outbox.map(({ key, delivery_id }) => [key, delivery_id])), {
    "webhook:00000000-0000-4000-8000-0000000000e1:00000000-0000-4000-9000-000000000006:event.published":
      "78c7674c-cf91-5131-81b3-3a8c6caca12f",
    "webhook:00000000-0000-4000-8000-0000000000e1:00000000-0000-4000-9000-000000000008:registration.confirmed":
      "990b1a89-c473-5be9-a743-3d77dd38f5a0",
  });
  assert.deepEqual(f.outbox.map(({ event_id, registration_id }) => [event_id, registration_id]), [
    [ids.event, null],
    [ids.event, ids.anaSeat],
  ]);
  assert.doesNotMatch(JSON.stringify(f.outbox), /@example|Calistenia/, "an outbox is as readable as any table");
});

Deno.test("while a webhook is paused its things are left out, visibly; once removed there are none", () => {
  const f = begin.published(added(fold(), ["registration.confirmed"]))
    .given("WebhookPaused", { ...about, by: "trainer", reason: "switched_off" }, onHook);
  begin.registered(f, "ana");
  assert.deepEqual(f.outbox.map(({ skip_reason }) => skip_reason), ["paused"]);
  begin.registered(f.given("WebhookResumed", about, onHook), "ben");
  assert.deepEqual(f.outbox.map(({ skip_reason }) => skip_reason), ["paused", null]);
  begin.cancelled(
    f.given("WebhookChanged", { ...about, changes: { types: ["registration.cancelled"] } }, onHook),
    "ana",
  );
  assert.equal(f.outbox.length, 3);
  begin.cancelled(f.given("WebhookRemoved", about, onHook), "ben");
  assert.equal(f.outbox.length, 3);
});

Deno.test("another studio's things are nobody's business", () => {
  const f = begin.published(added(fold(), ["event.published"], { studioId: ids.invitation }));
  assert.deepEqual(f.outbox, []);
});

Deno.test("owners hear that a receiver is gone", () => {
  const f = added(begin.studio(fold()), ["event.published"]);
  for (const [userId, personId, role] of [[ids.ana, ids.ben, "owner"], [ids.ben, ids.ana, "associate"]]) {
    f.given("MemberJoined", { studioId: ids.studio, userId, personId, role }, { stream: `studio-${ids.studio}` });
  }
  f.given("WebhookPaused", { ...about, by: "trainer", reason: "switched_off" }, onHook);
  assert.equal(f.outbox.length, 0);
  f.given("WebhookPaused", { ...about, by: "receiver", reason: "gone" }, onHook);
  assert.deepEqual(f.outbox.map(({ channel, person_id, mail }) => [channel, person_id, mail.kind]), [
    ["notice", ids.ben, "webhook_gone"],
  ]);
});

Deno.test("a receiver that takes nothing is left alone by itself, and tried by one when its rest is over", () => {
  const rests = new Rests();
  for (let n = 0; n < 2; n++) rests.refused("slow", 0);
  assert.equal(rests.of("slow", 0), null, "twice may be an accident");
  rests.refused("slow", 0);
  assert.equal(rests.of("slow", 0), 10_000);
  assert.equal(rests.of("other", 0), null);
  assert.equal(rests.of("slow", 10_000), null);
  assert.equal(rests.of("slow", 10_000), 40_000, "the others wait for what comes of that");
  rests.refused("slow", 11_000);
  assert.equal(rests.of("slow", 11_000), 31_000);
  rests.took("slow");
  assert.equal(rests.of("slow", 11_000), null);
  rests.refused("asked", 0, 60_000);
  assert.equal(rests.of("asked", 0), 60_000);
});

/** The machinery with a gateway of the test's own. */
async function telling(w: World, gateway: WebhookGateway, gone: string[] = []): Promise<void> {
  const codec = createCodec({ catalogue, keys: w.vault });
  w.work({
    reactors: [webhooks] as unknown as Reactor[],
    channels: {
      webhooks: webhookChannel({
        db: {
          query: async ({ text, values }: { text: string; values: unknown[] }) => ({
            rows: await w.query(text, values),
          }),
        } as never,
        factAt: factAt(w.store, codec),
        gateway,
        addressOf: () => Promise.resolve("https://hooks.example.com/x"),
        secretOf: (_, generation) => `whsec_${btoa(String(generation).padEnd(32, "."))}`,
        eventUrl: (address, slug) => `https://webinars.example/s/${address}/${slug}`,
        gone: (_, webhookId) => Promise.resolve(void gone.push(webhookId)),
        clock: w.clock,
      }),
    },
  });
  const settings = { host: "hooks.example.com", types: ["registration.confirmed"], note: "", personal: true };
  const command = { type: "AddWebhook", webhookId: hook, studioId: w.studioId, ...settings };
  await w.decide(webhook, `webhook-${hook}`, command);
}

Deno.test("what is never taken is tried for three days under one id, ever more slowly, and then given up", async () => {
  await using w = await world({ reactors: [webhooks] as unknown as Reactor[] });
  const tries: { id: string; at: number }[] = [];
  await telling(w, {
    send: ({ id, at }) => {
      tries.push({ id, at });
      return Promise.reject(new WebhookFailure("retry", "it answered 500", 500, 3));
    },
  });
  await w.register(await w.event({ reminders: [] }), "ana@example.com");
  await w.settled();
  const outbox = "select state, next_at::text as next_at, last_error from reactor_webhooks.outbox";
  for (;;) {
    const [row] = await w.query<{ state: string; next_at: string }>(outbox);
    if (row!.state === "abandoned") break;
    w.clock.moveTo(new Date(row!.next_at));
    await w.settled();
  }
  assert.equal(new Set(tries.map(({ id }) => id)).size, 1);
  const hours = (tries.at(-1)!.at - tries[0]!.at) / 3_600_000;
  assert.ok(hours >= 72 && hours < 74, `${hours} hours`);
  const waits = tries.slice(1).map(({ at }, n) => at - tries[n]!.at);
  assert.deepEqual(waits.slice(0, 3), [5_000, 10_000, 20_000]);
  assert.ok(Math.max(...waits) <= 2 * 3_600_000);
  const [given] = await w.facts("DeliveryAbandoned");
  assert.deepEqual((given!.data.call as { status: number }).status, 500);
});

Deno.test("a person's data is told as long as they are known, and both secrets sign while they overlap", async () => {
  await using w = await world({ reactors: [webhooks] as unknown as Reactor[] });
  const told: { body: string; secrets: readonly string[] }[] = [];
  await telling(w, {
    send: ({ body, secrets }) => {
      told.push({ body, secrets });
      return Promise.resolve({ status: 200, latencyMs: 1 });
    },
  });
  const eventId = await w.event({ reminders: [] });
  const { personId } = await w.register(eventId, "ana@example.com", { phone: "+34600123456" });
  await w.settled();
  const { type, data } = JSON.parse(told[0]!.body);
  assert.equal(type, "registration.confirmed");
  assert.deepEqual(data.person, {
    id: personId,
    email: "ana@example.com",
    firstName: "Ana",
    lastName: "López",
    phone: "+34600123456",
  });
  assert.deepEqual([data.eventId, data.from, data.event.title], [eventId, "request", "5 Errores Comunes al Empezar"]);
  await w.decide(webhook, `webhook-${hook}`, { type: "RotateWebhookSecret" });
  await w.register(eventId, "ben@example.com");
  await w.settled();
  w.clock.pass(25 * 3_600_000);
  await w.register(eventId, "cid@example.com");
  await w.settled();
  assert.deepEqual(told.map(({ secrets }) => secrets.length), [1, 2, 1]);
  assert.equal(told[1]!.secrets[0], told[2]!.secrets[0]);
  assert.equal(told[1]!.secrets[1], told[0]!.secrets[0]);
});

Deno.test("a receiver that is gone is given up at once", async () => {
  await using w = await world({ reactors: [webhooks] as unknown as Reactor[] });
  const gone: string[] = [];
  await telling(w, { send: () => Promise.reject(new WebhookFailure("never", "it answered 410", 410, 3)) }, gone);
  await w.register(await w.event({ reminders: [] }), "ana@example.com");
  await w.settled();
  assert.deepEqual(gone, [hook]);
  assert.equal((await w.facts("DeliveryAbandoned")).length, 1);
});
