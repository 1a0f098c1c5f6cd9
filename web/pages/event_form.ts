import { z } from "zod";
import type { NewEvent } from "../../commands/create_event.ts";
import type { DateInput } from "../../commands/date_input.ts";
import type { EventFormValues } from "../../components/dashboard/EventForm.tsx";
import { Rejected } from "../../domain/decider.ts";
import { DateId, Language, WallClock } from "../../domain/ids.ts";
import type { Reason } from "../../domain/rejections.ts";
import { EventDetails, EventKind } from "../../domain/virtual_event/events.ts";
import { instantOf, wallClockOf } from "../../domain/wall_clock.ts";
import type { EventView } from "../../projections/queries.ts";

type Raw = Readonly<Record<string, string>>;

const blankIsAbsent = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);
const wholeNumber = (min: number, max: number) =>
  z.string().trim().regex(/^-?\d+$/, { error: "number" }).transform(Number).pipe(z.int().min(min).max(max));
const clock = z.preprocess(
  blankIsAbsent,
  z.string({ error: "required" }).pipe(WallClock.or(z.never({ error: "date" }))),
);
const optionalClock = z.preprocess(blankIsAbsent, WallClock.optional());

const MOST_DATES = 60;

const Form = z.object({
  title: z.string().trim().min(3).max(150),
  description: z.string().trim().max(20_000),
  type: EventKind,
  language: Language,
  slug: z.preprocess(
    blankIsAbsent,
    z.string().trim().max(80).refine((slug) => EventDetails.shape.slug.safeParse(slug).success, { error: "slug" })
      .optional(),
  ),
  dates: z.array(z.object({
    id: z.preprocess(blankIsAbsent, DateId.optional()),
    startsAt: clock,
    duration: wholeNumber(5, 24 * 60),
  })).min(1).max(MOST_DATES),
  timeZone: z.string().trim().min(1).max(64),
  capacity: z.preprocess(blankIsAbsent, wholeNumber(1, 1_000_000).optional()),
  waitlist: z.boolean(),
  opensAt: optionalClock,
  closesAt: optionalClock,
  companyRequired: z.boolean(),
});

/** The form as it was sent: dates in their order, boxes as yes or no. */
export function valuesOf(raw: Raw): EventFormValues {
  const at = (name: string) => raw[name] ?? "";
  const count = Math.min(
    MOST_DATES,
    1 + Math.max(0, ...Object.keys(raw).map((name) => Number(/^dates\.(\d+)\./.exec(name)?.[1] ?? 0))),
  );
  return {
    title: at("title"),
    description: at("description").replaceAll("\r\n", "\n"),
    type: at("type"),
    language: at("language"),
    slug: at("slug"),
    dates: Array.from({ length: count }, (_, i) => ({
      id: at(`dates.${i}.id`),
      startsAt: at(`dates.${i}.startsAt`),
      duration: at(`dates.${i}.duration`),
    })),
    timeZone: at("timeZone"),
    capacity: at("capacity"),
    waitlist: raw.waitlist === "true",
    opensAt: at("opensAt"),
    closesAt: at("closesAt"),
    companyRequired: raw.companyRequired === "true",
  };
}

/** The values after a button that only changes the form was pressed, or null when the form is to be saved. */
export function rearranged(values: EventFormValues, pressed: string | undefined): EventFormValues | null {
  const { dates } = values;
  if (pressed === "add_date") {
    const last = dates.at(-1);
    const next = { id: "", startsAt: weekAfter(last?.startsAt ?? ""), duration: last?.duration ?? "60" };
    return { ...values, dates: [...dates, next].slice(0, MOST_DATES) };
  }
  const removed = /^remove\.(\d+)$/.exec(pressed ?? "")?.[1];
  if (removed === undefined || dates.length < 2) return null;
  return { ...values, dates: dates.filter((_, i) => i !== Number(removed)) };
}

function weekAfter(startsAt: string): string {
  if (!WallClock.safeParse(startsAt).success) return "";
  return Temporal.PlainDateTime.from(startsAt).add({ weeks: 1 }).toString({ smallestUnit: "minute" });
}

/** What a command needs, but for access and price, which this form does not ask for. */
export type EventInput = Omit<NewEvent, "access" | "price" | "automations">;

/**
 * Checks what was typed.
 * @throws {ZodError} naming each field
 * @throws {Rejected} `unknown_time_zone`, `date_invalid`
 */
export function inputOf(values: EventFormValues): EventInput {
  const form = Form.parse(values);
  const { dates, opensAt, closesAt, capacity, slug, ...rest } = form;
  const instant = (local: string | undefined) => (local === undefined ? null : instantOf(local, form.timeZone));
  return {
    ...rest,
    ...(slug === undefined ? {} : { slug }),
    dates: dates.map(({ id, startsAt, duration }): DateInput => ({
      ...(id === undefined ? {} : { dateId: id }),
      startsAtLocal: startsAt,
      durationMinutes: duration,
    })),
    capacity: capacity ?? null,
    registrationOpensAt: instant(opensAt),
    registrationClosesAt: instant(closesAt),
  };
}

/** The form of an event that exists. */
export function valuesOfEvent(view: EventView): EventFormValues {
  const local = (instant: string | null) => (instant === null ? "" : wallClockOf(instant, view.timeZone));
  return {
    title: view.title,
    description: view.description,
    type: view.type,
    language: view.language,
    slug: view.slug,
    dates: view.dates.map(({ dateId, startsAtLocal, durationMinutes }) => ({
      id: dateId,
      startsAt: startsAtLocal,
      duration: String(durationMinutes),
    })),
    timeZone: view.timeZone,
    capacity: view.capacity === null ? "" : String(view.capacity),
    waitlist: view.waitlist,
    opensAt: local(view.registrationOpensAt),
    closesAt: local(view.registrationClosesAt),
    companyRequired: view.companyRequired,
  };
}

/** The form of a new event: next week at seven in the evening, where the studio is. */
export function valuesOfNew(studio: { timeZone: string; language: string }, now: string): EventFormValues {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(studio.timeZone).toPlainDate();
  return {
    title: "",
    description: "",
    type: "webinar",
    language: studio.language,
    slug: "",
    dates: [{ id: "", startsAt: `${today.add({ days: 7 })}T19:00`, duration: "60" }],
    timeZone: studio.timeZone,
    capacity: "",
    waitlist: true,
    opensAt: "",
    closesAt: "",
    companyRequired: false,
  };
}

const fields: Partial<Record<Reason, string>> = {
  slug_taken: "slug",
  unknown_time_zone: "timeZone",
  registration_window_invalid: "closesAt",
  capacity_below_taken: "capacity",
};

/** The field that a refusal is about, where it is about one; a date is found by its wall clock. */
export function fieldsFor(error: unknown, values: EventFormValues): Partial<Record<Reason, string>> {
  if (!(error instanceof Rejected) || !error.reason.startsWith("date_")) return fields;
  const at = values.dates.findLastIndex(({ startsAt }) => startsAt === error.details.date);
  const clocks = ["opensAt", "closesAt"] as const;
  const field = at >= 0 ? `dates.${at}.startsAt` : clocks.find((name) => values[name] === error.details.date);
  return field ? { ...fields, [error.reason]: field } : fields;
}
