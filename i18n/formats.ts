import type { Language, Money } from "../domain/ids.ts";

// Used by islands too: only Intl, nothing from the server.

const tags: Readonly<Record<Language, string>> = { en: "en-GB", de: "de-DE", es: "es-ES" };
const forYou: Readonly<Record<Language, string>> = { en: "for you", de: "bei dir", es: "para ti" };
const outOf: Readonly<Record<Language, string>> = { en: "of", de: "von", es: "de" };

/** What stands for a figure nobody has measured. */
export const unknown = "–";

const cache = new Map<string, Intl.DateTimeFormat>();

function formatter(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let made = cache.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(tags[language], options);
    if (cache.size > 2_000) cache.clear(); // zones come from visitors
    cache.set(key, made);
  }
  return made;
}

/** A day, `Tue 24 Nov`; with the year when it is not the year of `now`. */
export function day(instant: string, zone: string, language: Language, now: Date = new Date()): string {
  const at = new Date(instant);
  const year = formatter(language, { year: "numeric", timeZone: zone });
  const other = year.format(at) !== year.format(now);
  return formatter(language, {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(other ? { year: "numeric" } : {}),
    timeZone: zone,
  }).format(at);
}

/** A day in full, `Tuesday, 24 November 2026`. */
export function longDay(instant: string, zone: string, language: Language): string {
  return formatter(language, { dateStyle: "full", timeZone: zone }).format(new Date(instant));
}

/** A time of day, `19:00`. */
export function time(instant: string, zone: string, language: Language): string {
  return formatter(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone })
    .format(new Date(instant));
}

/** Month and day for a date block: `{ month: "Nov", day: "24", weekday: "Tue" }`. */
export function dateBlock(
  instant: string,
  zone: string,
  language: Language,
): { month: string; day: string; weekday: string } {
  const at = new Date(instant);
  const part = (options: Intl.DateTimeFormatOptions) =>
    formatter(language, { ...options, timeZone: zone }).format(at).replace(/\.$/, "");
  return { month: part({ month: "short" }), day: part({ day: "numeric" }), weekday: part({ weekday: "short" }) };
}

/** The place a zone is named after, for reading: `Europe/Madrid` is `Madrid`, `America/Argentina/Buenos_Aires` `Buenos Aires`. */
export function zoneName(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

/** Whether this runtime knows the IANA zone. */
export function isTimeZone(zone: string): boolean {
  if (zone === "" || zone.length > 64) return false;
  if (zones.has(zone)) return true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
  } catch {
    return false;
  }
  if (!/^[A-Za-z]/.test(zone)) return false;
  if (zones.size < MOST_ZONES) zones.add(zone);
  return true;
}

/** Names that were found: every visitor brings one, and looking costs a fifth of a millisecond. */
const zones = new Set<string>();
const MOST_ZONES = 1_000;

/** When something starts, for one reader. */
export interface When {
  startsAt: string;
  /** The event's zone. */
  zone: string;
  /** The reader's own zone, once known. */
  ownZone?: string | null;
}

/**
 * `Tue 24 Nov, 19:00 Madrid · 18:00 for you`: the event's wall clock first, the reader's beside it where it differs, with
 * its day where that differs too.
 */
export function when({ startsAt, zone, ownZone }: When, language: Language, now: Date = new Date()): string {
  const there = `${day(startsAt, zone, language, now)}, ${time(startsAt, zone, language)} ${zoneName(zone)}`;
  const here = ownZone && isTimeZone(ownZone) ? inOwnZone({ startsAt, zone, ownZone }, language, now) : null;
  return here ? `${there} · ${here}` : there;
}

/** The reader's part, `18:00 for you`, or null when both clocks show the same. */
export function inOwnZone(
  { startsAt, zone, ownZone }: When & { ownZone: string },
  language: Language,
  now: Date = new Date(),
): string | null {
  const [theirDay, ownDay] = [day(startsAt, zone, language, now), day(startsAt, ownZone, language, now)];
  const [theirTime, ownTime] = [time(startsAt, zone, language), time(startsAt, ownZone, language)];
  if (theirDay === ownDay && theirTime === ownTime) return null;
  return `${theirDay === ownDay ? "" : `${ownDay}, `}${ownTime} ${forYou[language]}`;
}

/** A moment with date and time, `24 Nov 2026, 19:00`, for tables. */
export function moment(instant: string, zone: string, language: Language): string {
  return formatter(language, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  }).format(new Date(instant));
}

/** Minutes as people say them: `45 min`, `1 h`, `1 h 30 min`. */
export function duration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60)];
  return [hours > 0 ? `${hours} h` : "", rest > 0 || hours === 0 ? `${rest} min` : ""].filter(Boolean).join(" ");
}

/** An ISO 8601 duration in words, `PT24H`: `24 hours`. */
export function span(written: string, language: Language): string {
  return new Intl.DurationFormat(tags[language], { style: "long" }).format(Temporal.Duration.from(written));
}

/** A number with the language's separators; null and undefined are {@link unknown}. */
export function number(value: number | null | undefined, language: Language): string {
  if (value === null || value === undefined) return unknown;
  return new Intl.NumberFormat(tags[language], { useGrouping: "always" }).format(value);
}

const ordinals = new Intl.PluralRules("en", { type: "ordinal" });
const suffixes = { one: "st", two: "nd", few: "rd", other: "th", zero: "th", many: "th" } as const;

/** A place in a row: `3rd`, `3.`, `3.º`. */
export function ordinal(place: number, language: Language): string {
  const written = number(place, language);
  if (language === "en") return written + suffixes[ordinals.select(place)];
  return language === "de" ? `${written}.` : `${written}.º`;
}

/** An amount in minor units of its currency, without decimals when they are zero. */
export function money(value: Money | null | undefined, language: Language): string {
  if (!value) return unknown;
  const style = { style: "currency", currency: value.currency } as const;
  const digits = new Intl.NumberFormat(tags[language], style).resolvedOptions().maximumFractionDigits ?? 2;
  const amount = value.amount / 10 ** digits;
  return new Intl.NumberFormat(tags[language], {
    ...style,
    minimumFractionDigits: Number.isInteger(amount) ? 0 : digits,
  }).format(amount);
}

/** A rate with its fraction, `55 % · 110 of 200`; nothing measured is {@link unknown}, never 0. */
export function rate(part: number | null, whole: number | null, language: Language): string {
  const share = percent(part, whole, language);
  return share === unknown ? unknown : `${share} · ${fraction(part, whole, language)}`;
}

/** The rate alone, `55 %`. */
export function percent(part: number | null, whole: number | null, language: Language): string {
  if (part === null || whole === null || whole === 0) return unknown;
  return `${number(Math.round((part / whole) * 100), language)} %`;
}

/** The fraction alone, `110 of 200`. */
export function fraction(part: number | null, whole: number | null, language: Language): string {
  if (part === null || whole === null) return unknown;
  return `${number(part, language)} ${outOf[language]} ${number(whole, language)}`;
}

const steps: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** How far away a moment is, `in 3 days`, `2 hours ago`; said beside the moment, never instead of it. */
export function relative(instant: string, now: Date, language: Language): string {
  const seconds = (Date.parse(instant) - now.getTime()) / 1_000;
  const words = new Intl.RelativeTimeFormat(tags[language], { numeric: "auto" });
  const step = steps.find(([unit, size]) => Math.abs(seconds) >= size * (unit === "week" ? 2 : 1));
  return step ? words.format(Math.round(seconds / step[1]), step[0]) : words.format(0, "minute");
}

/** The BCP 47 tag used for a language, e.g. for `Intl` in an island. */
export function tagOf(language: Language): string {
  return tags[language];
}
