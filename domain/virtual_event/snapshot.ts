import type { PersonId, RegistrationId } from "../ids.ts";
import type { Snapshots } from "../decider.ts";
import { Lookup } from "../lookup.ts";
import type { Seat, Seats, SeatStatus } from "./seats.ts";
import type { Existing, VirtualEvent } from "./state.ts";

const UUID_LENGTH = 36;
const letters: Readonly<Record<SeatStatus, string>> = { confirmed: "c", waitlisted: "w", cancelled: "x" };
const statuses: Readonly<Record<string, SeatStatus>> = { c: "confirmed", w: "waitlisted", x: "cancelled" };

/** Seats as a few long strings: a hundred thousand are read in a fraction of what as many objects of JSON take. */
interface SavedSeats {
  /** Ids of all registrations, one after another; `persons` and `statuses` in the same order. */
  registrations: string;
  persons: string;
  statuses: string;
  /** Turns of those who wait, in the same order. */
  turns: readonly number[];
  nextTurn: number;
}

type Saved = { lifecycle: "none" } | Omit<Existing, "seats"> & { seats: SavedSeats };

/** A disposable copy of a folded event, without personal data. It must give what the fold gives, only sooner. */
export const snapshot: Snapshots<VirtualEvent> = {
  module: import.meta.url,

  save: (state): Saved => state.lifecycle === "none" ? { ...state } : { ...state, seats: saveSeats(state.seats) },

  load(saved) {
    const state = saved as Saved;
    return state.lifecycle === "none" ? state : { ...state, seats: loadSeats(state.seats) };
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
  };
}

function loadSeats(saved: SavedSeats): Seats {
  const registrations = new Map<RegistrationId, Seat>();
  const byPerson = new Map<PersonId, RegistrationId>();
  const line = new Map<number, RegistrationId>();
  const turns = saved.turns.values();
  let taken = 0;
  let firstTurn = saved.nextTurn;
  for (let i = 0; i < saved.statuses.length; i++) {
    const registrationId = idAt(saved.registrations, i) as RegistrationId;
    const personId = idAt(saved.persons, i) as PersonId;
    const status = statuses[saved.statuses.charAt(i)]!;
    const turn = status === "waitlisted" ? turns.next().value! : 0;
    registrations.set(registrationId, { personId, status, turn });
    if (status !== "cancelled") byPerson.set(personId, registrationId);
    if (status === "confirmed") taken++;
    if (status === "waitlisted") {
      line.set(turn, registrationId);
      firstTurn = Math.min(firstTurn, turn);
    }
  }
  return {
    registrations: Lookup.owning(registrations),
    byPerson: Lookup.owning(byPerson),
    line: Lookup.owning(line),
    firstTurn,
    nextTurn: saved.nextTurn,
    taken,
  };
}

function idAt(ids: string, i: number): string {
  return ids.slice(i * UUID_LENGTH, (i + 1) * UUID_LENGTH);
}
