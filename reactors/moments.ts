import { wholeDays } from "../domain/offset.ts";

/** From this hour on, and before that one, nobody's phone is made to ring. */
const QUIET_FROM = 21;
const QUIET_UNTIL = 8;

/** An instant as it stands in facts and rows. */
export function isoOf(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 3 });
}

/**
 * So long before a start. Hours are exact, and a day is 24 of them, whatever the clocks do; with an `hour`, whole days are
 * days of the calendar, and the moment is that hour on the wall in the zone.
 */
export function momentBefore(
  startsAt: string,
  { offset, hour = null, zone }: { offset: string; hour?: number | null; zone: string },
): string {
  const start = Temporal.Instant.from(startsAt);
  const days = wholeDays(offset);
  if (hour === null || days === null) return isoOf(start.subtract({ minutes: minutesOf(offset) }));
  const day = start.toZonedDateTimeISO(zone).toPlainDate().subtract({ days });
  return isoOf(atHour(day, hour, zone));
}

/** The next time that the hour comes in the zone, after an instant. */
export function nextHour(after: string, hour: number, zone: string): string {
  const now = Temporal.Instant.from(after);
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const moment = atHour(today, hour, zone);
  return isoOf(Temporal.Instant.compare(moment, now) > 0 ? moment : atHour(today.add({ days: 1 }), hour, zone));
}

/** The same instant, or where it is night for somebody, when their night is over. */
export function outsideQuietHours(at: string, zone: string): string {
  const { hour } = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
  return hour >= QUIET_FROM || hour < QUIET_UNTIL ? nextHour(at, QUIET_UNTIL, zone) : at;
}

/** An offset in minutes. */
export function minutesOf(offset: string): number {
  const { weeks, days, hours, minutes, seconds } = Temporal.Duration.from(offset);
  return ((weeks * 7 + days) * 24 + hours) * 60 + minutes + seconds / 60;
}

function atHour(day: Temporal.PlainDate, hour: number, zone: string): Temporal.Instant {
  return day.toZonedDateTime({ timeZone: zone, plainTime: { hour } }).toInstant();
}
