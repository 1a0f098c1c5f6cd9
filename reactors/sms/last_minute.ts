import type { EventDate } from "../../domain/virtual_event/events.ts";
import type { TextKind } from "../../i18n/sms.ts";
import { aboutSeat, contactOf, type EventRow, type SeatRow } from "../mails/tables.ts";
import { outsideQuietHours } from "../moments.ts";
import { deliver, type Delivery, type Skip, skip } from "../runtime/plan.ts";

/** Milliseconds before a date from which a change of it may be read too late in a mail. */
const LAST_MINUTE = 24 * 3_600_000;

/** What has changed about the date that is about to begin. */
export interface LastMinute {
  kind: Exclude<TextKind, "reminder">;
  /** When it is, or would have been. */
  startsAt: string;
  /** When people would set out: from then on it is no news. */
  until: string;
}

/** Whether the event sends text messages at all. */
export function sendsTexts({ automations: { sequence } }: EventRow): boolean {
  return sequence?.timing.some(({ ways }) => ways.includes("sms")) ?? false;
}

/** The date that is about to begin and does not take place; null: none is that near. */
export function droppedSoon(dates: readonly EventDate[], at: string): LastMinute | null {
  const [next] = dates.map(({ startsAt }) => startsAt).filter((startsAt) => isSoon(startsAt, at)).sort();
  return next === undefined ? null : { kind: "event_cancelled", startsAt: next, until: next };
}

/** The date that is about to begin, as it was or as it is now, and has moved or been dropped; null: none is that near. */
export function movedSoon(before: readonly EventDate[], after: readonly EventDate[], at: string): LastMinute | null {
  const now = new Map(after.map(({ dateId, startsAt }) => [dateId, startsAt]));
  const changes = before.flatMap(({ dateId, startsAt: was }): LastMinute[] => {
    const is = now.get(dateId);
    if (is === was) return [];
    if (is === undefined) return isSoon(was, at) ? [{ kind: "event_cancelled", startsAt: was, until: was }] : [];
    const until = [was, is].filter((moment) => isSoon(moment, at)).sort()[0];
    return until === undefined ? [] : [{ kind: "rescheduled", startsAt: is, until }];
  });
  return changes.sort((a, b) => a.until < b.until ? -1 : 1)[0] ?? null;
}

/** A text to somebody with a place, outside of their night; too late for that, it says why it is none. */
export function textSoon(
  seat: SeatRow,
  event: EventRow,
  change: LastMinute,
  now: { at: string; key: string },
): Delivery | Skip {
  const about = { key: now.key, channel: "sms", ...aboutSeat(seat, event) } as const;
  const { kind, startsAt, until } = change;
  const dueAt = outsideQuietHours(now.at, seat.time_zone);
  if (dueAt >= until) return skip({ ...about, reason: "quiet_hours" });
  return deliver({
    ...about,
    ...(dueAt === now.at ? {} : { dueAt }),
    urgent: true,
    notAfter: until,
    contact: contactOf(seat),
    mail: { kind, startsAt },
  });
}

function isSoon(startsAt: string, at: string): boolean {
  return startsAt > at && Date.parse(startsAt) - Date.parse(at) <= LAST_MINUTE;
}
