import { z } from "zod";
import {
  Answers,
  Difficulty,
  FollowUp,
  Form,
  Format,
  Material,
  Page,
  Platform,
  Sequence,
  SpeakerProfile,
  SpeakerRole,
  Translation,
  WaitlistMode,
} from "../domain/virtual_event/design.ts";
import { EventKind } from "../domain/virtual_event/events.ts";
import { Currency } from "../domain/currencies.ts";
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
  currency: Currency.meta({ description: "ISO 4217; the studio's by default" }),
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
    followUps: z.array(FollowUp).max(4).optional(),
    sequence: Sequence.optional().meta({ description: "How reminders go and what else goes out" }),
  }),
  format: Format.nullable(),
  category: z.string().trim().min(1).max(60).nullable(),
  tags: z.array(z.string().trim().min(1).max(50)).max(20),
  difficulty: Difficulty.nullable(),
  languages: z.array(Language).max(3),
  sensitive: z.boolean().meta({ description: "Known and new addresses are answered alike, links go by mail only" }),
};

/** In which something is written to somebody. */
export const LanguageInput = Language;

/** What makes up an event beside its details; the same shapes that answers show. */
const design = {
  audience: z.discriminatedUnion("who", [
    z.object({ who: z.enum(["everyone", "unlisted"]) }),
    z.object({
      who: z.literal("chosen"),
      code: z.string().trim().max(100).nullable().optional().meta({ description: "null: none; left out: as it is" }),
      emails: z.array(z.email()).max(1_000).optional(),
      personIds: z.array(z.uuid()).max(1_000).optional(),
      tags: z.array(z.string().min(1).max(50)).max(50).default([]),
    }),
  ]),
  platform: Platform,
  materials: z.array(Material).max(50),
  speakers: z.array(
    z.object({
      id: z.uuid().optional().meta({ description: "Of a speaker who is named already" }),
      email: z.email().nullable().default(null),
      role: SpeakerRole,
      ...SpeakerProfile.partial({ title: true, company: true, links: true, bio: true, photo: true }).shape,
    }),
  ).max(30),
  removedSpeakers: z.array(z.uuid()).max(30),
  page: Page,
  translations: z.partialRecord(Language, Translation.nullable()),
  form: Form,
  earlyBird: z.object({ price: Price, until: InstantInput }).nullable(),
  companyBilling: z.boolean(),
  approval: z.boolean(),
  waitlistMode: WaitlistMode,
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
  capacity: fields.capacity.optional(),
  waitlist: fields.waitlist.optional(),
  registrationOpensAt: fields.registrationOpensAt.optional(),
  registrationClosesAt: fields.registrationClosesAt.default(null),
  companyRequired: fields.companyRequired.default(false),
  automations: fields.automations.optional(),
  format: fields.format.optional(),
  category: fields.category.optional(),
  tags: fields.tags.optional(),
  difficulty: fields.difficulty.optional(),
  languages: fields.languages.optional(),
  sensitive: fields.sensitive.optional(),
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
  ...z.object(design).partial().shape,
  currency: fields.currency.nullable().optional(),
  status: z.enum(["draft", "scheduled", "published", "upcoming", "live", "completed", "past", "cancelled"]).optional()
    .meta({
      description: "published publishes, cancelled cancels; the state that it has already changes nothing",
    }),
  reason: z.string().trim().max(500).optional().meta({ description: "Told to everyone when the event is cancelled" }),
});
export type ChangeEventBody = z.output<typeof ChangeEventBody>;

/** Body of `POST /api/events/{id}/reschedule`: the new time of the next date, or all dates. */
export const RescheduleBody = z.object({
  startTime_utc: fields.startTime_utc.optional(),
  startTime: fields.startTime.optional(),
  duration: fields.duration.optional(),
  timeZone: fields.timeZone.optional(),
  dates: fields.dates.optional(),
});

/** As specified, and nothing else: where the next page begins stands in the `Link` header. */
export const Pagination = z.object({ total: z.int(), page: z.int(), limit: z.int() });

/** Query of `GET /api/events`. */
export const ListEventsQuery = z.object({
  status: z.enum(["upcoming", "past", "drafts"]).optional(),
  trainerId: z.uuid().optional(),
  search: z.string().trim().max(100).optional().meta({ description: "Part of the title or the address" }),
  type: EventKind.optional(),
  access: z.enum(["free", "paid"]).optional(),
  lifecycle: z.enum(["draft", "scheduled", "published", "live", "completed", "cancelled"]).optional(),
  language: Language.optional(),
  sort: z.enum(["start", "title", "updated", "registrations"]).default("start")
    .meta({ description: "Only by `start` there is a `Link` to the next page" }),
  cursor: z.string().max(200).optional().meta({ description: "From the `Link` of the page before" }),
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
  automations: z.object({
    confirmation: z.boolean(),
    reminders: z.array(z.string()),
    followUps: z.array(FollowUp).optional(),
    sequence: Sequence.optional(),
  }),
  registrations_count: z.int().meta({ description: "Confirmed" }),
  waitlist_count: z.int(),
  pending_count: z.int(),
  offered_count: z.int(),
  format: Format.nullable(),
  category: z.string().nullable(),
  tags: z.array(z.string()),
  difficulty: Difficulty.nullable(),
  languages: z.array(Language),
  sensitive: z.boolean(),
  audience: z.object({
    who: z.enum(["everyone", "unlisted", "chosen"]),
    personIds: z.array(z.uuid()).optional(),
    tags: z.array(z.string()).optional(),
    hasCode: z.boolean().optional(),
  }),
  platform: z.object({ kind: z.string(), url: z.string().optional(), password: z.string().nullable().optional() })
    .meta({ description: "Address and password only for those who may change the event" }),
  materials: z.array(Material),
  page: Page,
  translations: z.partialRecord(Language, Translation),
  form: Form,
  earlyBird: z.object({ price: z.string(), until: InstantOutput }).nullable(),
  companyBilling: z.boolean(),
  approval: z.boolean(),
  waitlistMode: WaitlistMode,
  publishAt: InstantOutput.nullable(),
  version: z.int().meta({ description: "The number in `ETag`; registrations do not change it" }),
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
  pagination: Pagination,
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
  revenue: z.number().nullable().meta({
    description: "0 for a free event; null where nothing measures it, or the caller may not see money",
  }),
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
  medium: z.string().trim().max(100).optional(),
  campaign: z.string().trim().max(100).optional(),
  answers: Answers.optional().meta({ description: "By the question's id, or the name of a standard field" }),
  code: z.string().max(100).optional().meta({ description: "Opens an event for chosen people" }),
  byHand: z.boolean().default(false).meta({ description: "A member adds somebody: no window, approval or questions" }),
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

/** RFC 9457; figures that belong to a refusal (`position`, `missing`, `version`, …) stand beside these. */
export const ProblemAnswer = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  instance: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })),
}).meta({ id: "Problem" });
