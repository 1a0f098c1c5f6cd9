import type { FactOf } from "../domain/catalogue.ts";
import { endOf } from "../domain/virtual_event/dates.ts";
import { aboutSeat, contactOf, mailTables, withMailTables } from "./mails/tables.ts";
import { type Own, reactor } from "./runtime/definition.ts";
import { deliver, type Plan, skip, withdraw } from "./runtime/plan.ts";

/** Sends people the link to their registration again, and what a member wants one person to get now. */
export const linkMails = reactor({
  name: "link_mails",
  version: 6,
  about:
    "Mails with the link to one's own registration, for those who ask for it again; reminders and join details sent by hand.",
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
    MessageRequested: byHand,
    EventRescheduled: ({ data: { eventId } }) => withdraw({ eventId, reason: "rescheduled" }),
    EventCancelled: ({ data: { eventId } }) => withdraw({ eventId, reason: "event_cancelled" }),
    RegistrationCancelled: ({ data: { registrationId } }) =>
      withdraw({ registrationId, reason: "registration_cancelled" }),
    RegistrationTransferred: ({ data: { registrationId } }) => withdraw({ registrationId, reason: "transferred" }),
    RegistrationWaitlisted: ({ data: { registrationId } }) => withdraw({ registrationId, reason: "waitlisted" }),
  }),
});

/** What became of the place meanwhile is what counts: whoever has none is not called to a room. */
function byHand({ data, revision, meta }: FactOf<"MessageRequested">, own: Own<typeof mailTables>): Plan | undefined {
  const seat = own.seats.get(data.registrationId);
  const event = own.events.get(data.eventId);
  if (!seat || !event) return;
  const { message, dateId } = data;
  const about = {
    key: `${message === "reminder" ? "reminder_by_hand" : message}:${seat.registration_id}:${revision}`,
    channel: "mail",
    ...aboutSeat(seat, event),
  } as const;
  if (event.lifecycle === "cancelled") return skip({ ...about, reason: "event_cancelled" });
  if (seat.status !== "confirmed") return skip({ ...about, reason: "registration_cancelled" });
  const date = event.dates.find((date) => date.dateId === dateId);
  if (!date) return skip({ ...about, reason: "rescheduled" });
  const { startsAt } = date;
  const more = { ...about, urgent: true, contact: contactOf(seat) };
  if (message === "join_details") {
    return deliver({ ...more, notAfter: endOf(date), mail: { kind: message, dateId, startsAt } });
  }
  const minutes = Math.max(1, Math.round((Date.parse(startsAt) - Date.parse(meta.occurredAt)) / 60_000));
  return deliver({
    ...more,
    notAfter: startsAt,
    mail: { kind: "reminder", dateId, offset: `PT${minutes}M`, startsAt },
  });
}
