import type { EventDate } from "../domain/virtual_event/events.ts";
import type { AllRows } from "../projections/runtime/definition.ts";
import {
  aboutSeat,
  concerns,
  contactOf,
  endOfEvent,
  type MailTables,
  mailTables,
  type SeatRow,
  toSeats,
  withMailTables,
} from "./mails/tables.ts";
import { reactor } from "./runtime/definition.ts";
import { movedSoon, sendsTexts, textSoon } from "./sms/last_minute.ts";
import { deliver, withdraw } from "./runtime/plan.ts";

/**
 * Tells everybody with a place, or waiting for one, that an event's dates have changed, and moves their calendars. Where a
 * date is about to begin, those with a place get a text as well, if the event sends any.
 */
export const reschedules = reactor({
  name: "reschedules",
  version: 7,
  about: "Mails about new dates, with the entry that moves people's calendars, and texts when a date is near.",
  tables: mailTables,
  on: withMailTables({
    EventRescheduled: ({ data: { eventId }, revision, meta: { occurredAt: at } }, own) => {
      const event = own.events.get(eventId);
      if (!event?.formerly || event.lifecycle !== "published") return;
      return [withdraw({ eventId, reason: "superseded" }), toSeats(eventId, "tell", { revision, at })];
    },
    RegistrationCancelled: ({ data: { registrationId } }) =>
      withdraw({ registrationId, reason: "registration_cancelled" }),
    EventCancelled: ({ data: { eventId } }) => withdraw({ eventId, reason: "event_cancelled" }),
  }),
  spreads: {
    tell: (seat: SeatRow, { revision, at }, own: AllRows<MailTables>) => {
      const event = own.events.get(seat.event_id);
      if (!event?.formerly || !concerns(seat)) return [];
      const { formerly } = event;
      const held = seat.status === "confirmed";
      const mail = deliver({
        key: `rescheduled:${seat.registration_id}:${revision}`,
        channel: "mail",
        notAfter: endOfEvent(event),
        contact: contactOf(seat),
        ...aboutSeat(seat, event),
        mail: {
          kind: "rescheduled",
          held,
          formerly: changed(formerly.dates, event.dates),
          formerZone: formerly.timeZone,
        },
      });
      const soon = held && sendsTexts(event) ? movedSoon(formerly.dates, event.dates, String(at)) : null;
      const key = `rescheduled_sms:${seat.registration_id}:${revision}`;
      return soon === null ? [mail] : [mail, textSoon(seat, event, soon, { at: String(at), key })];
    },
  },
});

/** The former dates that are not the same any more: moved, of another length, or dropped. */
function changed(before: readonly EventDate[], after: readonly EventDate[]): EventDate[] {
  const now = new Map(after.map((date) => [date.dateId, date]));
  return before.filter((date) => {
    const later = now.get(date.dateId);
    return later?.startsAt !== date.startsAt || later.durationMinutes !== date.durationMinutes;
  });
}
