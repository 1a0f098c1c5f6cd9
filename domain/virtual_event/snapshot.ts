import type { PersonId, RegistrationId } from "../ids.ts";
import type { Snapshots } from "../decider.ts";
import { Lookup } from "../lookup.ts";
import type { Seat, Seats, SeatStatus } from "./seats.ts";
import type { Existing, OpenTransfer, VirtualEvent } from "./state.ts";

const UUID_LENGTH = 36;
const letters: Readonly<Record<SeatStatus, string>> = {
  pending: "p",
  confirmed: "c",
  waitlisted: "w",
  offered: "o",
  declined: "d",
  cancelled: "x",
  expired: "e",
};
const statuses = Object.fromEntries(
  Object.entries(letters).map(([status, letter]) => [letter, status as SeatStatus]),
);

/** Seats as a few long strings: a hundred thousand are read in a fraction of what as many objects of JSON take. */
interface SavedSeats {
  /** Ids of all registrations, one after another; `persons` and `statuses` in the same order. */
  registrations: string;
  persons: string;
  statuses: string;
  /** Turns of those who wait, in the same order. */
  turns: readonly number[];
  nextTurn: number;
  /** Until when each open offer holds, in the same order. */
  offers: readonly string[];
  /** Of the links that were renewed. */
  generations: readonly (readonly [RegistrationId, number])[];
}

type Saved =
  | { lifecycle: "none" }
  | Omit<Existing, "seats" | "transfers"> & { seats: SavedSeats; transfers: [RegistrationId, OpenTransfer][] };

/** A disposable copy of a folded event, without personal data. It must give what the fold gives, only sooner. */
export const snapshot: Snapshots<VirtualEvent> = {
  module: import.meta.url,

  save: (state): Saved =>
    state.lifecycle === "none"
      ? { ...state }
      : { ...state, seats: saveSeats(state.seats), transfers: state.transfers.entries() },

  load(saved) {
    const state = saved as Saved;
    if (state.lifecycle === "none") return state;
    return { ...state, seats: loadSeats(state.seats), transfers: Lookup.from(state.transfers) };
  },
};

function saveSeats({ registrations, nextTurn }: Seats): SavedSeats {
  const all = registrations.entries();
  return {
    registrations: all.map(([id]) => id).join(""),
    persons: all.map(([, seat]) => seat.personId).join(""),
    statuses: all.map(([, seat]) => letters[seat.status]).join(""),
    turns: all.filter(([, seat]) => seat.status === "waitlisted").map(([, seat]) => seat.turn),
    nextTurn,
    offers: all.filter(([, seat]) => seat.status === "offered").map(([, seat]) => seat.expiresAt!),
    generations: all.filter(([, seat]) => seat.generation !== undefined).map(([id, seat]) => [id, seat.generation!]),
  };
}

function loadSeats(saved: SavedSeats): Seats {
  const registrations = new Map<RegistrationId, Seat>();
  const byPerson = new Map<PersonId, RegistrationId>();
  const line = new Map<number, RegistrationId>();
  const turns = saved.turns.values();
  const offers = saved.offers.values();
  const counts = { taken: 0, offered: 0, pending: 0, declined: 0 };
  let firstTurn = saved.nextTurn;
  for (let i = 0; i < saved.statuses.length; i++) {
    const registrationId = idAt(saved.registrations, i) as RegistrationId;
    const personId = idAt(saved.persons, i) as PersonId;
    const status = statuses[saved.statuses.charAt(i)]!;
    const turn = status === "waitlisted" ? turns.next().value! : 0;
    const seat: Seat = { personId, status, turn };
    registrations.set(registrationId, seat);
    if (status !== "cancelled" && status !== "expired") byPerson.set(personId, registrationId);
    if (status === "confirmed") counts.taken++;
    if (status === "pending") counts.pending++;
    if (status === "declined") counts.declined++;
    if (status === "offered") {
      counts.offered++;
      seat.expiresAt = offers.next().value!;
    }
    if (status === "waitlisted") {
      line.set(turn, registrationId);
      firstTurn = Math.min(firstTurn, turn);
    }
  }
  for (const [registrationId, generation] of saved.generations) {
    registrations.get(registrationId)!.generation = generation;
  }
  return {
    registrations: Lookup.owning(registrations),
    byPerson: Lookup.owning(byPerson),
    line: Lookup.owning(line),
    firstTurn,
    nextTurn: saved.nextTurn,
    ...counts,
  };
}

function idAt(ids: string, i: number): string {
  return ids.slice(i * UUID_LENGTH, (i + 1) * UUID_LENGTH);
}
