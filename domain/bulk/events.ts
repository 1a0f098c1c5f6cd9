import { z } from "zod";
import { type EventOf, eventType } from "../event_type.ts";
import { EventId, RegistrationId, StudioId } from "../ids.ts";

/** What can be done with many registrations at once. */
export const BulkAction = z.enum([
  "approve",
  "decline",
  "confirm",
  "waitlist",
  "cancel",
  "attended",
  "no_show",
  "resend",
  "reminder",
  "join_details",
]);
export type BulkAction = z.infer<typeof BulkAction>;

const bulkId = z.uuid();

/** Somebody asked for one thing to be done with so many registrations of an event. */
export const BulkStarted = eventType("BulkStarted", {
  studioId: StudioId,
  bulkId,
  eventId: EventId,
  action: BulkAction,
  /** The reason that people read; empty where there is none. */
  detail: z.string().max(500),
  total: z.int().positive(),
});
/** With which: one part of them, in order. */
export const BulkListed = eventType("BulkListed", {
  bulkId,
  registrationIds: z.array(RegistrationId).min(1).max(5_000),
});
/** So many of them are through, and these were refused. */
export const BulkProgressed = eventType("BulkProgressed", {
  bulkId,
  done: z.int().positive(),
  failed: z.array(z.object({ registrationId: RegistrationId, reason: z.string().max(100) })).max(500),
});

export const bulkEvents = [BulkStarted, BulkListed, BulkProgressed] as const;
export type BulkEvent = EventOf<typeof bulkEvents[number]>;
