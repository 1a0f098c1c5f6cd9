import { Rejected } from "../decider.ts";
import { Instant, WallClock } from "../ids.ts";
import { instantOf, minutesAfter, wallClockOf } from "../wall_clock.ts";
import type { DateChoice } from "./commands.ts";
import type { EventDate } from "./events.ts";

/**
 * The dates that were chosen, in order of their starts, each with its wall clock and the instant it means today.
 * A date that `formerly` holds unchanged keeps the instant it had: where rules of a zone have moved since, that is no change
 * of whoever plans, and is decided by itself ({@link onItsWallClock}).
 * @throws {Rejected} `date_repeated`, `date_invalid`, `unknown_time_zone`
 */
export function datesOf(
  choices: readonly DateChoice[],
  timeZone: string,
  formerly: Planned | null = null,
): EventDate[] {
  const dates = choices.map((choice) => dateOf(choice, timeZone, formerly));
  if (dates.length === 0) throw new Rejected("date_invalid", { date: null });
  refuseRepeated(dates.map((date) => date.dateId));
  refuseRepeated(dates.map((date) => date.startsAt));
  return dates.sort((a, b) => a.startsAt < b.startsAt ? -1 : 1);
}

/** What is planned: dates and the zone their wall clocks stand for. */
export interface Planned {
  timeZone: string;
  dates: readonly EventDate[];
}

/** When a date is over. */
export function endOf(date: EventDate): string {
  return minutesAfter(date.startsAt, date.durationMinutes);
}

/** When the last date is over. */
export function endOfAll(dates: readonly EventDate[]): string {
  return dates.map(endOf).reduce((last, end) => end > last ? end : last);
}

/**
 * The date at the instant that its wall clock means by the rules of today. Of an hour that comes twice, the one that was
 * chosen stays.
 */
export function onItsWallClock(date: EventDate, timeZone: string): EventDate {
  if (wallClockOf(date.startsAt, timeZone) === date.startsAtLocal) return date;
  return { ...date, startsAt: instantOf(date.startsAtLocal, timeZone) };
}

/** Whether two dates mean the same time. */
export function sameDate(a: EventDate, b: EventDate): boolean {
  return a.dateId === b.dateId && a.startsAtLocal === b.startsAtLocal && a.startsAt === b.startsAt &&
    a.durationMinutes === b.durationMinutes;
}

function dateOf(choice: DateChoice, timeZone: string, formerly: Planned | null): EventDate {
  const { dateId, durationMinutes } = choice;
  if ("startsAt" in choice) {
    if (!Instant.safeParse(choice.startsAt).success) throw new Rejected("date_invalid", { date: choice.startsAt });
    return {
      dateId,
      startsAtLocal: wallClockOf(choice.startsAt, timeZone),
      startsAt: choice.startsAt,
      durationMinutes,
    };
  }
  const { startsAtLocal } = choice;
  if (!WallClock.safeParse(startsAtLocal).success) throw new Rejected("date_invalid", { date: startsAtLocal });
  const before = formerly?.timeZone === timeZone ? formerly.dates.find((date) => date.dateId === dateId) : undefined;
  const startsAt = before?.startsAtLocal === startsAtLocal ? before.startsAt : instantOf(startsAtLocal, timeZone);
  return { dateId, startsAtLocal, startsAt, durationMinutes };
}

function refuseRepeated(values: readonly string[]): void {
  const repeated = values.find((value, i) => values.indexOf(value) < i);
  if (repeated !== undefined) throw new Rejected("date_repeated", { date: repeated });
}
