import assert from "node:assert/strict";
import { eventually, type RunningApp } from "../support/app.ts";
import { call, type Client, publishedEvent, readinessOf, registerAt } from "../support/client.ts";
import { endedCertificate } from "../support/certificate.ts";
import { settableClock } from "../support/clock_file.ts";
import { openEventStoreDb } from "../../event_store/eventstoredb/store.ts";
import { formOf, signedIn } from "../support/forms.ts";
import { runProgram } from "../support/program.ts";
import { type Production, startProduction } from "../support/production.ts";

/** Registers everybody under keys of their own, as often as it takes; what they were told on the way, by status. */
async function registerUntilTaken(client: Client, eventId: string, emails: string[]) {
  const seen = new Set<number>();
  await Promise.all(emails.map((email) =>
    eventually(`a place for ${email}`, async () => {
      const { status, headers, body } = await registerAt(client, eventId, { email }, `key-of-${email}`);
      seen.add(status);
      if (status === 201) return true;
      assert.ok(status === 503 || body.code === "request_in_flight", JSON.stringify(body));
      assert.match(headers.get("content-type") ?? "", /problem\+json/);
    }, 180_000)
  ));
  return seen;
}

async function arrivedOnce({ mail }: Production, emails: string[]) {
  const to = (email: string) => mail.arrived.filter((one) => one.to === email).length;
  await eventually(`a mail to each of ${emails.length}`, () => emails.every((email) => to(email) > 0), 180_000);
  for (const email of emails) assert.equal(to(email), 1, `${email} has ${to(email)} mails`);
}

async function unready(app: RunningApp, why: RegExp) {
  await eventually(`not ready because of ${why}`, async () => {
    const { status, reasons } = await readinessOf(app);
    return status === 503 && reasons.some((reason) => why.test(reason));
  });
  const page = await fetch(`${app.url}/webinars`, { headers: { "accept-language": "de" } });
  const text = await page.text();
  assert.ok(page.status === 200 || (page.status === 503 && /<html lang="de"/.test(text)), `${page.status}: ${text}`);
}

const people = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name}.${n}@example.org`);

/** The public address as the world sees it, with a certificate that nobody renewed, and a place that is told of it. */
function outside() {
  const { certificate: cert, key } = endedCertificate;
  const told: { alert: string; state: string; detail: string }[] = [];
  const onListen = () => {};
  const front = Deno.serve({ hostname: "127.0.0.1", port: 0, cert, key, onListen }, () => new Response());
  const hook = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen }, async (request) => {
    told.push(await request.json());
    return new Response();
  });
  return {
    told,
    env: {
      BASE_URL: `https://localhost:${front.addr.port}`,
      ALERT_WEBHOOK: `http://127.0.0.1:${hook.addr.port}`,
      ALERT_MAIL: "ops@example.org",
    },
    [Symbol.asyncDispose]: async () => void await Promise.all([front.shutdown(), hook.shutdown()]),
  };
}

Deno.test("the production pair outlives what it stands on", async (t) => {
  await using world = outside();
  await using clock = await settableClock();
  await clock.setOff(-3600_000);
  await using production = await startProduction(world.env);
  const { log, postgres } = production;
  let app = await production.start("web,worker");
  const late = await production.start("web", clock);
  let client = { app, apiKey: production.demo().apiKey };
  const eventId = await publishedEvent(client, { capacity: 100 });
  const registered = async () =>
    (await call(client, "GET", `/api/events/${eventId}/analytics`)).body.totalRegistrations;
  const closed = await fetch(`${app.url}/dev/mailbox.json`);
  assert.equal(closed.status, 404, "there is no /dev in production");
  await closed.body?.cancel();
  const shown = (count: number) => eventually(`${count} in the read model`, async () => await registered() === count);
  const ready = () => eventually("ready again", async () => (await readinessOf(app)).status === 200);

  await t.step("Postgres is gone, and comes back", async () => {
    await postgres.kill9();
    await unready(app, /vault|read models/);
    const { status, body } = await registerAt(client, eventId, { email: "early@example.org" });
    assert.deepEqual([status, body.code], [503, "unavailable"]);
    const emails = people("database", 10);
    const registering = registerUntilTaken(client, eventId, emails);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await postgres.restart();
    assert.ok((await registering).has(503));
    await ready();
    await shown(10);
    await arrivedOnce(production, emails);
  });

  await t.step("EventStoreDB is gone, and comes back", async () => {
    await log.kill();
    await unready(app, /the log/);
    const emails = people("log", 10);
    const registering = registerUntilTaken(client, eventId, emails);
    const { status, body } = await registerAt(client, eventId, { email: "early@example.org" });
    assert.deepEqual([status, body.code], [503, "unavailable"]);
    await log.restart();
    assert.ok((await registering).has(201));
    await ready();
    await shown(20);
    await arrivedOnce(production, [...emails, ...people("database", 10)]);
  });

  await t.step("EventStoreDB freezes: a clear answer all the same", async () => {
    log.faults.freeze();
    const another = production.start("web");
    const { status, body } = await registerAt(client, eventId, { email: "frozen@example.org" }, "frozen");
    assert.deepEqual([status, body.code], [503, "unavailable"]);
    await unready(app, /the log/);
    log.faults.thaw();
    await ready();
    await registerUntilTaken(client, eventId, ["frozen@example.org"]);
    await shown(21);
    await arrivedOnce(production, ["frozen@example.org"]);
    // it began while the log was silent
    assert.equal((await readinessOf(await another)).status, 200);
    await (await another).stop();
  });

  await t.step("a process whose clock is an hour late is not ready, and does nothing wrong", async () => {
    await unready(late, /clock/);
    const { status } = await registerAt({ ...client, app: late }, eventId, { email: "late@example.org" });
    assert.equal(status, 201);
    await shown(22);
    await arrivedOnce(production, ["late@example.org"]);
    const events = await openEventStoreDb({ url: log.url });
    const times = (await Array.fromAsync(events.read(`event-${eventId}`))).map(({ metadata }) => metadata.occurredAt);
    await events.close();
    assert.deepEqual(times, times.toSorted());
    await late.stop();
  });

  await t.step("whoever runs it is told of the clock and of the certificate, by mail and webhook", async () => {
    for (const [kind, detail] of [["clock", /ms off the database's/], ["certificate", /ends on 2026-02-01/]] as const) {
      const found = await eventually(`the ${kind} to be told`, () => world.told.find(({ alert }) => alert === kind));
      assert.match(found.detail, detail);
    }
    const mails = () => production.mail.arrived.filter(({ to }) => to === "ops@example.org").length;
    await eventually("mails of both", () => mails() >= 2);
  });

  await t.step("facts of a newer version make an older process wait, and the newer one goes on", async () => {
    const newer = await production.start("web,worker", {
      runtimeArgs: ["--preload", "tests/support/newer_version.ts"],
    });
    const beside = { ...client, app: newer };
    const other = await publishedEvent(client, { capacity: 10, title: "Untouched" });
    const renamed = await call(beside, "PUT", `/api/events/${eventId}`, { title: "Written by the newer one" });
    assert.equal(renamed.status, 200, JSON.stringify(renamed.body));
    const waits = await registerAt(client, eventId, { email: "waits@example.org" });
    assert.deepEqual([waits.status, waits.body.code], [503, "unavailable"]);
    assert.ok(waits.headers.get("retry-after"));
    assert.equal((await registerAt(client, other, { email: "other@example.org" })).status, 201);
    assert.equal((await registerAt(beside, eventId, { email: "beside@example.org" })).status, 201);

    const owner = await signedIn(newer, production.demo(), "owner");
    const settings = formOf((await owner("/dashboard/settings")).body);
    assert.equal((await owner("/dashboard/settings", { ...settings, name: "By the newer one" })).status, 303);
    await unready(app, /StudioSettingsChanged .* wait for the newer one/);
    const again = await registerAt(client, other, { email: "again@example.org" });
    assert.equal(again.status, 503, "nobody is let in on half of the facts");
    const { rows: [{ stopped }] } = await postgres.pool().query(
      "select count(problem)::int as stopped from projections.generations",
    );
    assert.equal(stopped, 0, "nothing fails");

    await app.stop();
    [app, client] = [newer, beside];
    await shown(23);
    const { body } = await call(client, "GET", `/api/events/${eventId}`);
    assert.equal(body.title, "Written by the newer one");
    await arrivedOnce(production, ["other@example.org", "beside@example.org", "late@example.org"]);
  });

  await t.step("it ends when asked even while everything is gone", async () => {
    await Promise.all([log.kill(), postgres.kill9()]);
    await unready(app, /the log/);
    const { signal } = await app.stop();
    assert.equal(signal, null);
  });

  await t.step("it says what it cannot reach instead of starting", async () => {
    const dataDir = await Deno.makeTempDir({ prefix: "webinars-" });
    const started = () => runProgram("start", [], { ...production.env, DATA_DIR: dataDir, PORT: "0" });
    const withoutPostgres = await started();
    await postgres.restart();
    const withoutLog = await started();
    for (const [{ code, stderr }, name] of [[withoutPostgres, "Postgres"], [withoutLog, "EventStoreDB"]] as const) {
      assert.equal(code, 1);
      assert.match(stderr, new RegExp(`^${name} .*\\n$`));
    }
    await Deno.remove(dataDir, { recursive: true });
  });
});
