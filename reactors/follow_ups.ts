import { elapsed, heldByHand, holdTables, type Sending } from "./holds.ts";
import {
  aboutSeat,
  after,
  contactOf,
  type EventRow,
  mailTables,
  type SeatRow,
  withMailTables,
} from "./mails/tables.ts";
import { isoOf, minutesOf } from "./moments.ts";
import { type Own, reactor, type Timer } from "./runtime/definition.ts";
import { deliver, type Plan, skip, withdraw } from "./runtime/plan.ts";

const tables = { ...mailTables, ...holdTables };

const sending: Sending<typeof tables> = {
  send: (timer, own) =>
    toEach(timer, own, (seat, about) => {
      const { to } = timer.data;
      if (seat.attendance === "unknown") return [skip({ ...about, reason: "attendance_unknown" })];
      if ((seat.attendance === "attended") !== (to === "attended")) return [];
      return [deliver({ ...about, contact: contactOf(seat), mail: { kind: `follow_up_${to}` } })];
    }),
  skipped: (timer, own, reason) => toEach(timer, own, (_, about) => [skip({ ...about, reason })]),
};

/** Writes to people after the last date: to those who came, and to those who did not, as somebody noted it. */
export const followUps = reactor({
  name: "follow_ups",
  version: 4,
  about: "Mails after the last date of an event, to those who came and those who did not.",
  tables,
  on: withMailTables(after<typeof tables>(heldByHand(sending), {
    EventPublished: ({ data }, own) => plan(data.eventId, own),
    AutomationsConfigured: ({ data }, own) => plan(data.eventId, own),
    EventRescheduled: ({ data }, own) => plan(data.eventId, own),
    EventUnpublished: ({ data }, own) => own.timers.remove(data.eventId),
    EventCancelled: ({ data: { eventId } }, own) => {
      own.timers.remove(eventId);
      return withdraw({ eventId, reason: "event_cancelled" });
    },
    TimerElapsed: (fact, own) => elapsed(fact, own, sending),
  })),
});

type About = ReturnType<typeof aboutOf>;

function aboutOf(seat: SeatRow, event: EventRow, { data: { to, endsAt } }: Timer) {
  const key = `follow_up:${seat.registration_id}:${to}:${endsAt}`;
  return { key, channel: "mail", ...aboutSeat(seat, event) } as const;
}

function toEach(timer: Timer, own: Own<typeof tables>, each: (seat: SeatRow, about: About) => Plan[]): Plan[] {
  const event = own.events.get(String(timer.data.eventId));
  if (!event) return [];
  return own.seats.where({ event_id: event.event_id })
    .filter(({ status }) => status === "confirmed")
    .flatMap((seat) => each(seat, aboutOf(seat, event, timer)));
}

function plan(eventId: string, own: Own<typeof tables>): void {
  const event = own.events.get(eventId);
  if (event?.lifecycle !== "published") return;
  const ends = event.dates.map((date) => Date.parse(date.startsAt) + date.durationMinutes * 60_000);
  const end = Temporal.Instant.fromEpochMilliseconds(Math.max(...ends));
  const endsAt = isoOf(end);
  own.timers.replace(
    eventId,
    (event.automations.followUps ?? []).map(({ to, after }): Timer => ({
      key: `${eventId}:${to}:${after}:${endsAt}`,
      due: isoOf(end.add({ minutes: minutesOf(after) })),
      data: { studioId: event.studio_id, eventId, message: `follow_up:${to}`, to, endsAt },
    })),
  );
}
