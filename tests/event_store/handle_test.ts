import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { Rejected } from "../../domain/decider.ts";
import type { VirtualEventCommand } from "../../domain/virtual_event/commands.ts";
import { virtualEvent } from "../../domain/virtual_event/virtual_event.ts";
import { AppendTooLarge, StoreUnavailable, WrongRevision } from "../../event_store/port.ts";
import { createEvent, DAY_BEFORE, LONG_BEFORE } from "../domain/virtual_event/facts.ts";
import { inWorkshop, stream } from "./handle_support.ts";

const rejectedFor = (reason: string) => (error: unknown) => error instanceof Rejected && error.reason === reason;
const publish: VirtualEventCommand = { type: "PublishEvent", at: DAY_BEFORE };
const names = (count: number) => Array.from({ length: count }, (_, n) => `person${n}`);

inWorkshop("commands that come together are decided one after another and appended together", async (shop) => {
  await shop.publish(20);
  const { ask, store, handle } = shop.process();
  await handle.stateOf(virtualEvent, stream);
  const commands = await Promise.all(names(32).map((name) => shop.registration(name)));
  const handled = await Promise.all(commands.map((command) => ask(command)));
  assert.equal(store.appends, 1);
  const outcomes = handled.map(({ events }) => events[1]!.type);
  assert.equal(outcomes.filter((type) => type === "RegistrationConfirmed").length, 20);
  assert.equal(outcomes.filter((type) => type === "RegistrationWaitlisted").length, 12);
  const facts = await shop.facts();
  for (const { events, position } of handled) {
    for (const event of events) {
      const fact = facts[event.revision]!;
      assert.deepEqual([fact.id, fact.type, fact.metadata.commandId], [event.id, event.type, event.meta.commandId]);
      assert.ok(position >= fact.position);
    }
  }
  assert.deepEqual(await handle.stateOf(virtualEvent, stream), handled[0]!.state);
});

inWorkshop("one that is refused or ill-formed takes nothing from its neighbours", async (shop) => {
  await shop.publish(20);
  const { ask } = shop.process();
  const [ana, ben] = [await shop.registration("ana"), await shop.registration("ben")];
  const outcomes = await Promise.allSettled([
    ask(ana),
    ask({ ...ana, registrationId: ben.registrationId }),
    ask({ ...ben, source: "x".repeat(101) }),
    ask({ ...ben, consents: { ...ben.consents, terms: false } }),
    ask(ben),
  ]);
  assert.deepEqual(outcomes.map(({ status }) => status), [
    "fulfilled",
    "rejected",
    "rejected",
    "rejected",
    "fulfilled",
  ]);
  const reasons = outcomes.map((outcome) => outcome.status === "rejected" ? outcome.reason : null);
  assert.ok(rejectedFor("already_registered")(reasons[1]));
  assert.equal(reasons[2].name, "ZodError");
  assert.ok(rejectedFor("terms_required")(reasons[3]));
  assert.equal((await shop.facts()).length, 7);
});

inWorkshop(
  "a repeated command is decided once: in one batch, later, in another process, after a restart",
  async (shop) => {
    await shop.publish();
    const commandId = randomUUID();
    const command = await shop.registration("ana");
    const one = shop.process();
    const batch = await Promise.all([one.ask(command, { commandId }), one.ask(command, { commandId })]);
    const later = await one.ask(command, { commandId });
    const elsewhere = await shop.process().ask(command, { commandId });
    const all = [...batch, later, elsewhere];
    assert.deepEqual(all.map(({ repeated }) => repeated), [false, true, true, true]);
    for (const { events } of all) {
      assert.deepEqual(events.map((event) => event.id), batch[0]!.events.map((event) => event.id));
      assert.deepEqual(events.map((event) => event.data), batch[0]!.events.map((event) => event.data));
    }
    assert.equal(later.events[0]?.type === "RegistrationRequested" && later.events[0].data.email, "ana@example.com");
    assert.equal((await shop.facts()).length, 5);
  },
);

inWorkshop("the same command in two processes at once leads to one set of facts", async (shop) => {
  await shop.publish();
  const [one, two] = [shop.process(), shop.process()];
  await one.handle.stateOf(virtualEvent, stream);
  await two.handle.stateOf(virtualEvent, stream);
  const commandId = randomUUID();
  const command = await shop.registration("ana");
  const [a, b] = await Promise.all([one.ask(command, { commandId }), two.ask(command, { commandId })]);
  assert.deepEqual(a.events.map((event) => event.id), b.events.map((event) => event.id));
  assert.equal((await shop.facts()).length, 5);
});

inWorkshop("processes that race for seats never sell one twice and lose nobody", async (shop) => {
  await shop.publish(10);
  const processes = [shop.process(), shop.process(), shop.process()];
  const people = await Promise.all(names(30).map((name) => shop.registration(name)));
  const handled = await Promise.all(people.map(async (command, n) => {
    const { ask } = processes[n % 3]!;
    const registered = await ask(command);
    if (n % 4 === 0) {
      const { registrationId } = command;
      await processes[(n + 1) % 3]!.ask({ type: "CancelRegistration", at: DAY_BEFORE, registrationId, by: "trainer" });
    }
    return registered;
  }));
  assert.equal(new Set(handled.flatMap(({ events }) => events.map(({ revision }) => revision))).size, 60);
  let state = virtualEvent.initial();
  for (const fact of shop.codec.decodeBlank(await shop.facts())) {
    state = virtualEvent.evolve(state, fact as unknown as Parameters<typeof virtualEvent.evolve>[1]);
    if (state.lifecycle !== "none") assert.ok(state.seats.taken <= 10);
  }
  assert.ok(state.lifecycle === "published");
  assert.equal(state.seats.registrations.size, 30);
  assert.equal(state.seats.taken, 10);
  assert.equal(state.seats.line.size, 12);
  for (const { handle } of processes) {
    const seen = await handle.stateOf(virtualEvent, stream);
    assert.ok(seen.lifecycle === "published");
    assert.deepEqual(seen.seats.registrations.entries().sort(), state.seats.registrations.entries().sort());
  }
});

inWorkshop("a refusal is not believed on an old state", async (shop) => {
  const [one, two] = [shop.process(), shop.process()];
  await one.ask(createEvent);
  const ana = await shop.registration("ana");
  await assert.rejects(() => two.ask(ana), rejectedFor("event_not_published"));
  await one.ask(publish);
  assert.equal((await two.ask(ana)).events.length, 2);
  // nor is "nothing to do"
  assert.equal((await one.ask({ type: "ChangeCapacity", at: DAY_BEFORE, capacity: 5 })).events.length, 1);
  assert.equal((await two.ask({ type: "ChangeCapacity", at: DAY_BEFORE, capacity: 2 })).events.length, 1);
});

inWorkshop("an append whose answer was lost is repeated and counts once", async (shop) => {
  await shop.publish();
  const { ask, store } = shop.process();
  let lost = 0;
  store.onAppend = (forward) => async (...append) => {
    const appended = await forward(...append);
    if (lost++ < 2) throw new StoreUnavailable("connection reset", "unknown");
    return appended;
  };
  const handled = await ask(await shop.registration("ana"));
  assert.equal(handled.events.length, 2);
  assert.equal(store.appends, 3);
  assert.equal((await shop.facts()).length, 5);
});

inWorkshop("a lost answer whose repetition is refused finds its own facts in the tail", async (shop) => {
  await shop.publish();
  const { ask, store } = shop.process();
  let lost = false;
  store.onAppend = (forward) => async (...append) => {
    if (lost) throw new WrongRevision(stream, append[2], (await shop.facts()).length - 1);
    lost = true;
    await forward(...append);
    throw new StoreUnavailable("connection reset", "unknown");
  };
  const handled = await ask(await shop.registration("ana"));
  assert.equal(handled.repeated, true);
  assert.deepEqual(handled.events.map(({ type }) => type), ["RegistrationRequested", "RegistrationConfirmed"]);
  assert.equal((await shop.facts()).length, 5);
});

inWorkshop("while the store is gone callers are told so, and the same command later is decided once", async (shop) => {
  await shop.publish();
  const { ask, store } = shop.process({ repeatForMs: 60 });
  let reached = false;
  store.onAppend = (forward) => async (...append) => {
    if (!reached) await forward(...append);
    reached = true;
    throw new StoreUnavailable("no route", "unknown");
  };
  const commandId = randomUUID();
  const command = await shop.registration("ana");
  await assert.rejects(() => ask(command, { commandId }), StoreUnavailable);
  store.onAppend = null;
  const { repeated, events } = await ask(command, { commandId });
  assert.deepEqual([repeated, events.length], [true, 2]);
  assert.equal((await shop.facts()).length, 5);
});

inWorkshop("what was not written is refused at once and leaves the state as it was", async (shop) => {
  await shop.publish(1);
  const { ask, store } = shop.process();
  store.onAppend = () => () => Promise.reject(new StoreUnavailable("disk full", "not_written"));
  const [ana, ben] = [await shop.registration("ana"), await shop.registration("ben")];
  await assert.rejects(() => ask(ana), StoreUnavailable);
  assert.equal(store.appends, 1);
  store.onAppend = null;
  assert.equal((await ask(ben)).events[1]?.type, "RegistrationConfirmed");
  assert.equal((await ask(ana)).events[1]?.type, "RegistrationWaitlisted");
});

inWorkshop(
  "commands too large to be appended together are appended apart, one too large alone is refused",
  async (shop) => {
    await shop.publish();
    const { ask, store } = shop.process();
    const details = (n: number) =>
      ask({ type: "ChangeDetails", at: DAY_BEFORE, changes: { description: "ñ".repeat(19_000) + n } });
    const handled = await Promise.all(Array.from({ length: 40 }, (_, n) => details(n)));
    assert.equal(new Set(handled.map(({ revision }) => revision)).size > 1, true);
    assert.equal((await shop.facts()).length, 43);
    store.onAppend = () => () => Promise.reject(new AppendTooLarge(stream, 1_000_000));
    await assert.rejects(() => details(99), AppendTooLarge);
  },
);

inWorkshop("command time never runs backwards within a stream", async (shop) => {
  await shop.publish();
  shop.time.now = LONG_BEFORE;
  const { ask } = shop.process();
  const { events } = await ask({ ...await shop.registration("ana"), at: LONG_BEFORE });
  assert.equal(events[0]!.meta.occurredAt, DAY_BEFORE);
});

inWorkshop("a reactor's command that is refused, or decides nothing, is closed by a fact, once", async (shop) => {
  await shop.publish();
  const { ask } = shop.process();
  const commandId = randomUUID();
  const unknown = (await shop.registration("ana")).registrationId;
  const cancel = { type: "CancelRegistration", at: DAY_BEFORE, registrationId: unknown, by: "trainer" } as const;
  const first = await ask(cancel, { commandId, declines: true });
  const again = await shop.process().ask(cancel, { commandId, declines: true });
  assert.deepEqual([first.declined, first.events, first.repeated], ["registration_not_found", [], false]);
  assert.deepEqual([again.declined, again.events, again.repeated], ["registration_not_found", [], true]);
  const idle = await ask({ type: "PromoteFromWaitlist", at: DAY_BEFORE, limit: 5 }, { declines: true });
  assert.equal(idle.declined, "nothing_to_do");
  const facts = await shop.facts();
  assert.deepEqual(facts.slice(3).map(({ type }) => type), ["CommandDeclined", "CommandDeclined"]);
  assert.deepEqual(facts[3]!.data, { commandId, command: "CancelRegistration", reason: "registration_not_found" });
  assert.equal((await ask(await shop.registration("ben"))).events.length, 2);
});

inWorkshop("streams that are not used make room for others, and come back", async (shop) => {
  await shop.publish(null);
  const { ask, handle, store } = shop.process({ cachedFacts: 50 });
  await ask(await shop.registration("ana"));
  for (let n = 0; n < 20; n++) await handle.stateOf(virtualEvent, `event-other${n}`);
  const before = store.read_events;
  await ask(await shop.registration("ben"));
  assert.equal(store.read_events - before, 5);
  assert.equal((await shop.facts()).length, 7);
});
