import type { AllRows } from "../projections/runtime/definition.ts";
import { elapsed, heldByHand, holdTables, type Sending } from "./holds.ts";
import {
  aboutSeat,
  after,
  contactOf,
  type MailTables,
  mailTables,
  type SeatRow,
  toSeats,
  withMailTables,
} from "./mails/tables.ts";
import { isoOf, minutesOf } from "./moments.ts";
import { type Own, reactor, type Timer } from "./runtime/definition.ts";
import { deliver, type Moment, skip, withdraw } from "./runtime/plan.ts";

const tables = { ...mailTables, ...holdTables };

const sending: Sending<typeof tables> = {
  send: ({ data }) => [toSeats(String(data.eventId), "follow", data)],
  skipped: ({ data }, _own, reason) => [toSeats(String(data.eventId), "leaveOut", { ...data, reason })],
};

/** Writes to people after the last date: to those who came, and to those who did not, as somebody noted it. */
export const followUps = reactor({
  name: "follow_ups",
  version: 5,
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
  spreads: {
    follow: (seat: SeatRow, data, own: AllRows<MailTables>) => {
      const about = aboutOf(seat, data, own);
      if (!about) return [];
      if (seat.attendance === "unknown") return [skip({ ...about, reason: "attendance_unknown" })];
      if ((seat.attendance === "attended") !== (data.to === "attended")) return [];
      return [deliver({ ...about, contact: contactOf(seat), mail: { kind: `follow_up_${data.to}` } })];
    },
    leaveOut: (seat: SeatRow, data, own: AllRows<MailTables>) => {
      const about = aboutOf(seat, data, own);
      return about ? [skip({ ...about, reason: String(data.reason) })] : [];
    },
  },
});

/** What a message to somebody with a place is about; null: they have none. */
function aboutOf(seat: SeatRow, { to, endsAt }: Moment, own: AllRows<MailTables>) {
  const event = own.events.get(seat.event_id);
  if (!event || seat.status !== "confirmed") return null;
  const key = `follow_up:${seat.registration_id}:${to}:${endsAt}`;
  return { key, channel: "mail", ...aboutSeat(seat, event) } as const;
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
