import { z } from "zod";
import { reportConversion } from "../commands/report_conversion.ts";
import { changeTracking, configureTracking, pixelIn, removeTracking } from "../commands/tracking.ts";
import { Rejected } from "../domain/decider.ts";
import type { EventId } from "../domain/ids.ts";
import { TrackingId, TrackingSettings } from "../domain/tracking/events.ts";
import { type Mapping, mappingOf, type Platform, platformNames, standardEvent } from "../domain/tracking/triggers.ts";
import { conversionLog, type ConversionView, outcomeOf, pixelsOf, type PixelView } from "../projections/queries.ts";
import type { Application } from "../web/application.ts";
import { parseMoney } from "../domain/money.ts";
import { Email } from "../web/person_fields.ts";
import { trackingDeps } from "../web/tracking/deps.ts";
import { operation } from "./operation.ts";
import { InstantInput, InstantOutput } from "./schemas.ts";

const PlatformName = z.enum(["Meta", "Google", "TikTok"]);
const TrackedEvents = z.array(z.string().trim().min(1).max(60)).max(20).meta({
  description: "PageView, ViewContent, Lead, CompleteRegistration, Schedule, InitiateCheckout, Purchase; any case",
});
const Token = z.string().trim().min(1).max(5_000);

const Config = z.object({
  id: z.uuid(),
  platform: PlatformName,
  pixelId: z.string(),
  isActive: z.boolean(),
  createdAt: InstantOutput,
  trackedEvents: z.array(z.string()),
  inactiveReason: z.string().nullable().meta({
    description: "switched_off, token_refused or platform_silent; null while it is active",
  }),
}).meta({ id: "TrackingConfig" });

const ChangedConfig = Config.omit({ createdAt: true }).extend({ updatedAt: InstantOutput })
  .meta({ id: "ChangedTrackingConfig" });

const LogEntry = z.object({
  id: z.uuid(),
  timestamp: InstantOutput,
  eventName: z.string(),
  status: z.enum(["success", "failed", "pending", "skipped"]),
  responseCode: z.int().optional(),
  errorMessage: z.string().optional(),
  reason: z.string().optional().meta({ description: "Why it was skipped" }),
  attempts: z.int(),
  latencyMs: z.int().optional(),
}).meta({ id: "TrackingLogEntry" });

const gone = { 404: "No such configuration in this studio, or it was removed" } as const;

export const listTrackingCall = operation({
  method: "GET",
  path: "/marketing/tracking-configs",
  needs: "marketing.read",
  summary: "List the studio's pixels",
  success: {
    status: 200,
    schema: z.array(Config).meta({ id: "TrackingConfigList" }),
    description: "In the order they were connected",
  },
  problems: {},
  async handle({ app, caller }) {
    return { status: 200, body: (await pixelsOf(app.db, caller.studioId)).map(shown) };
  },
});

export const createTrackingCall = operation({
  method: "POST",
  path: "/marketing/tracking-configs",
  needs: "marketing.change",
  summary: "Connect a pixel",
  description: "The token is tested in this call, kept encrypted and never shown again. When the platform does not " +
    "answer, the configuration is made inactive and tested again by itself. Google: `pixelId` is a measurement id " +
    "(G-…) with its API secret, or a customer id with an OAuth grant (JSON of client_id, client_secret, " +
    "refresh_token) and `settings.conversionActions`.",
  idempotent: true,
  body: z.object({
    platform: PlatformName,
    pixelId: z.string().trim().min(1).max(40),
    apiAccessToken: Token,
    trackedEvents: TrackedEvents.optional(),
    settings: TrackingSettings.optional(),
  }),
  success: { status: 201, schema: Config, description: "The pixel, without its token" },
  problems: { 400: "A field cannot be used, or the platform refuses the token", 409: "tracking_exists" },
  fields: {
    pixel_id_invalid: "pixelId",
    token_refused: "apiAccessToken",
    tracked_event_unknown: "trackedEvents",
    conversion_action_required: "settings",
  },
  async handle({ app, caller, body }) {
    const { platform, pixelId, apiAccessToken: token, trackedEvents, settings = {} } = body;
    const state = await configureTracking(trackingDeps(app), caller, {
      platform,
      pixelId,
      token,
      settings,
      ...(trackedEvents ? { mapping: mappingFrom(trackedEvents) } : {}),
    });
    await app.caughtUp(state.at, 2_000, ["conversions"]);
    const view = { ...state, tracking_id: state.trackingId, pixel_id: state.pixelId };
    return { status: 201, body: { ...standing(view), createdAt: state.changedAt ?? app.commands.now() } };
  },
});

export const changeTrackingCall = operation({
  method: "PATCH",
  path: "/marketing/tracking-configs/{configId}",
  needs: "marketing.change",
  summary: "Switch a pixel on or off, replace its token, choose its events",
  body: z.object({
    isActive: z.boolean(),
    apiAccessToken: Token,
    trackedEvents: TrackedEvents,
    settings: TrackingSettings,
  }).partial(),
  success: { status: 200, schema: ChangedConfig, description: "The pixel, without its token" },
  problems: { 400: "A field cannot be used, or the platform refuses the token", ...gone },
  fields: {
    token_refused: "apiAccessToken",
    tracked_event_unknown: "trackedEvents",
    conversion_action_required: "settings",
  },
  async handle({ app, caller, params, body }) {
    const { isActive, apiAccessToken: token, trackedEvents, settings } = body;
    const state = await changeTracking(trackingDeps(app), caller, TrackingId.parse(params.configId), {
      isActive,
      token,
      settings,
      ...(trackedEvents ? { mapping: mappingFrom(trackedEvents) } : {}),
    });
    await app.caughtUp(state.at, 2_000, ["conversions"]);
    const view = { ...state, tracking_id: state.trackingId, pixel_id: state.pixelId };
    const updatedAt = state.changedAt ?? await lastChange(app, caller.studioId, state.trackingId);
    return { status: 200, body: { ...standing(view), updatedAt } };
  },
});

export const removeTrackingCall = operation({
  method: "DELETE",
  path: "/marketing/tracking-configs/{configId}",
  needs: "marketing.change",
  summary: "Remove a pixel for good",
  description: "Destroys its token. What was sent stays in the log; the pixel can be connected anew.",
  success: { status: 204, description: "It is gone" },
  problems: gone,
  async handle({ app, caller, params }) {
    const at = await removeTracking(trackingDeps(app), caller, TrackingId.parse(params.configId));
    await app.caughtUp(at, 2_000, ["conversions"]);
    return { status: 204, body: null };
  },
});

export const trackingLogCall = operation({
  method: "GET",
  path: "/marketing/tracking-configs/{configId}/logs",
  needs: "marketing.read",
  summary: "What was sent to a pixel, newest first",
  query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(50) }),
  success: {
    status: 200,
    schema: z.array(LogEntry).meta({ id: "TrackingLog" }),
    description: "Each conversion once, with its last outcome",
  },
  problems: { 400: "The limit is none", ...gone },
  async handle({ app, caller, params, query }) {
    const { trackingId } = await pixelIn(app.commands, caller.studioId, TrackingId.parse(params.configId));
    const rows = await conversionLog(app.db, { trackingId, limit: query.limit });
    return { status: 200, body: rows.map(entryOf) };
  },
});

export const reportConversionCall = operation({
  method: "POST",
  path: "/marketing/conversions",
  needs: "conversion.report",
  summary: "Tell of something that happened elsewhere: a phone sale, a renewal, a booked call",
  description: "It takes the same way as what happens here, to every active pixel that tracks such events. " +
    "`consent` is what the person has allowed when it happened; without it nothing is sent.",
  idempotent: true,
  body: z.object({
    event: z.enum(["Lead", "Schedule", "InitiateCheckout", "Purchase"]),
    email: Email,
    phone: z.string().trim().max(40).optional(),
    firstName: z.string().trim().max(100).optional(),
    lastName: z.string().trim().max(100).optional(),
    country: z.string().trim().max(100).optional(),
    value: z.string().regex(/^\d{1,9}(\.\d{1,3})?$/).optional(),
    currency: z.string().regex(/^[A-Z]{3}$/).optional(),
    eventId: z.uuid().optional(),
    happenedAt: InstantInput.optional(),
    consent: z.object({
      ads: z.boolean(),
      statistics: z.boolean().default(false),
      textVersion: z.string().max(20).default(""),
      choseAt: InstantInput.optional(),
    }),
  }).refine(({ value, currency }) => (value === undefined) === (currency === undefined), {
    path: ["currency"],
    message: "required",
  }),
  success: { status: 201, schema: z.object({ id: z.uuid() }).meta({ id: "ReportedConversion" }), description: "Taken" },
  problems: { 400: "A field cannot be used", 404: "No such event" },
  fields: { conversion_in_future: "happenedAt" },
  async handle({ app, caller, body }) {
    const { event, email, phone, firstName, lastName, country, value, currency, eventId, happenedAt, consent } = body;
    const money = value !== undefined && currency !== undefined ? parseMoney(value, currency) : null;
    const { conversionId } = await reportConversion(app.commands, caller, {
      what: ({
        Lead: "registered",
        Schedule: "call_booked",
        InitiateCheckout: "checkout_started",
        Purchase: "purchased",
      } as const)[event],
      eventId: (eventId ?? null) as EventId | null,
      value: money,
      happenedAt: happenedAt ?? null,
      consent: { ...consent, choseAt: consent.choseAt ?? null },
      told: { email, phone, firstName, lastName, country },
    });
    return { status: 201, body: { id: conversionId } };
  },
});

export const marketingCalls = [
  listTrackingCall,
  createTrackingCall,
  changeTrackingCall,
  removeTrackingCall,
  trackingLogCall,
  reportConversionCall,
] as const;

/** @throws {Rejected} `tracked_event_unknown` */
function mappingFrom(written: readonly string[]): (platform: Platform) => Mapping {
  return (platform) =>
    mappingOf(
      platform,
      written.map((name) => {
        const event = standardEvent(platform, name);
        if (!event) throw new Rejected("tracked_event_unknown", { event: name });
        return event;
      }),
    );
}

function standing({ tracking_id, platform, pixel_id, paused, mapping }: {
  tracking_id: string;
  platform: Platform;
  pixel_id: string;
  paused: string | null;
  mapping: Mapping;
}) {
  return {
    id: tracking_id,
    platform: platformNames[platform],
    pixelId: pixel_id,
    isActive: paused === null,
    trackedEvents: Object.values(mapping),
    inactiveReason: paused,
  };
}

function shown(pixel: PixelView) {
  return { ...standing(pixel), createdAt: pixel.created_at };
}

function entryOf(row: ConversionView) {
  return {
    id: row.delivery_id,
    timestamp: row.created_at,
    eventName: row.event_name,
    status: outcomeOf(row.state),
    ...(row.status_code === null ? {} : { responseCode: row.status_code }),
    ...(row.error === null ? {} : { errorMessage: row.error }),
    ...(row.skip_reason === null ? {} : { reason: row.skip_reason }),
    attempts: row.attempts,
    ...(row.latency_ms === null ? {} : { latencyMs: row.latency_ms }),
  };
}

async function lastChange(app: Application, studioId: string, trackingId: string): Promise<string> {
  const pixels = await pixelsOf(app.db, studioId);
  return pixels.find((pixel) => pixel.tracking_id === trackingId)?.updated_at ?? app.commands.now();
}
