import assert from "node:assert/strict";
import { delivery } from "../../domain/delivery/delivery.ts";
import type { Handle } from "../../event_store/handle.ts";
import type { Worker } from "../../projections/runtime/worker.ts";
import { withPostgres, type World, world } from "./support/world.ts";

withPostgres();

const PEOPLE = 40;

/** Everything is planned and due, and nobody delivers yet. */
async function planned(w: World, people: number): Promise<Worker> {
  const folding = w.work({ channels: {} });
  const eventId = await w.event({ reminders: [] });
  for (let n = 0; n < people; n++) await w.register(eventId, `p${n}@example.com`);
  const count = async () =>
    (await w.query<{ n: number }>("select count(*)::int as n from reactor_confirmations.outbox").catch(() => []))[0]?.n;
  while (await count() !== people) await new Promise((resolve) => setTimeout(resolve, 10));
  return folding;
}

const repeats = (w: World) => {
  const byId = Map.groupBy(w.mails.sent, ({ messageId }) => messageId);
  return [...byId.values()].filter((copies) => copies.length > 1).length;
};

/** Answers attempts without asking the log. */
const careless = (handle: Handle): Handle =>
  Object.assign(
    ((decider, stream, command, envelope) => {
      if (command.type !== "AttemptDelivery") return handle(decider, stream, command, envelope);
      const event = { type: "DeliveryAttempted", data: { ...command, attempt: 1, repeatsUnknown: false } };
      return Promise.resolve({ events: [event] } as never);
    }) as Handle,
    { stateOf: handle.stateOf },
  );

Deno.test("two workers side by side send every mail once", async () => {
  await using w = await world();
  await planned(w, PEOPLE);
  w.mails.before = () => new Promise((resolve) => setTimeout(resolve, 5));
  w.deliver();
  w.deliver();
  await w.mails.taken(PEOPLE);
  await w.settled();
  assert.equal(w.mails.sent.length, PEOPLE);
  assert.equal(repeats(w), 0);
  assert.equal((await w.facts("DeliveryAttempted")).length, PEOPLE);
});

Deno.test("negative control: without the attempt in the log, two workers side by side do send twice", async () => {
  await using w = await world();
  await planned(w, PEOPLE);
  w.mails.before = () => new Promise((resolve) => setTimeout(resolve, 5));
  w.deliver({ handle: careless(w.handle) });
  w.deliver({ handle: careless(w.handle) });
  await w.mails.taken(PEOPLE + 1);
  assert.ok(repeats(w) > 0);
});

Deno.test("a call in flight at a kill repeats under the same key and says so, once its lease is over", async () => {
  await using w = await world();
  await planned(w, 1);
  const held = hold(w);
  w.deliver();
  await held.reached;
  const second = w.deliver();
  w.clock.pass(39_000);
  second.wake();
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(w.mails.sent.length, 0);
  w.clock.pass(1_000);
  await w.mails.taken(1);
  assert.equal(w.mails.sent[0]?.repeatsUnknown, true);
  held.go();
  await w.mails.taken(2);
  await w.settled();
  assert.equal(new Set(w.mails.sent.map(({ messageId }) => messageId)).size, 1);
  assert.deepEqual((await w.facts("DeliveryAttempted")).map(({ data }) => data.repeatsUnknown), [false, true]);
  assert.equal((await w.facts("DeliverySucceeded")).length, 1);
});

Deno.test("where one process owns the log, its predecessor's call in flight repeats at once", async () => {
  await using w = await world();
  await planned(w, 1);
  const held = hold(w);
  w.deliver();
  await held.reached;
  w.deliver({ gone: await w.store.head() });
  await w.mails.taken(1);
  assert.equal(w.mails.sent[0]?.repeatsUnknown, true);
  held.go();
});

Deno.test("what was settled is not touched by a worker whose outbox is of before", async () => {
  await using w = await world();
  await planned(w, 1);
  const [row] = await w.query<Record<string, unknown>>("select * from reactor_confirmations.outbox");
  w.deliver();
  await w.mails.taken(1);
  await w.settled();
  await w.query("update reactor_confirmations.outbox set state = 'open', attempt = 0, next_at = $1", [row!.next_at]);
  const facts = (await w.facts()).length;
  w.deliver();
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.equal(w.mails.sent.length, 1);
  assert.equal((await w.facts()).length, facts);
});

Deno.test("whoever looked before the attempt was folded looks again, and takes over when the lease is over", async () => {
  await using w = await world();
  const folding = await planned(w, 1);
  const { delivery_id, key } =
    (await w.query<Record<string, string>>("select * from reactor_confirmations.outbox"))[0]!;
  // a process attempts and dies, while nothing is folded
  await folding.stop();
  const leaseUntil = new Date(w.clock.now().getTime() + 60_000).toISOString();
  const which = { deliveryId: delivery_id, reactor: "confirmations", key, channel: "mail" };
  await w.decide(delivery, `delivery-${delivery_id}`, { type: "AttemptDelivery", leaseUntil, ...which });
  w.deliver();
  await new Promise((resolve) => setTimeout(resolve, 400));
  w.work({ channels: {} });
  await w.settled();
  await new Promise((resolve) => setTimeout(resolve, 400));
  assert.equal(w.mails.sent.length, 0);
  w.clock.pass(60_000);
  await w.mails.taken(1);
  assert.equal(w.mails.sent[0]?.repeatsUnknown, true);
});

/** Holds the first mail back, as if the process that sends it had died, until told to go on. */
function hold(w: World): { reached: Promise<void>; go(): void } {
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
  const { promise, resolve: go } = Promise.withResolvers<void>();
  let first = true;
  w.mails.before = () => {
    if (!first) return;
    first = false;
    reach();
    return promise;
  };
  return { reached, go };
}
