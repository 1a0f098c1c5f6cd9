import type { EventDate } from "../domain/virtual_event/events.ts";
import { aboutSeat, concerns, contactOf, endOfEvent, mailTables, withMailTables } from "./mails/tables.ts";
import { reactor } from "./runtime/definition.ts";
import { movedSoon, sendsTexts, textSoon } from "./sms/last_minute.ts";
import { deliver, withdraw } from "./runtime/plan.ts";

/**
 * Tells everybody with a place, or waiting for one, that an event's dates have changed, and moves their calendars. Where a
 * date is about to begin, those with a place get a text as well, if the event sends any.
 */
export const reschedules = reactor({
  name: "reschedules",
  version: 6,
  about: "Mails about new dates, with the entry that moves people's calendars, and texts when a date is near.",
  tables: mailTables,
  on: withMailTables({
    EventRescheduled: ({ data: { eventId }, revision, meta }, own) => {
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
      const soon = sendsTexts(event) ? movedSoon(formerly.dates, event.dates, meta.occurredAt) : null;
      const texts = soon === null ? [] : own.seats.where({ event_id: eventId })
        .filter(({ status }) => status === "confirmed")
        .map((seat) => {
          const key = `rescheduled_sms:${seat.registration_id}:${revision}`;
          return textSoon(seat, event, soon, { at: meta.occurredAt, key });
        });
      return [withdraw({ eventId, reason: "superseded" }), ...mails, ...texts];
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
