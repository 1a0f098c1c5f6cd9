import type { PersonId, RegistrationId } from "../ids.ts";
import { minutesAfter } from "../wall_clock.ts";
import { endOfAll } from "./dates.ts";
import type { VirtualEventEvent } from "./events.ts";
import { firstInLine, freeSeats, move, type Seats, type SeatStatus } from "./seats.ts";
import { type Existing, isOver, waitlistModeOf } from "./state.ts";

/** Shortest time to accept an offer, in minutes. */
const SHORTEST_OFFER = 30;

/** Free seats for the first of the line: theirs at once, or offered to them. Nobody's once the event is over. */
export function seatsForLine(event: Existing, seats: Seats, limit: number, at: string): VirtualEventEvent[] {
  if (isOver(event, at)) return [];
  const { eventId, capacity } = event;
  const offered = waitlistModeOf(event).mode === "offer";
  const count = Math.min(limit, freeSeats(seats, capacity));
  return firstInLine(seats, count).map((registrationId) => {
    const { personId } = seats.registrations.get(registrationId)!;
    return offered
      ? { type: "WaitlistSeatOffered", data: { eventId, registrationId, personId, expiresAt: offerEnds(event, at) } }
      : { type: "RegistrationConfirmed", data: { eventId, registrationId, personId, from: "waitlist" } };
  });
}

/** What somebody's leaving leads to: their place is free at once, and the next gets it in the same append. */
export function giveUpPlace(
  event: Existing,
  who: { registrationId: RegistrationId; personId: PersonId },
  leaves: VirtualEventEvent,
  as: SeatStatus,
  at: string,
): VirtualEventEvent[] {
  const status = event.seats.registrations.get(who.registrationId)?.status;
  const hadSeat = status === "confirmed" || status === "offered";
  // who only goes to the end of the line does not get their own seat back at once
  const waiting = hadSeat ? Math.min(1, event.seats.line.size) : 0;
  return [leaves, ...seatsForLine(event, move(event.seats, who, as), waiting, at)];
}

/** The hours that were chosen, or a quarter of what is left until the next start where that is less; never past the end. */
function offerEnds(event: Existing, at: string): string {
  const end = endOfAll(event.dates);
  const next = event.dates.map(({ startsAt }) => startsAt).filter((startsAt) => startsAt > at).sort()[0] ?? end;
  const left = (Date.parse(next) - Date.parse(at)) / 60_000;
  const minutes = Math.min(waitlistModeOf(event).offerHours * 60, Math.max(SHORTEST_OFFER, Math.floor(left / 4)));
  const expiresAt = minutesAfter(at, minutes);
  return expiresAt < end ? expiresAt : end;
}
