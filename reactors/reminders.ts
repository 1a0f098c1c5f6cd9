import type { FactOf } from "../domain/catalogue.ts";
import { aboutSeat, contactOf, type EventRow, mailTables, type SeatRow, withMailTables } from "./mails/tables.ts";
import { type Own, reactor, type Timer } from "./runtime/definition.ts";
import { deliver, type Plan, skip, withdraw } from "./runtime/plan.ts";

/**
 * Reminds people before each date. One timer per event, date and offset: when it elapses it fans out to those who have a
 * place by then, and a moved date moves a handful of timers.
 */
export const reminders = reactor({
  name: "reminders",
  version: 3,
  about: "Mails before each date of an event, at the offsets its trainer chose.",
  tables: mailTables,
  on: withMailTables({
    EventPublished: ({ data }, own) => plan(data.eventId, own),
    AutomationsConfigured: ({ data }, own) => plan(data.eventId, own),
    EventRescheduled: ({ data }, own) => {
      plan(data.eventId, own);
      return withdraw({ eventId: data.eventId, reason: "rescheduled" });
    },
    EventCancelled: ({ data: { eventId } }, own) => {
      own.timers.remove(eventId);
      return withdraw({ eventId, reason: "event_cancelled" });
    },
    RegistrationCancelled: ({ data: { registrationId } }) =>
      withdraw({ registrationId, reason: "registration_cancelled" }),
    RegistrationTransferred: ({ data: { registrationId } }) => withdraw({ registrationId, reason: "transferred" }),
    RegistrationWaitlisted: ({ data: { registrationId } }) => withdraw({ registrationId, reason: "waitlisted" }),
    EventUnpublished: ({ data: { eventId } }, own) => own.timers.remove(eventId),
    RegistrationConfirmed: missed,
    TimerElapsed: (fact, own) => {
      const timer = own.timers.is(fact);
      const event = timer && own.events.get(String(timer.data.eventId));
      if (!event) return;
      return own.seats.where({ event_id: event.event_id })
        .filter(({ status }) => status === "confirmed")
        .map((seat) => remind(seat, event, timer, fact.meta.occurredAt));
    },
  }),
});

/** The moment it is for is in it: a postponed date's reminder is another one. */
function keyOf(seat: SeatRow, { data: { dateId, offset, startsAt } }: Timer): string {
  return `reminder:${seat.registration_id}:${dateId}:${offset}:${startsAt}`;
}

type OwnRows = Own<typeof mailTables>;

function plan(eventId: string, own: OwnRows): void {
  const event = own.events.get(eventId);
  if (event?.lifecycle !== "published") return;
  own.timers.replace(
    eventId,
    event.dates.flatMap((date) =>
      event.automations.reminders.map((offset): Timer => {
        const due = Temporal.Instant.from(date.startsAt).subtract(exact(offset));
        return {
          key: `${eventId}:${date.dateId}:${offset}:${date.startsAt}`,
          due: due.toString({ fractionalSecondDigits: 3 }),
          data: { studioId: event.studio_id, eventId, dateId: date.dateId, offset, startsAt: date.startsAt },
        };
      })
    ),
  );
}

/** An offset in hours and smaller: a day before is 24 hours before, whatever the clocks do. */
function exact(offset: string): Temporal.Duration {
  const { days, weeks, ...smaller } = parts(Temporal.Duration.from(offset));
  return Temporal.Duration.from({ ...smaller, hours: smaller.hours + 24 * (days + 7 * weeks) });
}

function parts({ weeks, days, hours, minutes, seconds }: Temporal.Duration) {
  return { weeks, days, hours, minutes, seconds };
}

/** A moment missed while everything was down is decided by its age: after the start nobody needs reminding. */
function remind(seat: SeatRow, event: EventRow, timer: Timer, elapsedAt: string): Plan {
  const startsAt = String(timer.data.startsAt);
  const about = { key: keyOf(seat, timer), channel: "mail", ...aboutSeat(seat, event) } as const;
  if (elapsedAt >= startsAt) return skip({ ...about, reason: "event_started" });
  const { dateId, offset } = timer.data;
  return deliver({
    ...about,
    notAfter: startsAt,
    contact: contactOf(seat),
    mail: { kind: "reminder", dateId, offset, startsAt },
  });
}

/** Whoever comes after a moment does not get its reminder, and one can see why; the later ones they do get. */
function missed({ data, meta }: FactOf<"RegistrationConfirmed">, own: OwnRows): Plan[] {
  const seat = own.seats.get(data.registrationId);
  const event = own.events.get(data.eventId);
  if (!seat || !event) return [];
  return own.timers.of(event.event_id)
    .filter(({ elapsed, data }) => elapsed && meta.occurredAt < String(data.startsAt))
    .map((timer) =>
      skip({
        key: keyOf(seat, timer),
        channel: "mail",
        reason: "registered_after",
        ...aboutSeat(seat, event),
      })
    );
}
