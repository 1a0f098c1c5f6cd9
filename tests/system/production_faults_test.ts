import assert from "node:assert/strict";
import { eventually, type RunningApp } from "../support/app.ts";
import { call, type Client, publishedEvent, readinessOf, registerAt } from "../support/client.ts";
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

Deno.test("the production pair outlives what it stands on", async (t) => {
  await using production = await startProduction();
  const { log, postgres } = production;
  const app = await production.start("web,worker");
  const client = { app, apiKey: production.demo().apiKey };
  const eventId = await publishedEvent(client, { capacity: 100 });
  const registered = async () =>
    (await call(client, "GET", `/api/events/${eventId}/analytics`)).body.totalRegistrations;
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
    const { status, body } = await registerAt(client, eventId, { email: "frozen@example.org" }, "frozen");
    assert.deepEqual([status, body.code], [503, "unavailable"]);
    await unready(app, /the log/);
    log.faults.thaw();
    await ready();
    await registerUntilTaken(client, eventId, ["frozen@example.org"]);
    await shown(21);
    await arrivedOnce(production, ["frozen@example.org"]);
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
