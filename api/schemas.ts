import { z } from "zod";
import { EventKind } from "../domain/virtual_event/events.ts";
import { Language, WallClock } from "../domain/ids.ts";
import { Email, PersonName } from "../web/person_fields.ts";
import { timeZoneNamed } from "../domain/wall_clock.ts";

/** An instant as clients may write it: with `Z` or an offset, with or without fractions. Comes out in UTC with milliseconds. */
export const InstantInput = z.iso.datetime({ offset: true })
  .transform((written) => new Date(written).toISOString())
  .meta({ description: "ISO 8601 with Z or an offset", examples: ["2026-11-24T18:00:00.000Z"] });

/** ISO 8601 in UTC with milliseconds, as every answer writes it. */
export const InstantOutput = z.string().meta({ format: "date-time", examples: ["2026-11-24T18:00:00.000Z"] });

const Duration = z.int().min(5).max(24 * 60).meta({ description: "Minutes" });

const DateInput = z.object({
  id: z.uuid().optional().meta({ description: "Of a date that exists already" }),
  startTime_utc: InstantInput.optional(),
  startTime: WallClock.optional().meta({ description: "Wall clock in timeZone, 2026-11-24T19:00" }),
  duration: Duration.optional(),
}).refine((date) => date.startTime_utc !== undefined || date.startTime !== undefined, {
  path: ["startTime_utc"],
  error: "required",
});
export type DateInput = z.output<typeof DateInput>;

const Price = z.union([
  z.string().trim().regex(/^\d{1,9}(\.\d{1,3})?$/),
  z.number().nonnegative().max(999_999_999).transform(String),
]).meta({ description: "Decimal string in the currency's main unit", examples: ["49.90"] });

const fields = {
  title: z.string().trim().min(3).max(150),
  description: z.string().trim().max(20_000),
  type: EventKind,
  access: z.enum(["free", "paid"]),
  price: Price.nullable(),
  currency: z.string().regex(/^[A-Z]{3}$/).meta({ description: "ISO 4217; the studio's by default" }),
  language: Language,
  slug: z.string().max(80).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: "slug" }),
  startTime_utc: InstantInput,
  startTime: WallClock.meta({ description: "Wall clock in timeZone, instead of startTime_utc" }),
  timeZone: z.string().max(64).meta({ description: "IANA zone", examples: ["Europe/Madrid"] }),
  duration: Duration,
  dates: z.array(DateInput).min(1).max(60),
  capacity: z.int().positive().max(1_000_000).nullable().meta({ description: "null: no limit" }),
  waitlist: z.boolean(),
  registrationOpensAt: InstantInput.nullable(),
  registrationClosesAt: InstantInput.nullable(),
  companyRequired: z.boolean(),
  automations: z.object({
    confirmation: z.boolean(),
    reminders: z.array(z.string().max(40)).max(10).meta({ description: "ISO 8601 durations before the start" }),
  }),
};

/** Body of `POST /api/events`: one of `startTime_utc`, `startTime` with `timeZone`, or `dates`. */
export const CreateEventBody = z.object({
  ...fields,
  description: fields.description.default(""),
  type: fields.type.default("webinar"),
  access: fields.access.default("free"),
  price: fields.price.optional(),
  currency: fields.currency.optional(),
  language: fields.language.optional(),
  slug: fields.slug.optional(),
  startTime_utc: fields.startTime_utc.optional(),
  startTime: fields.startTime.optional(),
  timeZone: fields.timeZone.optional(),
  duration: fields.duration.default(60),
  dates: fields.dates.optional(),
  capacity: fields.capacity.default(null),
  waitlist: fields.waitlist.default(true),
  registrationOpensAt: fields.registrationOpensAt.default(null),
  registrationClosesAt: fields.registrationClosesAt.default(null),
  companyRequired: fields.companyRequired.default(false),
  automations: fields.automations.optional(),
})
  .refine((e) => e.startTime_utc !== undefined || e.startTime !== undefined || e.dates !== undefined, {
    path: ["startTime_utc"],
    error: "required",
  })
  .refine((e) => e.access !== "paid" || (e.price ?? null) !== null, { path: ["price"], error: "required" });
export type CreateEventBody = z.output<typeof CreateEventBody>;

/** Body of `PUT /api/events/{id}`: what is left out stays as it is. What only answers carry is ignored. */
export const ChangeEventBody = z.object({
  ...z.object(fields).partial().shape,
  currency: fields.currency.nullable().optional(),
  status: z.enum(["draft", "published", "upcoming", "live", "completed", "past", "cancelled"]).optional().meta({
    description: "published publishes, cancelled cancels; the state that it has already changes nothing",
  }),
  reason: z.string().trim().max(500).optional().meta({ description: "Told to everyone when the event is cancelled" }),
});
export type ChangeEventBody = z.output<typeof ChangeEventBody>;

/** Query of `GET /api/events`. */
export const ListEventsQuery = z.object({
  status: z.enum(["upcoming", "past", "drafts"]).optional(),
  trainerId: z.uuid().optional(),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  limit: z.coerce.number().int().min(1).max(100).default(10),
});
export type ListEventsQuery = z.output<typeof ListEventsQuery>;

/** In single answers. */
export const Lifecycle = z.enum(["draft", "scheduled", "published", "live", "completed", "cancelled"]);
/** In lists, as specified. */
export const ListStatus = z.enum(["draft", "upcoming", "live", "past", "cancelled"]);

export const EventAnswer = z.object({
  id: z.uuid(),
  title: z.string(),
  description: z.string(),
  type: EventKind,
  status: Lifecycle,
  access: z.enum(["free", "paid"]),
  price: z.string().nullable(),
  currency: z.string().nullable(),
  startTime_utc: InstantOutput.meta({ description: "The next date, else the first" }),
  timeZone: z.string(),
  duration: z.int(),
  dates: z.array(z.object({ id: z.uuid(), startTime_utc: InstantOutput, startTime: z.string(), duration: z.int() })),
  trainerId: z.uuid(),
  language: Language,
  slug: z.string(),
  publicUrl: z.string(),
  capacity: z.int().nullable(),
  waitlist: z.boolean(),
  registrationOpensAt: InstantOutput.nullable(),
  registrationClosesAt: InstantOutput.nullable(),
  companyRequired: z.boolean(),
  automations: z.object({ confirmation: z.boolean(), reminders: z.array(z.string()) }),
  registrations_count: z.int().meta({ description: "Confirmed" }),
  waitlist_count: z.int(),
}).meta({ id: "Event" });
export type EventAnswer = z.output<typeof EventAnswer>;

export const EventList = z.object({
  data: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      type: EventKind,
      status: ListStatus,
      lifecycle: Lifecycle,
      access: z.string(),
      startTime_utc: InstantOutput,
      timeZone: z.string(),
      trainerId: z.uuid(),
      capacity: z.int().nullable(),
      registrations_count: z.int(),
      waitlist_count: z.int(),
    }).meta({ id: "EventSummary" }),
  ),
  pagination: z.object({ total: z.int(), page: z.int(), limit: z.int() }),
}).meta({ id: "EventList" });
export type EventList = z.output<typeof EventList>;

export const AnalyticsAnswer = z.object({
  eventId: z.uuid(),
  asOf: InstantOutput,
  totalRegistrations: z.int().meta({ description: "Confirmed" }),
  waitlisted: z.int(),
  pending: z.int(),
  cancelled: z.int(),
  liveAttendees: z.int().nullable(),
  attendanceRate: z.number().nullable(),
  newLeads: z.int().nullable(),
  recordingViews: z.int().nullable(),
  uniqueVisitors: z.int().nullable().meta({ description: "Visitors of the page, unique per day" }),
  formsOpened: z.int().nullable(),
  conversionRate: z.number().nullable().meta({ description: "Completed registrations per unique visitor, 0–1" }),
  engagement: z.number().nullable().meta({ description: "Interactions per attendee" }),
  revenue: z.number().nullable().meta({ description: "0 for a free event; null where nothing measures it" }),
}).meta({ id: "EventAnalytics" });
export type AnalyticsAnswer = z.output<typeof AnalyticsAnswer>;

function isTimeZone(name: string): boolean {
  try {
    return timeZoneNamed(name) !== "";
  } catch {
    return false;
  }
}

/** Body of `POST /api/events/{id}/registrations`, by the names of the specification's form. */
export const RegistrationBody = z.object({
  firstName: PersonName,
  lastName: PersonName,
  email: Email,
  phone: z.string().trim().max(40).optional(),
  company: z.string().trim().min(2).max(200).optional(),
  position: z.string().trim().max(200).optional(),
  website: z.url({ protocol: /^https?$/ }).max(500).optional(),
  specialRequirements: z.string().trim().max(500).optional(),
  termsAccepted: z.literal(true),
  privacyConsent: z.literal(true),
  marketingConsent: z.boolean().default(false),
  language: Language.optional(),
  timeZone: z.string().max(64).refine(isTimeZone, { error: "choice" }).optional(),
  source: z.string().trim().max(100).optional(),
  sessionId: z.uuid().optional().meta({ description: "Must be the event's id when given" }),
});
export type RegistrationBody = z.output<typeof RegistrationBody>;

export const RegistrationAnswer = z.object({
  id: z.uuid(),
  eventId: z.uuid(),
  status: z.enum(["confirmed", "waitlisted", "pending"]),
  position: z.int().positive().optional().meta({ description: "Place in the line, when waitlisted" }),
}).meta({ id: "Registration" });
export type RegistrationAnswer = z.output<typeof RegistrationAnswer>;

export const ProblemAnswer = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  instance: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })),
}).meta({ id: "Problem" });
