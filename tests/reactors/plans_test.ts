import assert from "node:assert/strict";
import type { AnyFact } from "../../domain/catalogue.ts";
import { followUps } from "../../reactors/follow_ups.ts";
import { momentsOf } from "../../reactors/moment_history.ts";
import { createPlans } from "../../reactors/plans.ts";
import { reactors } from "../../reactors/all.ts";
import { reminders } from "../../reactors/reminders.ts";
import type { Reactor } from "../../reactors/runtime/definition.ts";
import { eventually } from "../projections/running.ts";
import { begin, Folded, ids } from "./support/fold.ts";
import { withPostgres, world } from "./support/world.ts";

withPostgres();

/** Keeps the facts that it was given. */
class Kept extends Folded {
  readonly facts: AnyFact[] = [];
  override apply(fact: AnyFact) {
    this.facts.push(fact);
    super.apply(fact);
  }
}

const kept = (reactor: unknown) => new Kept(reactor as Reactor, { started: false });
const due = (moments: Awaited<ReturnType<typeof momentsOf>>) =>
  moments.map(({ about, steps }) => [about.offset ?? about.to, ...steps.map((step) => step.due)]);

Deno.test("a moved date moves its moments, an offset that is left out drops its own, and each step names its fact", async () => {
  const f = begin.published(kept(reminders), ["PT24H", "PT1H"]) as Kept;
  begin.rescheduled(f, "2026-06-12T17:00:00.000Z");
  f.given("AutomationsConfigured", { eventId: ids.event, confirmation: true, reminders: ["PT1H"] });
  const moments = await momentsOf(reminders as unknown as Reactor, f.facts, ids.event);
  assert.deepEqual(due(moments), [
    ["PT24H", "2026-06-09T17:00:00.000Z", "2026-06-11T17:00:00.000Z", null],
    ["PT1H", "2026-06-10T16:00:00.000Z", "2026-06-12T16:00:00.000Z"],
  ]);
  const type = (id: string) => f.facts.find((fact) => fact.id === id)!.type;
  assert.deepEqual(moments[0]!.steps.map(({ factId }) => type(factId)), [
    "EventPublished",
    "EventRescheduled",
    "AutomationsConfigured",
  ]);
});

Deno.test("a cancelled event waits for nothing any more, and an event of which nothing was planned never did", async () => {
  const f = kept(followUps);
  begin.event(begin.studio(f));
  assert.deepEqual(await momentsOf(followUps as unknown as Reactor, f.facts, ids.event), []);
  f.given("AutomationsConfigured", {
    eventId: ids.event,
    confirmation: true,
    reminders: [],
    followUps: [{ to: "attended", after: "PT2H" }],
  }).given("EventPublished", { eventId: ids.event }).given("EventCancelled", { eventId: ids.event, reason: "" });
  assert.deepEqual(due(await momentsOf(followUps as unknown as Reactor, f.facts, ids.event)), [
    ["attended", "2026-06-10T20:00:00.000Z", null],
  ]);
});

Deno.test("what is planned and not sent is told by event, registration and person, and no more once it is sent", async () => {
  await using w = await world();
  const planning = w.work({ channels: {} });
  const eventId = await w.event();
  const ana = await w.register(eventId, "ana@example.com");
  await w.register(eventId, "ben@example.com");
  const plans = createPlans({
    query: async ({ text, values }) => ({ rows: await w.query(text, values), rowCount: null }),
  }, reactors);
  const { studioId } = w;
  const planned = async (of: object) =>
    (await plans.deliveries({ studioId, ...of }, 10)).map(({ reactor, kind, channel, registrationId, withdrawn }) => ({
      reactor,
      kind,
      channel,
      own: registrationId === ana.registrationId,
      withdrawn,
    }));
  await eventually(async () => (await planned({ eventId })).length === 2);
  const confirmation = { reactor: "confirmations", kind: "confirmation", channel: "mail", own: true, withdrawn: null };
  assert.deepEqual(await planned({ registrationIds: [ana.registrationId] }), [confirmation]);
  assert.deepEqual(await planned({ personId: ana.personId }), [confirmation]);
  assert.deepEqual(await planned({ eventId, studioId: crypto.randomUUID() }), []);
  await w.onEvent(eventId, { type: "CancelEvent", reason: "" });
  await eventually(async () => (await planned({ personId: ana.personId })).some(({ withdrawn }) => withdrawn));
  assert.deepEqual((await planned({ personId: ana.personId })).find(({ reactor }) => reactor === "confirmations"), {
    ...confirmation,
    withdrawn: "event_cancelled",
  });
  await planning.stop();
  w.work();
  await w.settled();
  assert.deepEqual(await planned({ eventId }), []);
});
