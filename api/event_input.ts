import type { DateInput as DateCommand } from "../commands/date_input.ts";
import type { NewEvent } from "../commands/create_event.ts";
import type { AudienceInput, EventDesign } from "../commands/event_design.ts";
import type { EventUpdate } from "../commands/update_event.ts";
import type { DateId, Money } from "../domain/ids.ts";
import type { EventDate } from "../domain/virtual_event/events.ts";
import { type Existing, waitlistModeOf } from "../domain/virtual_event/state.ts";
import { dateAt } from "../projections/queries.ts";
import type { FieldsOfReasons } from "../web/explain.ts";
import { parseMoney } from "../domain/money.ts";
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
    ...taggingOf(body),
    language: body.language ?? studio.language,
    price: access === "paid" ? priceOf(body.price ?? null, body.currency ?? studio.currency, say) : null,
    timeZone: body.timeZone ?? studio.timeZone,
    dates: datesOf(body, body.duration),
    registrationOpensAt: body.registrationOpensAt,
    registrationClosesAt: body.registrationClosesAt,
  };
}

/** What `PUT /api/events/{id}` changes. @throws {Problem} `invalid_input` */
export function updateOf(
  body: ChangeEventBody,
  event: Existing,
  studio: Membership,
  now: string,
  say: SayField,
): EventUpdate {
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
    ...taggingOf(body),
    ...designOf(body, event, studio, say),
    price: changedPrice(body, event, studio, say),
    dates: changedDates(body, event, now),
    publish: body.status === "published" && event.lifecycle === "draft",
  };
  return Object.fromEntries(Object.entries(update).filter(([, value]) => value !== undefined));
}

function taggingOf({ format, category, tags, difficulty, languages, sensitive }: CreateEventBody | ChangeEventBody) {
  const given = { format, category, tags, difficulty, languages, sensitive };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<typeof given>;
}

/** What makes up an event beside its details. Sending back what an answer showed is no change. */
function designOf(body: ChangeEventBody, event: Existing, studio: Membership, say: SayField): EventDesign {
  const { audience, platform, materials, removedSpeakers, page, translations, form, approval } = body;
  const { waitlistMode, earlyBird, companyBilling } = body;
  const unchangedMode = JSON.stringify(waitlistMode) === JSON.stringify(waitlistModeOf(event));
  const speakers = body.speakers?.map(({ id, email, role, ...profile }) => ({
    speakerId: id,
    email,
    role,
    profile: {
      name: profile.name,
      title: profile.title ?? null,
      company: profile.company ?? null,
      links: profile.links ?? [],
      bio: profile.bio ?? null,
      photo: profile.photo ?? null,
    },
  }));
  const access = body.access ?? event.details.access;
  const price = access === "free" ? null : changedPrice(body, event, studio, say) ?? event.details.price;
  const currency = price?.currency ?? studio.currency;
  const early = earlyBird === undefined
    ? event.earlyBird
    : earlyBird && { price: priceOf(earlyBird.price, currency, say)!, until: earlyBird.until };
  const priced = earlyBird !== undefined || companyBilling !== undefined;
  return {
    audience: audience as AudienceInput | undefined,
    platform,
    materials,
    removedSpeakers,
    speakers,
    page,
    translations,
    form,
    approval,
    waitlistMode: unchangedMode ? undefined : waitlistMode,
    pricing: priced
      ? {
        access,
        price,
        earlyBird: access === "free" ? null : early,
        companyBilling: companyBilling ?? event.companyBilling,
      }
      : undefined,
  };
}

/** Says what is wrong with a field in the caller's language. */
export type SayField = (rule: "format" | "required") => string;

function changedPrice(body: ChangeEventBody, event: Existing, studio: Membership, say: SayField) {
  if (body.access === "free") return null;
  if (body.price === undefined && (body.currency ?? null) === null) return undefined;
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

/** `dates` win over a single time. */
function datesOf({ dates, startTime_utc, startTime }: Times, duration: number): DateCommand[] {
  return (dates ?? [{ startTime_utc, startTime }]).map((date) => dateOf(date, duration));
}

/**
 * Of the two ways to write a time the one that differs from what the date has counts, so that an answer can be sent back
 * with one of them changed; of two that do, the wall clock: it is what people choose.
 */
function dateOf({ id, startTime_utc, startTime, duration }: DateInput, preset: number, now?: EventDate): DateCommand {
  const dateId = (id ?? now?.dateId) as DateId | undefined;
  const durationMinutes = duration ?? now?.durationMinutes ?? preset;
  const local = startTime !== undefined && startTime !== now?.startsAtLocal ? startTime : undefined;
  if (local === undefined && startTime_utc !== undefined && startTime_utc !== now?.startsAt) {
    return { dateId, durationMinutes, startsAt: startTime_utc };
  }
  return { dateId, durationMinutes, startsAtLocal: local ?? startTime ?? now?.startsAtLocal ?? "" };
}

/** `dates` where they are others than now; else a single time and duration, which are those of the date that answers show. */
function changedDates(body: ChangeEventBody, { dates }: Existing, now: string): DateCommand[] | undefined {
  const shown = dateAt(dates, now);
  if (body.dates) {
    const byId = new Map(dates.map((date) => [date.dateId as string, date]));
    const asked = body.dates.map((date) =>
      dateOf(date, shown.durationMinutes, date.id ? byId.get(date.id) : undefined)
    );
    if (asked.length !== dates.length || asked.some((date) => !isAsBefore(date, dates))) return asked;
  }
  const { startTime, startTime_utc, duration } = body;
  const moved = dateOf({ startTime, startTime_utc, duration }, shown.durationMinutes, shown);
  return isAsBefore(moved, dates) ? undefined : dates.map((date) => date === shown ? moved : dateOf({}, 0, date));
}

function isAsBefore(date: DateCommand, dates: readonly EventDate[]): boolean {
  const before = dates.find(({ dateId }) => dateId === date.dateId);
  return before !== undefined && date.durationMinutes === before.durationMinutes &&
    ("startsAt" in date ? date.startsAt === before.startsAt : date.startsAtLocal === before.startsAtLocal);
}

/** Which field a refusal about a date means depends on how the date was written. */
export function dateFields(body: (Times & { publishAt?: string }) | undefined): FieldsOfReasons {
  const field = body?.publishAt
    ? "publishAt"
    : body?.dates
    ? "dates"
    : body?.startTime !== undefined
    ? "startTime"
    : "startTime_utc";
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
    follow_up_invalid: "automations.followUps",
    form_invalid: "form.questions",
    price_invalid: "price",
    speaker_not_found: "removedSpeakers",
  };
}
