import {
  aboutSeat,
  contactOf,
  endOfEvent,
  type EventRow,
  mailTables,
  type SeatRow,
  withMailTables,
} from "./mails/tables.ts";
import { reactor } from "./runtime/definition.ts";
import { deliver, type Delivery, skip, withdraw } from "./runtime/plan.ts";

/** Tells people what came of their registration: a place, the waitlist, or a place after waiting. */
export const confirmations = reactor({
  name: "confirmations",
  version: 1,
  about: "Mails that confirm a registration, a place on the waitlist, or moving up from it.",
  tables: mailTables,
  on: withMailTables({
    RegistrationConfirmed: ({ data }, own) => {
      const seat = own.seats.get(data.registrationId);
      const event = own.events.get(data.eventId);
      if (!seat || !event) return;
      const kind = data.from === "waitlist" ? "moved_up" : "confirmation";
      if (kind === "confirmation" && !event.automations.confirmation) {
        const key = keyOf(kind, seat);
        return skip({ key, channel: "mail", reason: "switched_off", ...aboutSeat(seat, event) });
      }
      // whoever has moved up meanwhile need not hear that they wait
      return [
        ...(kind === "moved_up" ? [withdraw({ key: keyOf("waitlisted", seat), reason: "moved_up" })] : []),
        mail(kind, seat, event),
      ];
    },
    RegistrationWaitlisted: ({ data }, own) => {
      const seat = own.seats.get(data.registrationId);
      const event = own.events.get(data.eventId);
      return seat && event ? mail("waitlisted", seat, event, { position: data.position }) : [];
    },
    RegistrationCancelled: ({ data: { registrationId } }) =>
      withdraw({ registrationId, reason: "registration_cancelled" }),
    EventCancelled: ({ data: { eventId } }) => withdraw({ eventId, reason: "event_cancelled" }),
  }),
});

type Kind = "confirmation" | "waitlisted" | "moved_up";

/** Each comes to a registration at most once in its life: the registration is the moment it is for. */
function keyOf(kind: Kind, seat: SeatRow): string {
  return `${kind}:${seat.registration_id}`;
}

function mail(kind: Kind, seat: SeatRow, event: EventRow, more: Record<string, unknown> = {}): Delivery {
  return deliver({
    key: keyOf(kind, seat),
    channel: "mail",
    urgent: true,
    notAfter: endOfEvent(event),
    contact: contactOf(seat),
    ...aboutSeat(seat, event),
    mail: { kind, ...more },
  });
}
