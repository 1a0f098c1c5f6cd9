import { aboutSeat, contactOf, endOfEvent, mailTables, withMailTables } from "./mails/tables.ts";
import { reactor } from "./runtime/definition.ts";
import { deliver, withdraw } from "./runtime/plan.ts";

/** Invites people to take over a place, and tells whoever had it once they did. */
export const handovers = reactor({
  name: "handovers",
  version: 4,
  about: "Mails about places that are handed over from one person to another.",
  tables: mailTables,
  on: withMailTables({
    TransferOffered: ({ data, stream, revision }, own) => {
      const event = own.events.get(data.eventId);
      if (!event) return;
      return deliver({
        key: keyOf(data.toRegistrationId),
        channel: "mail",
        urgent: true,
        notAfter: data.expiresAt,
        contact: { stream, revision },
        studioId: event.studio_id,
        personId: data.toPersonId,
        eventId: data.eventId,
        registrationId: data.toRegistrationId,
        mail: { kind: "transfer_offered", expiresAt: data.expiresAt },
      });
    },
    TransferWithdrawn: ({ data }) => withdraw({ key: keyOf(data.toRegistrationId), reason: "transfer_withdrawn" }),
    RegistrationTransferred: ({ data }, own) => {
      const seat = own.seats.get(data.registrationId);
      const event = own.events.get(data.eventId);
      if (!seat || !event) return;
      return [
        withdraw({ key: keyOf(data.toRegistrationId), reason: "transferred" }),
        deliver({
          key: `transferred:${data.registrationId}`,
          channel: "mail",
          urgent: true,
          notAfter: endOfEvent(event),
          contact: contactOf(seat),
          ...aboutSeat(seat, event),
          mail: { kind: "transferred" },
        }),
      ];
    },
    EventCancelled: ({ data: { eventId } }) => withdraw({ eventId, reason: "event_cancelled" }),
  }),
});

/** The registration that will be is the moment it is for. */
function keyOf(toRegistrationId: string): string {
  return `transfer_offered:${toRegistrationId}`;
}
