import type { PersonId, RegistrationId } from "../ids.ts";
import { Lookup } from "../lookup.ts";

export type SeatStatus = "confirmed" | "waitlisted" | "cancelled";

/** One registration, as far as seats are concerned. */
export interface Seat {
  personId: PersonId;
  status: SeatStatus;
  /** Place in the order of the line for who waits, else 0. Grows by one a person, has holes where people left. */
  turn: number;
}

/**
 * Who has a seat and who waits, in persistent structures: a registration costs the same whether it is the first or the
 * hundred-thousandth. Nothing here is personal.
 */
export interface Seats {
  registrations: Lookup<RegistrationId, Seat>;
  /** The one registration of each person that is not cancelled. */
  byPerson: Lookup<PersonId, RegistrationId>;
  /** Who waits, by turn. */
  line: Lookup<number, RegistrationId>;
  /** Turn of the first who waits; `nextTurn` when nobody does. */
  firstTurn: number;
  nextTurn: number;
  /** Seats taken. */
  taken: number;
}

/** Nobody has come yet. */
export function noSeats(): Seats {
  return {
    registrations: Lookup.from(),
    byPerson: Lookup.from(),
    line: Lookup.from(),
    firstTurn: 1,
    nextTurn: 1,
    taken: 0,
  };
}

/** Seats that nobody has; those who wait have the first right to them. `capacity` null: no limit. */
export function freeSeats(seats: Seats, capacity: number | null): number {
  return capacity === null ? Infinity : capacity - seats.taken;
}

/** The first of the line, in its order. */
export function firstInLine(seats: Seats, limit: number): RegistrationId[] {
  const first: RegistrationId[] = [];
  const count = Math.min(limit, seats.line.size);
  for (let turn = seats.firstTurn; first.length < count; turn++) {
    const registrationId = seats.line.get(turn);
    if (registrationId !== undefined) first.push(registrationId);
  }
  return first;
}

/** The seats after somebody got one, coming from the line or from outside. */
export function take(seats: Seats, registrationId: RegistrationId, personId: PersonId): Seats {
  const left = leaveLine(seats, registrationId);
  return {
    ...left,
    registrations: left.registrations.set(registrationId, { personId, status: "confirmed", turn: 0 }),
    byPerson: left.byPerson.set(personId, registrationId),
    taken: left.taken + 1,
  };
}

/** The seats after somebody joined the end of the line. */
export function queue(seats: Seats, registrationId: RegistrationId, personId: PersonId): Seats {
  const turn = seats.nextTurn;
  return {
    ...seats,
    registrations: seats.registrations.set(registrationId, { personId, status: "waitlisted", turn }),
    byPerson: seats.byPerson.set(personId, registrationId),
    line: seats.line.set(turn, registrationId),
    nextTurn: turn + 1,
  };
}

/** The seats after somebody gave up a seat or a place in the line. */
export function giveUp(seats: Seats, registrationId: RegistrationId): Seats {
  const seat = seats.registrations.get(registrationId);
  if (!seat || seat.status === "cancelled") return seats;
  const left = leaveLine(seats, registrationId);
  return {
    ...left,
    registrations: left.registrations.set(registrationId, { ...seat, status: "cancelled", turn: 0 }),
    byPerson: left.byPerson.delete(seat.personId),
    taken: seat.status === "confirmed" ? left.taken - 1 : left.taken,
  };
}

function leaveLine(seats: Seats, registrationId: RegistrationId): Seats {
  const seat = seats.registrations.get(registrationId);
  if (seat?.status !== "waitlisted") return seats;
  const line = seats.line.delete(seat.turn);
  let { firstTurn } = seats;
  while (firstTurn < seats.nextTurn && !line.has(firstTurn)) firstTurn++;
  return { ...seats, line, firstTurn };
}
