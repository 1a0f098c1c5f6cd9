import type { PersonId, RegistrationId } from "../ids.ts";
import { Lookup } from "../lookup.ts";

export type SeatStatus =
  | "pending"
  | "confirmed"
  | "waitlisted"
  | "offered"
  | "declined"
  | "cancelled"
  | "expired";

/** One registration, as far as seats are concerned. */
export interface Seat {
  personId: PersonId;
  status: SeatStatus;
  /** Place in the order of the line for who waits, else 0. Grows by one a person, has holes where people left. */
  turn: number;
  /** Until when an offered seat is held; only for who has an offer. */
  expiresAt?: string;
  /** Of the personal link, from 2 where it was renewed. */
  generation?: number;
}

/**
 * Who has a seat and who waits, in persistent structures: a registration costs the same whether it is the first or the
 * hundred-thousandth. Nothing here is personal.
 */
export interface Seats {
  registrations: Lookup<RegistrationId, Seat>;
  /** The one registration of each person that holds: neither cancelled nor expired. A declined one does, against them. */
  byPerson: Lookup<PersonId, RegistrationId>;
  /** Who waits, by turn. */
  line: Lookup<number, RegistrationId>;
  /** Turn of the first who waits; `nextTurn` when nobody does. */
  firstTurn: number;
  nextTurn: number;
  /** Seats taken: confirmed. */
  taken: number;
  /** Seats held by open offers. */
  offered: number;
  /** Who waits for approval; that takes no seat. */
  pending: number;
  declined: number;
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
    offered: 0,
    pending: 0,
    declined: 0,
  };
}

/** Seats that somebody has or is offered. */
export function held({ taken, offered }: Seats): number {
  return taken + offered;
}

/** Seats that nobody has; those who wait have the first right to them. `capacity` null: no limit. */
export function freeSeats(seats: Seats, capacity: number | null): number {
  return capacity === null ? Infinity : capacity - held(seats);
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

/** The seats after somebody, known or new, came to be in this status; who comes to wait joins the end of the line. */
export function move(
  seats: Seats,
  { registrationId, personId }: { registrationId: RegistrationId; personId: PersonId },
  status: SeatStatus,
  expiresAt?: string,
): Seats {
  const before = seats.registrations.get(registrationId);
  const left = leave(seats, before);
  const turn = status === "waitlisted" ? left.nextTurn : 0;
  const seat: Seat = { personId, status, turn };
  if (expiresAt !== undefined) seat.expiresAt = expiresAt;
  if (before?.generation !== undefined) seat.generation = before.generation;
  const over = status === "cancelled" || status === "expired";
  const current = left.byPerson.get(personId);
  return {
    ...left,
    registrations: left.registrations.set(registrationId, seat),
    byPerson: !over
      ? left.byPerson.set(personId, registrationId)
      : current === registrationId
      ? left.byPerson.delete(personId)
      : left.byPerson,
    ...(turn > 0 ? { line: left.line.set(turn, registrationId), nextTurn: turn + 1 } : {}),
    taken: left.taken + Number(status === "confirmed"),
    offered: left.offered + Number(status === "offered"),
    pending: left.pending + Number(status === "pending"),
    declined: left.declined + Number(status === "declined"),
  };
}

/** The seats after somebody got another personal link. */
export function renewed(seats: Seats, registrationId: RegistrationId, generation: number): Seats {
  const seat = seats.registrations.get(registrationId);
  return seat ? { ...seats, registrations: seats.registrations.set(registrationId, { ...seat, generation }) } : seats;
}

/** The seats without what somebody counted for. */
function leave(seats: Seats, seat: Seat | undefined): Seats {
  if (!seat) return seats;
  const { status, turn } = seat;
  const counts = {
    taken: seats.taken - Number(status === "confirmed"),
    offered: seats.offered - Number(status === "offered"),
    pending: seats.pending - Number(status === "pending"),
    declined: seats.declined - Number(status === "declined"),
  };
  if (status !== "waitlisted") return { ...seats, ...counts };
  const line = seats.line.delete(turn);
  let { firstTurn } = seats;
  while (firstTurn < seats.nextTurn && !line.has(firstTurn)) firstTurn++;
  return { ...seats, ...counts, line, firstTurn };
}
