import { z } from "zod";
import { type EventOf, eventType } from "../event_type.ts";
import { Instant, StudioId } from "../ids.ts";
import { Mapping, Platform } from "./triggers.ts";

export const TrackingId = z.uuid().brand<"Tracking">();
export type TrackingId = z.infer<typeof TrackingId>;

/** What a platform wants to know beside pixel and token. */
export const TrackingSettings = z.object({
  testEventCode: z.string().regex(/^[A-Za-z0-9]{1,40}$/),
  advertiserId: z.string().regex(/^\d{1,30}$/),
  /** Google Ads: conversion action by name of the event. */
  conversionActions: z.record(z.string().max(40), z.string().regex(/^\d{1,20}$/)),
  loginCustomerId: z.string().regex(/^\d{3}-?\d{3}-?\d{4}$/),
  limitedDataUse: z.boolean(),
}).partial();
export type TrackingSettings = z.infer<typeof TrackingSettings>;

const which = { trackingId: TrackingId, studioId: StudioId };

/** A pixel is connected. Its token is in the vault, and in no fact. */
export const TrackingConfigured = eventType("TrackingConfigured", {
  ...which,
  platform: Platform,
  pixelId: z.string().max(40),
  settings: TrackingSettings,
  mapping: Mapping,
});
export const ConnectionTested = eventType("ConnectionTested", {
  ...which,
  result: z.enum(["passed", "refused", "silent"]),
  /** What a passed test did not find out, or the platform's own words; no secret, nobody's name. */
  note: z.string().max(400),
});
/** `platform`: it refused the token, or did not answer the first test. */
export const TrackingPaused = eventType("TrackingPaused", {
  ...which,
  by: z.enum(["trainer", "platform"]),
  reason: z.enum(["switched_off", "token_refused", "platform_silent"]),
});
export const TrackingResumed = eventType("TrackingResumed", { ...which });
/** There is another token in the vault. */
export const TokenRotated = eventType("TokenRotated", { ...which });
/** What is sent, and under which names, from now on. */
export const TrackedEventsChanged = eventType("TrackedEventsChanged", { ...which, mapping: Mapping });
export const TrackingSettingsChanged = eventType("TrackingSettingsChanged", { ...which, settings: TrackingSettings });
/** Somebody asked for what happened since then to be sent, too, where consent and the platform's age limit allow it. */
export const BackfillRequested = eventType("BackfillRequested", {
  ...which,
  backfillId: z.uuid(),
  since: Instant,
  /** How many they were told of. */
  count: z.int().nonnegative(),
});
/** A test event is to be sent, under this id. */
export const TestEventRequested = eventType("TestEventRequested", { ...which, testId: z.uuid(), at: Instant });
/** The token is destroyed; deliveries stay; the pixel can be connected anew. */
export const TrackingRemoved = eventType("TrackingRemoved", { ...which });

export const trackingEvents = [
  TrackingConfigured,
  ConnectionTested,
  TrackingPaused,
  TrackingResumed,
  TokenRotated,
  TrackedEventsChanged,
  TrackingSettingsChanged,
  BackfillRequested,
  TestEventRequested,
  TrackingRemoved,
] as const;
export type TrackingEvent = EventOf<typeof trackingEvents[number]>;
