import { z } from "zod";
import { type EventOf, eventType, personal } from "../event_type.ts";
import {
  DateId,
  EventId,
  Instant,
  Language,
  Money,
  PersonId,
  RegistrationId,
  StudioId,
  UserId,
  WallClock,
} from "../ids.ts";
import { Answers, Difficulty, FollowUp, Format, Sequence } from "./design.ts";
import { designEvents } from "./design_events.ts";
import { messageEvents } from "./message_events.ts";
import { registrationEvents } from "./registration_events.ts";

export const EventKind = z.enum(["webinar", "masterclass", "challenge", "qa", "panel", "workshop"]);
export type EventKind = z.infer<typeof EventKind>;

/** One date of an event: the wall clock that was chosen, and the instant it meant in the event's zone when it was chosen. */
export const EventDate = z.object({
  dateId: DateId,
  startsAtLocal: WallClock,
  startsAt: Instant,
  durationMinutes: z.int().min(5).max(24 * 60),
});
export type EventDate = z.infer<typeof EventDate>;

export const Access = z.enum(["free", "paid"]);

/** What a trainer fills in about an event, but for its dates and its seats. */
export const EventDetails = z.object({
  title: z.string().min(3).max(150),
  description: z.string().max(20_000),
  type: EventKind,
  /** Language of the event's own texts. */
  language: Language,
  /** Last part of the public address, unique in its studio. */
  slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/).max(80),
  access: Access,
  price: Money.nullable(),
  companyRequired: z.boolean(),
  format: Format.nullable().optional(),
  /** From the studio's own list. */
  category: z.string().max(60).nullable().optional(),
  tags: z.array(z.string().min(1).max(50)).max(20).optional(),
  difficulty: Difficulty.nullable().optional(),
  /** In which it is held; its texts' language when left out. */
  languages: z.array(Language).max(3).optional(),
  /** Known and new addresses are answered alike, links go by mail only. */
  sensitive: z.boolean().optional(),
});
export type EventDetails = z.infer<typeof EventDetails>;

export const EventCreated = eventType("EventCreated", {
  eventId: EventId,
  studioId: StudioId,
  trainerId: UserId,
  ...EventDetails.shape,
  timeZone: z.string(),
  dates: z.array(EventDate).min(1).max(60),
  /** Null: no limit. */
  capacity: z.int().positive().nullable(),
  waitlist: z.boolean(),
  registrationOpensAt: Instant.nullable(),
  registrationClosesAt: Instant.nullable(),
});

export const EventDetailsChanged = eventType("EventDetailsChanged", {
  eventId: EventId,
  changes: EventDetails.partial(),
});

export const EventRescheduled = eventType("EventRescheduled", {
  eventId: EventId,
  timeZone: z.string(),
  dates: z.array(EventDate).min(1).max(60),
});

/** Offsets are ISO 8601 durations before a date's start, e.g. `PT1H`, `P1D`. */
export const AutomationsConfigured = eventType("AutomationsConfigured", {
  eventId: EventId,
  confirmation: z.boolean(),
  reminders: z.array(z.string()).max(10),
  followUps: z.array(FollowUp).max(4).optional(),
  sequence: Sequence.optional(),
});

export const CapacityRaised = eventType("CapacityRaised", {
  eventId: EventId,
  /** Null: no limit. */
  capacity: z.int().positive().nullable(),
  formerly: z.int().positive(),
});
export const CapacityLowered = eventType("CapacityLowered", {
  eventId: EventId,
  capacity: z.int().positive(),
  formerly: z.int().positive().nullable(),
});
export const WaitlistSwitched = eventType("WaitlistSwitched", { eventId: EventId, on: z.boolean() });
export const RegistrationWindowSet = eventType("RegistrationWindowSet", {
  eventId: EventId,
  opensAt: Instant.nullable(),
  closesAt: Instant.nullable(),
});
export const EventPublished = eventType("EventPublished", { eventId: EventId });
export const EventCancelled = eventType("EventCancelled", { eventId: EventId, reason: z.string().max(500) });

/** Who asked for a place and with what; always followed, in the same append, by what came of it. */
export const RegistrationRequested = eventType("RegistrationRequested", {
  eventId: EventId,
  registrationId: RegistrationId,
  personId: PersonId,
  /** Short readable reference for ticket, mail and desk search, e.g. `K7Q4-9MXD`. */
  reference: z.string(),
  email: personal("personId", z.string()),
  firstName: personal("personId", z.string()),
  lastName: personal("personId", z.string()),
  phone: personal("personId", z.string().optional()),
  company: personal("personId", z.string().optional()),
  position: personal("personId", z.string().optional()),
  website: personal("personId", z.string().optional()),
  specialRequirements: personal("personId", z.string().optional()),
  language: Language,
  /** The registrant's IANA zone, the event's when unknown. */
  timeZone: z.string(),
  source: z.string().max(100),
  consents: z.object({ terms: z.boolean(), privacy: z.boolean(), marketing: z.boolean() }),
  /** To the form's own questions. */
  answers: personal("personId", Answers.optional()),
  /** `utm_medium` and `utm_campaign` of the link that led here. */
  medium: z.string().max(100).nullable(),
  campaign: z.string().max(100).nullable(),
}, {
  upcasters: [(data) => ({ ...data, answers: null }), (data) => ({ ...data, medium: null, campaign: null })],
});
export const RegistrationConfirmed = eventType("RegistrationConfirmed", {
  eventId: EventId,
  registrationId: RegistrationId,
  personId: PersonId,
  /** Whether the seat was free at once, came from the waitlist, or who gave it. */
  from: z.enum(["request", "waitlist", "approval", "offer", "transfer", "trainer"]),
});
export const RegistrationWaitlisted = eventType("RegistrationWaitlisted", {
  eventId: EventId,
  registrationId: RegistrationId,
  personId: PersonId,
  /** Place in the line at that moment, from 1. */
  position: z.int().positive(),
});
export const RegistrationCancelled = eventType("RegistrationCancelled", {
  eventId: EventId,
  registrationId: RegistrationId,
  personId: PersonId,
  by: z.enum(["registrant", "trainer", "person_erased"]),
});

export const virtualEventEvents = [
  EventCreated,
  EventDetailsChanged,
  EventRescheduled,
  AutomationsConfigured,
  CapacityRaised,
  CapacityLowered,
  WaitlistSwitched,
  RegistrationWindowSet,
  EventPublished,
  EventCancelled,
  RegistrationRequested,
  RegistrationConfirmed,
  RegistrationWaitlisted,
  RegistrationCancelled,
  ...designEvents,
  ...messageEvents,
  ...registrationEvents,
] as const;

export type VirtualEventEvent = EventOf<typeof virtualEventEvents[number]>;
