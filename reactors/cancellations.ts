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
import { deliver, skip } from "./runtime/plan.ts";
import { droppedSoon, sendsTexts, textSoon } from "./sms/last_minute.ts";

/**
 * Tells people that a registration, or the whole event, is cancelled, and takes it out of their calendars. Where a date was
 * about to begin, those with a place get a text as well, if the event sends any.
 */
export const cancellations = reactor({
  name: "cancellations",
  version: 7,
  about: "Mails about cancelled registrations and cancelled events, and texts when a date was near.",
  tables: mailTables,
  on: withMailTables({
    RegistrationCancelled: ({ data, revision }, own) => {
      const seat = own.seats.get(data.registrationId);
      const event = own.events.get(data.eventId);
      if (!seat || !event) return;
      const about = { key: `registration_cancelled:${seat.registration_id}:${revision}`, channel: "mail" } as const;
      if (data.by === "person_erased") return skip({ ...about, reason: "person_erased", ...aboutSeat(seat, event) });
      return deliver({
        ...about,
        urgent: true,
        notAfter: endOfEvent(event),
        contact: contactOf(seat),
        ...aboutSeat(seat, event),
        mail: { kind: "registration_cancelled", held: seat.held },
      });
    },
    EventCancelled: ({ data: { eventId, reason }, revision, meta: { occurredAt: at } }) =>
      toSeats(eventId, "tell", { reason, revision, at }),
  }),
  spreads: {
    tell: (seat: SeatRow, { reason, revision, at }, own: AllRows<MailTables>) => {
      const event = own.events.get(seat.event_id);
      if (!event || !concerns(seat)) return [];
      const held = seat.status === "confirmed";
      const mail = deliver({
        key: `event_cancelled:${seat.registration_id}:${revision}`,
        channel: "mail",
        contact: contactOf(seat),
        ...aboutSeat(seat, event),
        mail: { kind: "event_cancelled", reason, held },
      });
      const soon = held && sendsTexts(event) ? droppedSoon(event.dates, String(at)) : null;
      const key = `event_cancelled_sms:${seat.registration_id}:${revision}`;
      return soon === null ? [mail] : [mail, textSoon(seat, event, soon, { at: String(at), key })];
    },
  },
});
