import type { FactOf } from "../domain/catalogue.ts";
import { type ReminderTiming, usualSequence, type Way } from "../domain/virtual_event/design.ts";
import type { EventDate } from "../domain/virtual_event/events.ts";
import type { AllRows } from "../projections/runtime/definition.ts";
import { elapsed, heldByHand, holdOf, holdTables, type Sending } from "./holds.ts";
import {
  aboutSeat,
  after,
  contactOf,
  type EventRow,
  type MailTables,
  mailTables,
  type SeatRow,
  toSeats,
  withMailTables,
} from "./mails/tables.ts";
import { momentBefore, outsideQuietHours } from "./moments.ts";
import { type Own, reactor, type Timer } from "./runtime/definition.ts";
import { deliver, type Delivery, type Plan, type Skip, skip, withdraw } from "./runtime/plan.ts";

const tables = { ...mailTables, ...holdTables };
type OwnRows = Own<typeof tables>;

/** Minutes before the start at which the room opens. */
const ROOM_OPENS = "PT15M";

const sending: Sending<typeof tables> = {
  send: ({ data }, _own, at) => [toSeats(String(data.eventId), "remind", { ...data, at })],
  skipped: ({ data }, _own, reason) => [toSeats(String(data.eventId), "leaveOut", { ...data, reason })],
};

/**
 * Reminds people before each date, and again when the room opens where that is wanted. One timer per event, date and
 * offset: when it elapses it fans out to those who have a place by then, and a moved date moves a handful of timers.
 */
export const reminders = reactor({
  name: "reminders",
  version: 6,
  about: "Mails and text messages before each date of an event, at the offsets its trainer chose.",
  tables,
  on: withMailTables(after<typeof tables>(heldByHand(sending), {
    EventPublished: ({ data }, own) => plan(data.eventId, own),
    AutomationsConfigured: ({ data }, own) => plan(data.eventId, own),
    EventRescheduled: ({ data }, own) => {
      plan(data.eventId, own);
      return withdraw({ eventId: data.eventId, reason: "rescheduled" });
    },
    // an hour of the day is one in the studio's zone
    StudioSettingsChanged: ({ data: { studioId, changes } }, own) => {
      if (changes.timeZone === undefined) return;
      for (const { event_id } of own.events.where({ studio_id: studioId })) plan(event_id, own);
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
    TimerElapsed: (fact, own) => elapsed(fact, own, sending),
  })),
  spreads: {
    remind: (seat: SeatRow, data, own: AllRows<MailTables>) =>
      eachWay(seat, { data }, own, (event, way) => remind(seat, event, { data }, way, String(data.at))),
    leaveOut: (seat: SeatRow, data, own: AllRows<MailTables>) =>
      eachWay(
        seat,
        { data },
        own,
        (event, way) => skip({ ...aboutOf(seat, event, { data }, way), reason: String(data.reason) }),
      ),
  },
});

/** A moment, whether it is still waited for or has come. */
type Due = Pick<Timer, "data">;

/** The moment it is for is in it: a postponed date's reminder is another one. */
function keyOf(seat: SeatRow, { data: { kind, dateId, offset, startsAt } }: Due, way: Way): string {
  if (kind === "room_opens") return `room_opens:${seat.registration_id}:${dateId}:${startsAt}`;
  const name = way === "sms" ? "reminder_sms" : "reminder";
  return `${name}:${seat.registration_id}:${dateId}:${offset}:${startsAt}`;
}

function plan(eventId: string, own: OwnRows): void {
  const event = own.events.get(eventId);
  if (event?.lifecycle !== "published") return;
  const zone = own.studios.get(event.studio_id)?.time_zone ?? event.time_zone;
  const { reminders, sequence = usualSequence } = event.automations;
  own.timers.replace(
    eventId,
    event.dates.flatMap((date) => [
      ...reminders.map((offset) => {
        const { hour } = timingOf(event, offset);
        return timerOf(event, date, {
          kind: "reminder",
          offset,
          due: momentBefore(date.startsAt, { offset, hour, zone }),
        });
      }),
      ...(sequence.roomOpens
        ? [timerOf(event, date, {
          kind: "room_opens",
          offset: ROOM_OPENS,
          due: momentBefore(date.startsAt, { offset: ROOM_OPENS, zone }),
        })]
        : []),
    ]),
  );
}

function timerOf(
  { event_id: eventId, studio_id: studioId }: EventRow,
  { dateId, startsAt }: EventDate,
  { kind, offset, due }: { kind: "reminder" | "room_opens"; offset: string; due: string },
): Timer {
  const message = kind === "reminder" ? `reminder:${dateId}:${offset}` : `room_opens:${dateId}`;
  const what = kind === "reminder" ? offset : "room_opens";
  return {
    key: `${eventId}:${dateId}:${what}:${startsAt}`,
    due,
    data: { studioId, eventId, kind, message, dateId, offset, startsAt },
  };
}

/** How the reminder at an offset goes: by mail and to the minute, unless the trainer said otherwise. */
function timingOf({ automations: { sequence = usualSequence } }: EventRow, offset: string): ReminderTiming {
  return sequence.timing.find((timing) => timing.offset === offset) ?? { offset, hour: null, ways: ["mail"] };
}

/** One plan for somebody with a place, by each way the message goes. */
function eachWay<P>(
  seat: SeatRow,
  timer: Due,
  own: AllRows<MailTables>,
  plan: (event: EventRow, way: Way) => P,
): P[] {
  const event = own.events.get(seat.event_id);
  return event && seat.status === "confirmed" ? waysOf(event, timer).map((way) => plan(event, way)) : [];
}

function waysOf(event: EventRow, { data: { kind, offset } }: Due): readonly Way[] {
  return kind === "room_opens" ? ["mail"] : timingOf(event, String(offset)).ways;
}

function aboutOf(seat: SeatRow, event: EventRow, timer: Due, way: Way) {
  return { key: keyOf(seat, timer, way), channel: way, ...aboutSeat(seat, event) } as const;
}

/** A moment missed while everything was down is decided by its age: after the start nobody needs reminding. */
function remind(seat: SeatRow, event: EventRow, timer: Due, way: Way, at: string): Delivery | Skip {
  const startsAt = String(timer.data.startsAt);
  const about = aboutOf(seat, event, timer, way);
  if (at >= startsAt) return skip({ ...about, reason: "event_started" });
  const dueAt = way === "sms" ? outsideQuietHours(at, seat.time_zone) : at;
  if (dueAt >= startsAt) return skip({ ...about, reason: "quiet_hours" });
  const { kind, dateId, offset } = timer.data;
  return deliver({
    ...about,
    ...(dueAt === at ? {} : { dueAt }),
    notAfter: startsAt,
    contact: contactOf(seat),
    mail: kind === "room_opens" ? { kind, dateId, startsAt } : { kind: "reminder", dateId, offset, startsAt },
  });
}

/** Whoever comes after a moment does not get its message, and one can see why; the later ones they do get. */
function missed({ data, meta }: FactOf<"RegistrationConfirmed">, own: OwnRows): Plan[] {
  const seat = own.seats.get(data.registrationId);
  const event = own.events.get(data.eventId);
  if (!seat || !event) return [];
  return own.timers.of(event.event_id)
    .filter((timer) => timer.elapsed && meta.occurredAt < String(timer.data.startsAt))
    .filter((timer) => holdOf(own, timer)?.state !== "paused")
    .flatMap((timer) =>
      waysOf(event, timer).map((way) => skip({ ...aboutOf(seat, event, timer, way), reason: "registered_after" }))
    );
}
