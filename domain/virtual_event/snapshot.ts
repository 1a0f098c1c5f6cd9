import type { PersonId, RegistrationId } from "../ids.ts";
import { Lookup } from "../lookup.ts";
import type { Seat, Seats, SeatStatus } from "./seats.ts";
import type { Existing, VirtualEvent } from "./state.ts";

/** Everything that a saved state depends on: where one of these changes, what was saved before is of no use. */
export const foldingCode = [
  "./virtual_event.ts",
  "./snapshot.ts",
  "./state.ts",
  "./seats.ts",
  "./dates.ts",
  "./commands.ts",
  "./events.ts",
  "../lookup.ts",
  "../event_type.ts",
  "../ids.ts",
] as const;

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
export const virtualEventSnapshot = {
  save: (state: VirtualEvent): Saved =>
    state.lifecycle === "none" ? { ...state } : { ...state, seats: saveSeats(state.seats) },

  load(saved: unknown): VirtualEvent {
    const state = saved as Saved;
    return state.lifecycle === "none" ? state : { ...state, seats: loadSeats(state.seats) };
  },

  /** Hash of {@link foldingCode} as it runs here. */
  async code(): Promise<string> {
    const sources = await Promise.all(foldingCode.map(async (file) => {
      const source = await fetch(new URL(file, import.meta.url));
      return await source.text();
    }));
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(sources.join("\0")));
    return new Uint8Array(digest).toHex();
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
