import assert from "node:assert/strict";
import { eventually, type RunningApp } from "../support/app.ts";
import { call, type Client, publishedEvent, registerAt } from "../support/client.ts";
import { type Production, startProduction } from "../support/production.ts";

const isActive = (app: RunningApp) => {
  const said = app.output();
  return said.lastIndexOf("this process is the active worker") > said.lastIndexOf("this process stands by");
};

async function registerMany(clients: Client[], eventId: string, emails: string[]) {
  return await Promise.all(emails.map((email, n) => registerAt(clients[n % clients.length]!, eventId, { email })));
}

const people = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name}.${n}@example.org`);

/** A call that was in flight at a kill is somebody's until its lease is over: the longest that a mail may take, and ten seconds. */
const LEASE = 55_000;

/**
 * Waits for a mail to each of them, and then sees that nobody got two: a call in flight at a kill may repeat, and is known
 * by its Message-ID.
 */
async function everyMailOnce({ mail }: Production, emails: string[], mayRepeat = 0) {
  const mailsTo = (email: string) => mail.arrived.filter(({ to }) => to === email);
  await eventually(
    `a mail to each of ${emails.length}`,
    () => emails.every((email) => mailsTo(email).length > 0),
    LEASE,
  );
  for (const email of emails) {
    const ids = new Set(mailsTo(email).map(({ messageId }) => messageId));
    assert.equal(ids.size, 1, `${email} got ${[...ids]}`);
  }
  const repeated = emails.filter((email) => mailsTo(email).length > 1);
  assert.ok(
    repeated.length <= mayRepeat,
    `${repeated.length} mails came twice, at most ${mayRepeat} calls were in flight`,
  );
}

/** Mails that a worker sends at the same time. */
const IN_FLIGHT = 10;

Deno.test("two web processes and two workers share one log and one database", async (t) => {
  await using production = await startProduction();
  const first = await production.start("web");
  const [second, oneWorker] = await Promise.all([production.start("web"), production.start("worker")]);
  await eventually("an active worker", () => isActive(oneWorker));
  const otherWorker = await production.start("worker");
  const { apiKey } = production.demo();
  const clients: Client[] = [{ app: first, apiKey }, { app: second, apiKey }];
  const eventId = await publishedEvent(clients[0]!, { capacity: 20 });
  let third: RunningApp | null = null;

  await t.step("few seats are given exactly once, and everybody gets one mail", async () => {
    const emails = people("crowd", 50);
    const answers = await registerMany(clients, eventId, emails);
    const told = answers.map(({ status, body }) => (assert.equal(status, 201, JSON.stringify(body)), body.status));
    assert.equal(told.filter((status) => status === "confirmed").length, 20);
    const places = answers.filter(({ body }) => body.status === "waitlisted").map(({ body }) => Number(body.position));
    assert.deepEqual(places.sort((a, b) => a - b), Array.from({ length: 30 }, (_, n) => n + 1));
    await everyMailOnce(production, emails);
  });

  await t.step("both web processes show the same", async () => {
    const shown = async (client: Client) => {
      const answers = ["/analytics", ""].map((of) => call(client, "GET", `/api/events/${eventId}${of}`));
      return (await Promise.all(answers)).map(({ body: { asOf: _, ...body } }) => body);
    };
    const seen = await eventually("twenty registrations in the read models", async () => {
      const [analytics, event] = await shown(clients[0]!);
      return analytics!.totalRegistrations === 20 && [analytics, event];
    });
    assert.deepEqual(await shown(clients[1]!), seen);
  });

  await t.step("a request repeated at the other process gets the same answer", async () => {
    const key = crypto.randomUUID();
    const person = { email: "twice@example.org" };
    const together = await Promise.all(
      [0, 1, 0, 1].map((at) => registerAt(clients[at]!, eventId, person, key)),
    );
    for (const { status, body } of together) {
      assert.ok(status === 201 || (status === 409 && body.code === "request_in_flight"), JSON.stringify(body));
    }
    const [here, there] = await Promise.all(clients.map((client) => registerAt(client, eventId, person, key)));
    assert.equal(here!.status, 201);
    assert.deepEqual(there!.body, here!.body);
    const otherBody = await registerAt(clients[1]!, eventId, { email: "somebody.else@example.org" }, key);
    assert.equal(otherBody.body.code, "idempotency_key_reused");
  });

  await t.step("when the active worker is killed, the standby goes on within seconds", async () => {
    assert.ok(!isActive(otherWorker));
    const emails = people("killed", 20);
    const answers = registerMany(clients, eventId, emails);
    await oneWorker.kill9();
    await eventually("the standby leads", () => isActive(otherWorker));
    assert.ok((await answers).every(({ status }) => status === 201));
    await everyMailOnce(production, emails, IN_FLIGHT);
    await everyMailOnce(production, people("crowd", 50));
  });

  await t.step("a frozen worker loses its office, and is harmless when it wakes", async () => {
    third = await production.start("worker");
    Deno.kill(otherWorker.pid, "SIGSTOP");
    const emails = people("frozen", 20);
    assert.ok((await registerMany(clients, eventId, emails)).every(({ status }) => status === 201));
    await eventually("the third worker leads", () => isActive(third!));
    await everyMailOnce(production, emails, IN_FLIGHT);
    Deno.kill(otherWorker.pid, "SIGCONT");
    await eventually("the woken one stands by", () => !isActive(otherWorker));
    const later = people("woken", 20);
    assert.ok((await registerMany(clients, eventId, later)).every(({ status }) => status === 201));
    await everyMailOnce(production, [...later, ...people("crowd", 50)]);
    await everyMailOnce(production, [...people("killed", 20), ...emails], 2 * IN_FLIGHT);
    assert.ok(isActive(third!));
  });

  await t.step(
    "asked to end in the middle of a call, the leader finishes it, hands over, and nothing repeats",
    async () => {
      const { mail } = production;
      const taken = mail.taken;
      mail.manners.slow = 3_000;
      const flying = people("flying", 3);
      assert.ok((await registerMany(clients, eventId, flying)).every(({ status }) => status === 201));
      await eventually("mails on their way", () => mail.taken >= taken + 3);
      const { code } = await third!.stop();
      assert.equal(code, 0, third!.output());
      delete mail.manners.slow;
      await eventually("the other one leads", () => isActive(otherWorker));
      const after = people("after", 5);
      assert.ok((await registerMany(clients, eventId, after)).every(({ status }) => status === 201));
      await everyMailOnce(production, [...after, ...flying]);
    },
  );
});
