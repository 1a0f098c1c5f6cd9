import type { EventDate } from "../domain/virtual_event/events.ts";
import { aboutSeat, concerns, contactOf, endOfEvent, mailTables, withMailTables } from "./mails/tables.ts";
import { reactor } from "./runtime/definition.ts";
import { deliver, withdraw } from "./runtime/plan.ts";

/** Tells everybody with a place, or waiting for one, that an event's dates have changed, and moves their calendars. */
export const reschedules = reactor({
  name: "reschedules",
  version: 5,
  about: "Mails about new dates, with the entry that moves people's calendars.",
  tables: mailTables,
  on: withMailTables({
    EventRescheduled: ({ data: { eventId }, revision }, own) => {
      const event = own.events.get(eventId);
      if (!event?.formerly || event.lifecycle !== "published") return;
      const { formerly } = event;
      const mails = own.seats.where({ event_id: eventId })
        .filter(concerns)
        .map((seat) =>
          deliver({
            key: `rescheduled:${seat.registration_id}:${revision}`,
            channel: "mail",
            notAfter: endOfEvent(event),
            contact: contactOf(seat),
            ...aboutSeat(seat, event),
            mail: {
              kind: "rescheduled",
              held: seat.status === "confirmed",
              formerly: changed(formerly.dates, event.dates),
              formerZone: formerly.timeZone,
            },
          })
        );
      return [withdraw({ eventId, reason: "superseded" }), ...mails];
    },
    RegistrationCancelled: ({ data: { registrationId } }) =>
      withdraw({ registrationId, reason: "registration_cancelled" }),
    EventCancelled: ({ data: { eventId } }) => withdraw({ eventId, reason: "event_cancelled" }),
  }),
});

/** The former dates that are not the same any more: moved, of another length, or dropped. */
function changed(before: readonly EventDate[], after: readonly EventDate[]): EventDate[] {
  const now = new Map(after.map((date) => [date.dateId, date]));
  return before.filter((date) => {
    const later = now.get(date.dateId);
    return later?.startsAt !== date.startsAt || later.durationMinutes !== date.durationMinutes;
  });
}
