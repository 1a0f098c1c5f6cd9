import { Rejected } from "./decider.ts";

/**
 * The zone's name as IANA writes it (`europe/berlin` → `Europe/Berlin`). Offsets such as `+01:00` are no zones: they know
 * no daylight saving.
 * @throws {Rejected} `unknown_time_zone`
 */
export function timeZoneNamed(timeZone: string): string {
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  try {
    if (!/^[A-Za-z]/.test(timeZone)) throw new RangeError("not a name");
    const zone = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone).timeZoneId;
    if (zones.size < MOST_ZONES) zones.set(timeZone, zone);
    return zone;
  } catch {
    throw new Rejected("unknown_time_zone", { timeZone });
  }
}

/** Names that were looked up: every registration brings one. More than there are zones, for other spellings. */
const zones = new Map<string, string>();
const MOST_ZONES = 1_000;

/** The zone's name as IANA writes it, or null where that is not known here: a browser may name one that is newer. */
export function knownTimeZone(timeZone: string | null): string | null {
  try {
    return timeZone === null ? null : timeZoneNamed(timeZone);
  } catch {
    return null;
  }
}

/**
 * The instant that a wall clock in a zone shows `local` (`2026-11-24T19:00`), as ISO 8601 in UTC with milliseconds.
 * A time that a switch skips is moved on by the gap; of a time that comes twice the first is meant.
 * @throws {Rejected} `unknown_time_zone`, `date_invalid`
 */
export function instantOf(local: string, timeZone: string): string {
  const zone = timeZoneNamed(timeZone);
  try {
    const instant = Temporal.PlainDateTime.from(local, { overflow: "reject" })
      .toZonedDateTime(zone, { disambiguation: "compatible" }).toInstant();
    return writeInstant(instant);
  } catch {
    throw new Rejected("date_invalid", { date: local });
  }
}

/**
 * What a wall clock in the zone shows at that instant, to the minute: `2026-11-24T19:00`.
 * @throws {Rejected} `unknown_time_zone`, `date_invalid`
 */
export function wallClockOf(instant: string, timeZone: string): string {
  const zone = timeZoneNamed(timeZone);
  try {
    return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime().toString({
      smallestUnit: "minute",
    });
  } catch {
    throw new Rejected("date_invalid", { date: instant });
  }
}

/** The instant so many minutes later. */
export function minutesAfter(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString();
}

function writeInstant(instant: Temporal.Instant): string {
  return instant.toString({ fractionalSecondDigits: 3 });
}
