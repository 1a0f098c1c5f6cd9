import { aboutSeat, concerns, contactOf, endOfEvent, mailTables, withMailTables } from "./mails/tables.ts";
import { reactor } from "./runtime/definition.ts";
import { deliver, skip } from "./runtime/plan.ts";

/** Tells people that a registration, or the whole event, is cancelled, and takes it out of their calendars. */
export const cancellations = reactor({
  name: "cancellations",
  version: 5,
  about: "Mails about cancelled registrations and cancelled events.",
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
    EventCancelled: ({ data, revision }, own) => {
      const event = own.events.get(data.eventId);
      if (!event) return;
      return own.seats.where({ event_id: data.eventId })
        .filter(concerns)
        .map((seat) =>
          deliver({
            key: `event_cancelled:${seat.registration_id}:${revision}`,
            channel: "mail",
            contact: contactOf(seat),
            ...aboutSeat(seat, event),
            mail: { kind: "event_cancelled", reason: data.reason, held: seat.status === "confirmed" },
          })
        );
    },
  }),
});
