import type { FactOf } from "../domain/catalogue.ts";
import {
  aboutSeat,
  contactOf,
  endOfEvent,
  type EventRow,
  mailTables,
  type SeatRow,
  withMailTables,
} from "./mails/tables.ts";
import { type Own, reactor } from "./runtime/definition.ts";
import { deliver, type Delivery, type Plan, skip, withdraw } from "./runtime/plan.ts";

/** Tells people what came of their registration: a place, the waitlist, waiting for approval, an offer, or nothing. */
export const confirmations = reactor({
  name: "confirmations",
  version: 5,
  about: "Mails that confirm a registration, tell of waiting, of approval and of offered places.",
  tables: mailTables,
  on: withMailTables({
    RegistrationConfirmed: confirmed,
    RegistrationWaitlisted: ({ data }, own) => {
      const about = aboutOf(data, own);
      return about
        ? [settled(about), mail("waitlisted", about, waited("waitlisted", about), { position: data.position })]
        : [];
    },
    RegistrationPending: ({ data }, own) => {
      const about = aboutOf(data, own);
      return about ? mail("pending", about, once("pending", about)) : [];
    },
    RegistrationDeclined: ({ data }, own) => {
      const about = aboutOf(data, own);
      return about ? [settled(about), mail("declined", about, once("declined", about), { reason: data.reason })] : [];
    },
    WaitlistSeatOffered: ({ data, revision }, own) => {
      const about = aboutOf(data, own);
      if (!about) return;
      const { expiresAt } = data;
      return [
        settled(about),
        { ...mail("offer", about, `${once("offer", about)}:${revision}`, { expiresAt }), notAfter: expiresAt },
      ];
    },
    RegistrationExpired: ({ data, revision }, own) => {
      const about = aboutOf(data, own);
      return about ? [settled(about), mail("offer_expired", about, `${once("offer_expired", about)}:${revision}`)] : [];
    },
    RegistrationTransferred: ({ data: { registrationId } }) => withdraw({ registrationId, reason: "transferred" }),
    RegistrationCancelled: ({ data: { registrationId } }) =>
      withdraw({ registrationId, reason: "registration_cancelled" }),
    EventCancelled: ({ data: { eventId } }) => withdraw({ eventId, reason: "event_cancelled" }),
  }),
});

type Kind =
  | "confirmation"
  | "waitlisted"
  | "moved_up"
  | "pending"
  | "approved"
  | "declined"
  | "offer"
  | "offer_expired";

interface About {
  seat: SeatRow;
  event: EventRow;
}

function aboutOf(
  { registrationId, eventId }: { registrationId: string; eventId: string },
  own: Own<typeof mailTables>,
): About | null {
  const seat = own.seats.get(registrationId);
  const event = own.events.get(eventId);
  return seat && event ? { seat, event } : null;
}

function confirmed({ data, revision }: FactOf<"RegistrationConfirmed">, own: Own<typeof mailTables>): Plan | Plan[] {
  const about = aboutOf(data, own);
  if (!about) return [];
  switch (data.from) {
    // whoever has moved up meanwhile need not hear that they wait
    case "waitlist":
      return [
        withdraw({ key: waited("waitlisted", about), reason: "moved_up" }),
        mail("moved_up", about, waited("moved_up", about)),
      ];
    case "approval":
      return [settled(about), mail("approved", about, once("approved", about))];
    case "offer":
    case "trainer":
      return [settled(about), mail("confirmation", about, `${once("confirmation", about)}:${revision}`)];
    case "request":
    case "transfer": {
      const key = once("confirmation", about);
      if (about.event.automations.confirmation) return mail("confirmation", about, key);
      return skip({ key, channel: "mail", reason: "switched_off", ...aboutSeat(about.seat, about.event) });
    }
  }
}

/** What was to be told of how it stood before is not worth telling any more. */
function settled({ seat }: About): Plan {
  return withdraw({ registrationId: seat.registration_id, reason: "superseded" });
}

/** For what comes to a registration at most once in its life: the registration is the moment it is for. */
function once(kind: Kind, { seat }: About): string {
  return `${kind}:${seat.registration_id}`;
}

/** For what comes with each time that somebody waits. */
function waited(kind: Kind, about: About): string {
  return about.seat.waits > 1 ? `${once(kind, about)}:${about.seat.waits}` : once(kind, about);
}

function mail(kind: Kind, { seat, event }: About, key: string, more: Record<string, unknown> = {}): Delivery {
  return deliver({
    key,
    channel: "mail",
    urgent: true,
    notAfter: endOfEvent(event),
    contact: contactOf(seat),
    ...aboutSeat(seat, event),
    mail: { kind, ...more },
  });
}
