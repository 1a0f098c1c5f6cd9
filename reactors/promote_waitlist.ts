import { int, table, uuid } from "../projections/runtime/definition.ts";
import type { FactOf } from "../domain/catalogue.ts";
import { type Own, reactor } from "./runtime/definition.ts";
import { command, type Issue } from "./runtime/plan.ts";

/** People one command moves up: a batch stays far below the largest append. */
export const BATCH = 100;

const tables = {
  waiting: table({
    key: "registration_id",
    columns: { registration_id: uuid(), event_id: uuid() },
    indexes: [["event_id"]],
  }),
  promotions: table({ key: "event_id", columns: { event_id: uuid(), promoted: int() } }),
};

/**
 * After more capacity, moves the line up in hundreds until it is empty or the event is full. A single freed seat needs
 * none of this: it goes to the first in line in the append that frees it.
 */
export const promoteWaitlist = reactor({
  name: "promote_waitlist",
  version: 2,
  about: "Moves people up from the waitlist when an event gets more places.",
  issues: ["PromoteFromWaitlist"],
  tables,
  on: {
    RegistrationWaitlisted: ({ data: { registrationId, eventId } }, own) => {
      own.waiting.insert({ registration_id: registrationId, event_id: eventId });
    },
    RegistrationCancelled: ({ data: { registrationId } }, own) => own.waiting.delete(registrationId),
    WaitlistSeatOffered: movedUp,
    CapacityRaised: ({ data: { eventId }, meta }, own) => {
      if (own.waiting.where({ event_id: eventId }).length === 0) return;
      own.promotions.insert({ event_id: eventId, promoted: 0 });
      return promote(eventId, meta.studio);
    },
    RegistrationConfirmed: movedUp,
  },
});

/** Counts who left the line upwards; a full batch calls for the next. */
function movedUp(
  { data: { registrationId, eventId }, meta }: FactOf<"RegistrationConfirmed" | "WaitlistSeatOffered">,
  own: Own<typeof tables>,
): Issue | [] {
  own.waiting.delete(registrationId);
  if (meta.command !== "PromoteFromWaitlist") return [];
  const row = own.promotions.update(eventId, (r) => {
    r.promoted++;
  });
  return row && row.promoted % BATCH === 0 ? promote(eventId, meta.studio) : [];
}

function promote(eventId: string, studioId: string | null): Issue {
  return command({ type: "PromoteFromWaitlist", stream: `event-${eventId}`, studioId, data: { limit: BATCH } });
}
