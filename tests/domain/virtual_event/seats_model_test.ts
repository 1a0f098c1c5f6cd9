import assert from "node:assert/strict";
import fc from "fast-check";
import { Rejected } from "../../../domain/decider.ts";
import type { VirtualEventCommand } from "../../../domain/virtual_event/commands.ts";
import type { RegistrationId } from "../../../domain/ids.ts";
import { held, type SeatStatus } from "../../../domain/virtual_event/seats.ts";
import { snapshot } from "../../../domain/virtual_event/snapshot.ts";
import { type Existing, existing, type VirtualEvent } from "../../../domain/virtual_event/state.ts";
import type { VirtualEventEvent } from "../../../domain/virtual_event/events.ts";
import { virtualEvent } from "../../../domain/virtual_event/virtual_event.ts";
import { id } from "../../support/ids.ts";
import { created, DAY_BEFORE, published, register } from "./facts.ts";

/** Who has a seat and who waits, the plainest way: the oracle. */
interface Model {
  capacity: number | null;
  waitlist: boolean;
  approval: boolean;
  offers: boolean;
  seated: Set<string>;
  waiting: string[];
  pending: Set<string>;
  /** Who is offered a seat, and until when, as a step's number. */
  offered: Map<string, string>;
  declined: Set<string>;
  /** Whose offer ended unanswered. */
  expired: Set<string>;
  /** Registration of each person's latest place. */
  places: Map<string, string>;
}

const freshModel = (): Model => ({
  capacity: 2,
  waitlist: true,
  approval: false,
  offers: false,
  seated: new Set(),
  waiting: [],
  pending: new Set(),
  offered: new Map(),
  declined: new Set(),
  expired: new Set(),
  places: new Map(),
});

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
  { weight: 1, arbitrary: fc.record({ do: fc.constant("approval" as const), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("offers" as const), on: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("approve" as const), who: people }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("decline" as const), who: people }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("confirm" as const), who: people }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("wait" as const), who: people }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("accept" as const), who: people }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("refuse" as const), who: people }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("expire" as const), who: people }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("accept_late" as const), who: people }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("expire_other" as const), who: people }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("transfer" as const), who: people, to: people }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

Deno.test("no interleaving of registering, cancelling, approving, offering, handing over and capacity changes oversells, loses anybody or breaks the line", () =>
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const model = freshModel();
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
      const model = freshModel();
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
  const commands = commandsOf(taken, n, model, state);
  const expected = play(taken, n, model);
  try {
    for (const command of commands) {
      const facts = virtualEvent.decide(command, state);
      state = facts.reduce(virtualEvent.evolve, state);
      for (const fact of facts) judgeFact(fact, model, existing(state));
    }
    assert.equal(expected, "accepted", `${taken.do} should have been refused: ${expected}`);
    return state;
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    assert.equal(error.reason, expected, taken.do);
    return state;
  }
}

/** What people are told: their place in the line as it is, and an end of their offer that is still to come. */
function judgeFact(fact: VirtualEventEvent, { waiting, places }: Model, { dates }: Existing): void {
  if (fact.type === "RegistrationWaitlisted") {
    const line = waiting.map((who) => id.registration(places.get(who)!));
    assert.equal(fact.data.position, line.indexOf(fact.data.registrationId) + 1, "the position that is told");
  }
  if (fact.type === "WaitlistSeatOffered") {
    assert.ok(fact.data.expiresAt > at && fact.data.expiresAt <= dates[0]!.startsAt, "the end of an offer");
  }
}

const at = DAY_BEFORE;

function commandsOf(taken: Step, n: number, model: Model, state: VirtualEvent): VirtualEventCommand[] {
  const registrationId = "who" in taken
    ? id.registration(model.places.get(taken.who) ?? "unknown")
    : id.registration("");
  switch (taken.do) {
    case "register":
      return [register(taken.who, { registrationId: id.registration(`${taken.who}-${n}`) })];
    case "cancel":
      return [{ type: "CancelRegistration", at, registrationId, by: "registrant" }];
    case "erase":
      return [{ type: "ErasePersonFromEvent", at, personId: id.person(taken.who) }];
    case "capacity":
      return [{ type: "ChangeCapacity", at, capacity: taken.capacity }];
    case "promote":
      return [{ type: "PromoteFromWaitlist", at, limit: taken.limit }];
    case "waitlist":
      return [{ type: "SwitchWaitlist", at, on: taken.on }];
    case "approval":
      return [{ type: "SwitchApproval", at, on: taken.on }];
    case "offers":
      return [{ type: "ChooseWaitlistMode", at, mode: taken.on ? "offer" : "automatic", offerHours: 24 }];
    case "approve":
      return [{ type: "ApproveRegistration", at, registrationId }];
    case "decline":
      return [{ type: "DeclineRegistration", at, registrationId, reason: "" }];
    case "confirm":
      return [{ type: "ConfirmRegistration", at, registrationId }];
    case "wait":
      return [{ type: "MoveToWaitlist", at, registrationId }];
    case "accept":
      return [{ type: "AcceptOffer", at, registrationId }];
    case "refuse":
      return [{ type: "DeclineOffer", at, registrationId }];
    case "expire":
    case "accept_late":
    case "expire_other": {
      const expiresAt = existing(state).seats.registrations.get(registrationId)?.expiresAt ?? at;
      if (taken.do === "accept_late") return [{ type: "AcceptOffer", at: expiresAt, registrationId }];
      // the moment of an offer that was made before
      const of = taken.do === "expire_other" ? "2020-01-01T00:00:00.000Z" : expiresAt;
      return [{ type: "ExpireOffer", at: expiresAt, registrationId, expiresAt: of }];
    }
    case "transfer":
      return handOver(taken, n, registrationId);
  }
}

function handOver({ to }: { to: string }, n: number, registrationId: RegistrationId): VirtualEventCommand[] {
  const toRegistrationId = id.registration(`${to}-${n}`);
  const { registrant, consents } = register(to);
  const { email, firstName, lastName } = registrant;
  return [
    {
      type: "OfferTransfer",
      at,
      registrationId,
      toRegistrationId,
      toPersonId: id.person(to),
      to: { email, firstName, lastName },
      language: "es",
    },
    { type: "AcceptTransfer", at, toRegistrationId, registrant, language: "es", timeZone: null, consents },
  ];
}

function play(taken: Step, n: number, model: Model): string {
  const { seated, pending, offered, declined, expired, places } = model;
  const free = () => (model.capacity ?? Infinity) - seated.size - offered.size;
  const seatFirst = () => {
    const first = model.waiting.shift();
    if (first === undefined) return;
    if (model.offers) offered.set(first, places.get(first)!);
    else seated.add(first);
  };
  /** Takes somebody out of wherever they are; says whether a seat is free by it. */
  const takeOut = (who: string) => {
    model.waiting = model.waiting.filter((waiting) => waiting !== who);
    pending.delete(who);
    return [seated.delete(who), offered.delete(who)].includes(true);
  };
  const give = (who: string, mayWait: boolean) => {
    if (free() > 0 && model.waiting.length === 0) seated.add(who);
    else if (mayWait || free() > model.waiting.length) model.waiting.push(who);
    else return "event_full";
    return "accepted";
  };
  const holds = (who: string) => seated.has(who) || model.waiting.includes(who) || pending.has(who) || offered.has(who);
  if ("who" in taken && taken.do !== "register" && taken.do !== "erase" && !places.has(taken.who)) {
    return "registration_not_found";
  }
  switch (taken.do) {
    case "register": {
      const { who } = taken;
      if (declined.has(who)) return "registration_declined";
      if (holds(who)) return "already_registered";
      if (model.approval) pending.add(who);
      else if (give(who, model.waitlist) === "event_full") return "event_full";
      expired.delete(who);
      places.set(who, `${who}-${n}`);
      return "accepted";
    }
    case "cancel":
      if (declined.has(taken.who)) return "registration_declined";
      if (takeOut(taken.who) && free() > 0) seatFirst();
      return "accepted";
    case "erase":
      if (!declined.has(taken.who) && takeOut(taken.who) && free() > 0) seatFirst();
      return "accepted";
    case "capacity":
      if (taken.capacity !== null && taken.capacity < seated.size + offered.size) return "capacity_below_taken";
      model.capacity = taken.capacity;
      return "accepted";
    case "promote":
      for (let i = 0; i < taken.limit && free() > 0; i++) seatFirst();
      return "accepted";
    case "waitlist":
      model.waitlist = taken.on;
      return "accepted";
    case "approval":
      model.approval = taken.on;
      return "accepted";
    case "offers":
      model.offers = taken.on;
      return "accepted";
    case "approve":
      if (pending.delete(taken.who)) return give(taken.who, true);
      return holds(taken.who) ? "accepted" : "registration_not_pending";
    case "decline":
      if (declined.has(taken.who)) return "accepted";
      if (!pending.delete(taken.who)) return "registration_not_pending";
      declined.add(taken.who);
      return "accepted";
    case "confirm": {
      const { who } = taken;
      if (seated.has(who)) return "accepted";
      if (!holds(who) && !declined.has(who)) return "registration_cancelled";
      if (!offered.has(who) && free() <= 0) return "event_full";
      takeOut(who);
      declined.delete(who);
      seated.add(who);
      return "accepted";
    }
    case "wait": {
      const { who } = taken;
      if (model.waiting.includes(who)) return "accepted";
      if (!holds(who)) return "registration_not_waiting";
      const others = model.waiting.length;
      if (takeOut(who) && others > 0 && free() > 0) seatFirst();
      model.waiting.push(who);
      return "accepted";
    }
    case "accept":
      if (offered.delete(taken.who)) seated.add(taken.who);
      else if (expired.has(taken.who)) return "offer_expired";
      else if (!seated.has(taken.who)) return "offer_not_open";
      return "accepted";
    case "accept_late":
      // its moment has come, whether somebody has said so yet or not
      if (offered.has(taken.who) || expired.has(taken.who)) return "offer_expired";
      return seated.has(taken.who) ? "accepted" : "offer_not_open";
    case "expire_other":
      return "accepted";
    case "refuse":
      if (offered.has(taken.who)) {
        takeOut(taken.who);
        if (free() > 0) seatFirst();
        return "accepted";
      }
      return holds(taken.who) || declined.has(taken.who) ? "offer_not_open" : "accepted";
    case "expire":
      if (!offered.has(taken.who)) return "accepted";
      takeOut(taken.who);
      expired.add(taken.who);
      if (free() > 0) seatFirst();
      return "accepted";
    case "transfer": {
      const { who, to } = taken;
      if (!seated.has(who)) return "registration_not_waiting";
      if (who === to) return "transfer_to_same_person";
      if (declined.has(to)) return "registration_declined";
      if (holds(to)) return "already_registered";
      seated.delete(who);
      seated.add(to);
      expired.delete(to);
      places.set(to, `${to}-${n}`);
      return "accepted";
    }
  }
}

function compare(model: Model, { seats, capacity }: Existing): void {
  assert.ok(capacity === null || held(seats) <= capacity, "oversold");
  const registrationOf = (who: string) => id.registration(model.places.get(who)!);
  const line = seats.line.entries().sort(([a], [b]) => a - b).map(([, registrationId]) => registrationId);
  assert.deepEqual(line, model.waiting.map(registrationOf), "the line");
  assert.equal(seats.firstTurn, Math.min(seats.nextTurn, ...seats.line.entries().map(([turn]) => turn)));
  const having = (status: SeatStatus) =>
    new Set(seats.registrations.entries().filter(([, seat]) => seat.status === status).map(([r]) => r));
  const those = (people: Iterable<string>) => new Set([...people].map(registrationOf));
  assert.deepEqual(having("confirmed"), those(model.seated), "the seats");
  assert.deepEqual(having("offered"), those(model.offered.keys()), "the offers");
  assert.deepEqual(having("pending"), those(model.pending), "who waits for approval");
  assert.deepEqual(having("declined"), those(model.declined), "who was declined");
  assert.deepEqual([seats.taken, seats.offered, seats.pending, seats.declined], [
    model.seated.size,
    model.offered.size,
    model.pending.size,
    model.declined.size,
  ]);
  const placed = [...model.seated, ...model.waiting, ...model.offered.keys(), ...model.pending, ...model.declined];
  const known = new Set(seats.byPerson.entries().map(([person]) => person));
  assert.deepEqual(known, new Set(placed.map((who) => id.person(who))), "nobody is lost");
}
