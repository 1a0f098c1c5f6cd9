import type { DateInput as DateCommand } from "../commands/date_input.ts";
import type { NewEvent } from "../commands/create_event.ts";
import type { EventUpdate } from "../commands/update_event.ts";
import type { DateId, Money } from "../domain/ids.ts";
import type { Existing } from "../domain/virtual_event/state.ts";
import type { FieldsOfReasons } from "../web/explain.ts";
import { parseMoney } from "../web/money.ts";
import { Problem } from "../web/problem.ts";
import type { Membership } from "../web/state.ts";
import type { ChangeEventBody, CreateEventBody, DateInput } from "./schemas.ts";

/** What `POST /api/events` asks for, with the studio's defaults. @throws {Problem} `invalid_input` for a price it cannot read */
export function newEventOf(body: CreateEventBody, studio: Membership, say: SayField): NewEvent {
  const { title, description, type, access, slug, companyRequired, capacity, waitlist, automations } = body;
  return {
    title,
    description,
    type,
    access,
    slug,
    companyRequired,
    capacity,
    waitlist,
    automations,
    language: body.language ?? studio.language,
    price: access === "paid" ? priceOf(body.price ?? null, body.currency ?? studio.currency, say) : null,
    timeZone: body.timeZone ?? studio.timeZone,
    dates: datesOf(body, body.duration),
    registrationOpensAt: body.registrationOpensAt,
    registrationClosesAt: body.registrationClosesAt,
  };
}

/** What `PUT /api/events/{id}` changes. @throws {Problem} `invalid_input` */
export function updateOf(body: ChangeEventBody, event: Existing, studio: Membership, say: SayField): EventUpdate {
  const { title, description, type, access, language, slug, companyRequired } = body;
  const { timeZone, capacity, waitlist, registrationOpensAt, registrationClosesAt, automations } = body;
  const update: EventUpdate = {
    title,
    description,
    type,
    access,
    language,
    slug,
    companyRequired,
    timeZone,
    capacity,
    waitlist,
    registrationOpensAt,
    registrationClosesAt,
    automations,
    price: changedPrice(body, event, studio, say),
    dates: changedDates(body, event),
    publish: body.status === "published" && event.lifecycle === "draft",
  };
  return Object.fromEntries(Object.entries(update).filter(([, value]) => value !== undefined));
}

/** Says what is wrong with a field in the caller's language. */
export type SayField = (rule: "format" | "required") => string;

function changedPrice(body: ChangeEventBody, event: Existing, studio: Membership, say: SayField) {
  if (body.access === "free") return null;
  if (body.price === undefined && body.currency === undefined) return undefined;
  const { price } = event.details;
  const currency = body.currency ?? price?.currency ?? studio.currency;
  if (body.price === undefined) return price && { ...price, currency };
  return priceOf(body.price, currency, say);
}

function priceOf(written: string | null, currency: string, say: SayField): Money | null {
  if (written === null) return null;
  let price: Money | null = null;
  try {
    price = parseMoney(written, currency);
  } catch {
    throw new Problem("invalid_input", {}, [{ field: "currency", message: say("format") }]);
  }
  if (!price) throw new Problem("invalid_input", {}, [{ field: "price", message: say("format") }]);
  return price;
}

interface Times {
  dates?: readonly DateInput[];
  startTime_utc?: string;
  startTime?: string;
}

/** `dates` win over a single time; of the two ways to write that, the wall clock wins: it is what people chose. */
function datesOf({ dates, startTime_utc, startTime }: Times, duration: number): DateCommand[] {
  if (dates) return dates.map((date) => dateOf(date, duration));
  return [dateOf({ startTime_utc, startTime }, duration)];
}

function dateOf({ id, startTime_utc, startTime, duration }: DateInput, preset: number): DateCommand {
  const when = startTime !== undefined ? { startsAtLocal: startTime } : { startsAt: startTime_utc ?? "" };
  return { dateId: id as DateId | undefined, durationMinutes: duration ?? preset, ...when };
}

/** A single time is that of the only date; an event with several is moved by `dates`. */
function changedDates(body: ChangeEventBody, { dates }: Existing): DateCommand[] | undefined {
  const [first] = dates;
  if (!first) throw new Error("an event without dates");
  if (body.dates) return datesOf(body, body.duration ?? first.durationMinutes);
  const moved = body.startTime !== undefined || body.startTime_utc !== undefined;
  if (!moved && body.duration === undefined) return undefined;
  const when = moved ? body : { startTime: first.startsAtLocal };
  const [date] = datesOf(
    { startTime: when.startTime, startTime_utc: body.startTime_utc },
    body.duration ?? first.durationMinutes,
  );
  return dates.length === 1 && date ? [date] : undefined;
}

/** Which field a refusal about a date means depends on how the date was written. */
export function dateFields(body: Times | undefined): FieldsOfReasons {
  const field = body?.dates ? "dates" : body?.startTime !== undefined ? "startTime" : "startTime_utc";
  return {
    date_in_past: field,
    date_invalid: field,
    date_unknown: "dates",
    date_repeated: "dates",
    date_already_held: field,
    unknown_time_zone: "timeZone",
    slug_taken: "slug",
    capacity_below_taken: "capacity",
    registration_window_invalid: "registrationClosesAt",
    reminder_invalid: "automations.reminders",
  };
}
