import assert from "node:assert/strict";
import fc from "fast-check";
import { Rejected } from "../../../domain/decider.ts";
import type { VirtualEventCommand } from "../../../domain/virtual_event/commands.ts";
import { snapshot } from "../../../domain/virtual_event/snapshot.ts";
import { type Existing, existing, type VirtualEvent } from "../../../domain/virtual_event/state.ts";
import { virtualEvent } from "../../../domain/virtual_event/virtual_event.ts";
import { id } from "../../support/ids.ts";
import { created, DAY_BEFORE, published, register } from "./facts.ts";

/** Who has a seat and who waits, the plainest way: the oracle. */
interface Model {
  capacity: number | null;
  waitlist: boolean;
  seated: Set<string>;
  waiting: string[];
  /** Registration of each person's latest place. */
  places: Map<string, string>;
}

const people = fc.integer({ min: 0, max: 11 }).map((n) => `p${n}`);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("register" as const), who: people }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("cancel" as const), who: people }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("erase" as const), who: people }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("capacity" as const),
      capacity: fc.option(fc.integer({ min: 1, max: 6 }), { freq: 8 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("promote" as const), limit: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("waitlist" as const), on: fc.boolean() }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

Deno.test("no interleaving of registering, cancelling, capacity changes and promotions oversells, loses anybody or breaks the line", () =>
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const model: Model = { capacity: 2, waitlist: true, seated: new Set(), waiting: [], places: new Map() };
      let state = [created(), published].reduce(virtualEvent.evolve, virtualEvent.initial());
      for (const [n, taken] of steps.entries()) {
        state = perform(taken, n, model, state);
        compare(model, existing(state));
      }
    }),
    { numRuns: 2_000 },
  ));

Deno.test("a loaded snapshot decides as the fold does", () =>
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.array(step, { maxLength: 10 }), (before, after) => {
      const model: Model = { capacity: 2, waitlist: true, seated: new Set(), waiting: [], places: new Map() };
      let state = [created(), published].reduce(virtualEvent.evolve, virtualEvent.initial());
      for (const [n, taken] of before.entries()) state = perform(taken, n, model, state);
      state = snapshot.load(JSON.parse(JSON.stringify(snapshot.save(state))));
      compare(model, existing(state));
      for (const [n, taken] of after.entries()) {
        state = perform(taken, before.length + n, model, state);
        compare(model, existing(state));
      }
    }),
    { numRuns: 500 },
  ));

/** Does the step to the model and to the decider; both must agree on whether it is refused. */
function perform(taken: Step, n: number, model: Model, state: VirtualEvent): VirtualEvent {
  const command = commandOf(taken, n, model);
  const expected = play(taken, n, model);
  try {
    const events = virtualEvent.decide(command, state);
    assert.equal(expected, "accepted", `${command.type} should have been refused: ${expected}`);
    return events.reduce(virtualEvent.evolve, state);
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    assert.equal(error.reason, expected, command.type);
    return state;
  }
}

function commandOf(taken: Step, n: number, model: Model): VirtualEventCommand {
  const at = DAY_BEFORE;
  switch (taken.do) {
    case "register":
      return register(taken.who, { registrationId: id.registration(`${taken.who}-${n}`) });
    case "cancel": {
      const registrationId = id.registration(model.places.get(taken.who) ?? "unknown");
      return { type: "CancelRegistration", at, registrationId, by: "registrant" };
    }
    case "erase":
      return { type: "ErasePersonFromEvent", at, personId: id.person(taken.who) };
    case "capacity":
      return { type: "ChangeCapacity", at, capacity: taken.capacity };
    case "promote":
      return { type: "PromoteFromWaitlist", at, limit: taken.limit };
    case "waitlist":
      return { type: "SwitchWaitlist", at, on: taken.on };
  }
}

function play(taken: Step, n: number, model: Model): string {
  const free = () => (model.capacity ?? Infinity) - model.seated.size;
  const seatFirst = () => {
    const first = model.waiting.shift();
    if (first !== undefined) model.seated.add(first);
  };
  switch (taken.do) {
    case "register": {
      const { who } = taken;
      if (model.seated.has(who) || model.waiting.includes(who)) return "already_registered";
      if (free() > 0 && model.waiting.length === 0) model.seated.add(who);
      else if (model.waitlist || free() > model.waiting.length) model.waiting.push(who);
      else return "event_full";
      model.places.set(who, `${who}-${n}`);
      return "accepted";
    }
    case "cancel":
    case "erase": {
      const { who } = taken;
      if (taken.do === "cancel" && !model.places.has(who)) return "registration_not_found";
      model.waiting = model.waiting.filter((waiting) => waiting !== who);
      if (model.seated.delete(who) && free() > 0) seatFirst();
      return "accepted";
    }
    case "capacity":
      if (taken.capacity !== null && taken.capacity < model.seated.size) return "capacity_below_taken";
      model.capacity = taken.capacity;
      return "accepted";
    case "promote":
      for (let i = 0; i < taken.limit && free() > 0; i++) seatFirst();
      return "accepted";
    case "waitlist":
      model.waitlist = taken.on;
      return "accepted";
  }
}

function compare(model: Model, { seats, capacity }: Existing): void {
  assert.ok(capacity === null || seats.taken <= capacity, "oversold");
  const registrationOf = (who: string) => id.registration(model.places.get(who)!);
  const line = seats.line.entries().sort(([a], [b]) => a - b).map(([, registrationId]) => registrationId);
  assert.deepEqual(line, model.waiting.map(registrationOf), "the line");
  assert.equal(seats.firstTurn, Math.min(seats.nextTurn, ...seats.line.entries().map(([turn]) => turn)));
  const seated = seats.registrations.entries().filter(([, seat]) => seat.status === "confirmed").map(([r]) => r);
  assert.deepEqual(new Set(seated), new Set([...model.seated].map(registrationOf)), "the seats");
  assert.equal(seats.taken, model.seated.size);
  const placed = new Set([...model.seated, ...model.waiting].map((who) => id.person(who)));
  assert.deepEqual(new Set(seats.byPerson.entries().map(([person]) => person)), placed, "nobody is lost");
}
