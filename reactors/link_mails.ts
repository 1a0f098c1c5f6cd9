import { aboutSeat, contactOf, mailTables, withMailTables } from "./mails/tables.ts";
import { reactor } from "./runtime/definition.ts";
import { deliver, skip } from "./runtime/plan.ts";

/** Sends people the link to their registration again. */
export const linkMails = reactor({
  name: "link_mails",
  version: 5,
  about: "Mails with the link to one's own registration, for those who ask for it again.",
  tables: mailTables,
  on: withMailTables({
    LinkRequested: ({ data, revision, meta }, own) => {
      const seat = own.seats.get(data.registrationId);
      const event = own.events.get(data.eventId);
      if (!seat || !event) return;
      const about = {
        key: `link:${seat.registration_id}:${revision}`,
        channel: "mail",
        ...aboutSeat(seat, event),
      } as const;
      if (seat.status === "cancelled") return skip({ ...about, reason: "registration_cancelled" });
      return deliver({
        ...about,
        urgent: true,
        notAfter: new Date(Date.parse(meta.occurredAt) + 86_400_000).toISOString(),
        contact: contactOf(seat),
        mail: { kind: "link" },
      });
    },
  }),
});
