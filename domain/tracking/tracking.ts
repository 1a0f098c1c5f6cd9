import { type Decider, Rejected, unreachable } from "../decider.ts";
import type { StudioId } from "../ids.ts";
import type { TrackingEvent, TrackingId, TrackingSettings } from "./events.ts";
import type { Mapping, Platform } from "./triggers.ts";

/** What a test of the connection found, as the gateway said it. */
export interface Test {
  result: "passed" | "refused" | "silent";
  note: string;
}

export interface ConfigureTracking {
  type: "ConfigureTracking";
  at: string;
  trackingId: TrackingId;
  studioId: StudioId;
  platform: Platform;
  pixelId: string;
  settings: TrackingSettings;
  mapping: Mapping;
  test: Test;
}
/** Without a test: a trainer switches off and on. */
export interface SwitchTracking {
  type: "SwitchTracking";
  at: string;
  on: boolean;
}
/** The platform refuses the token. */
export interface RefuseTracking {
  type: "RefuseTracking";
  at: string;
}
export interface RecordConnectionTest {
  type: "RecordConnectionTest";
  at: string;
  test: Test;
}
export interface RotateToken {
  type: "RotateToken";
  at: string;
  test: Test;
}
export interface ChangeTrackedEvents {
  type: "ChangeTrackedEvents";
  at: string;
  mapping: Mapping;
}
export interface ChangeTrackingSettings {
  type: "ChangeTrackingSettings";
  at: string;
  settings: TrackingSettings;
}
export interface RequestBackfill {
  type: "RequestBackfill";
  at: string;
  backfillId: string;
  since: string;
  count: number;
}
export interface RequestTestEvent {
  type: "RequestTestEvent";
  at: string;
  testId: string;
}
export interface RemoveTracking {
  type: "RemoveTracking";
  at: string;
}
export type TrackingCommand =
  | ConfigureTracking
  | SwitchTracking
  | RefuseTracking
  | RecordConnectionTest
  | RotateToken
  | ChangeTrackedEvents
  | ChangeTrackingSettings
  | RequestBackfill
  | RequestTestEvent
  | RemoveTracking;

export interface Configured {
  status: "configured";
  trackingId: TrackingId;
  studioId: StudioId;
  platform: Platform;
  pixelId: string;
  settings: TrackingSettings;
  mapping: Mapping;
  /** Null: active. */
  paused: "switched_off" | "token_refused" | "platform_silent" | null;
}
export type Tracking = { status: "none" } | { status: "removed" } | Configured;

/** One connected pixel: stream `tracking-<id>`. */
export const tracking: Decider<TrackingCommand, Tracking, TrackingEvent> = {
  initial: () => ({ status: "none" }),
  decide(command, state) {
    if (command.type === "ConfigureTracking") return configure(command, state);
    return change(command, configured(state));
  },
  evolve(state, event) {
    if (event.type === "TrackingConfigured") return { status: "configured", ...event.data, paused: null };
    return state.status === "configured" ? evolveConfigured(state, event) : state;
  },
};

/** @throws {Rejected} `tracking_not_found` for one that never was, and one that is removed */
export function configured(state: Tracking): Configured {
  if (state.status !== "configured") throw new Rejected("tracking_not_found");
  return state;
}

function configure(command: ConfigureTracking, state: Tracking): TrackingEvent[] {
  if (state.status !== "none") throw new Rejected("tracking_exists");
  const { trackingId, studioId, platform, pixelId, settings, mapping, test } = command;
  if (test.result === "refused") throw new Rejected("token_refused", { said: test.note });
  const which = { trackingId, studioId };
  const made: TrackingEvent = { type: "TrackingConfigured", data: { ...which, platform, pixelId, settings, mapping } };
  return [made, ...tested(which, test, null, true)];
}

function change(command: Exclude<TrackingCommand, ConfigureTracking>, state: Configured): TrackingEvent[] {
  const which = { trackingId: state.trackingId, studioId: state.studioId };
  switch (command.type) {
    case "SwitchTracking":
      if (command.on === (state.paused === null)) return [];
      return command.on
        ? [{ type: "TrackingResumed", data: which }]
        : [{ type: "TrackingPaused", data: { ...which, by: "trainer", reason: "switched_off" } }];
    case "RefuseTracking":
      return state.paused === null
        ? [{ type: "TrackingPaused", data: { ...which, by: "platform", reason: "token_refused" } }]
        : [];
    case "RecordConnectionTest":
      return tested(which, command.test, state.paused, false);
    case "RotateToken":
      if (command.test.result === "refused") throw new Rejected("token_refused", { said: command.test.note });
      return [{ type: "TokenRotated", data: which }, ...tested(which, command.test, state.paused, true)];
    case "ChangeTrackedEvents":
      if (same(command.mapping, state.mapping)) return [];
      return [{ type: "TrackedEventsChanged", data: { ...which, mapping: command.mapping } }];
    case "ChangeTrackingSettings":
      if (same(command.settings, state.settings)) return [];
      return [{ type: "TrackingSettingsChanged", data: { ...which, settings: command.settings } }];
    case "RequestBackfill": {
      if (state.paused !== null) throw new Rejected("tracking_paused");
      if (command.count === 0) throw new Rejected("backfill_empty");
      const { backfillId, since, count } = command;
      return [{ type: "BackfillRequested", data: { ...which, backfillId, since, count } }];
    }
    case "RequestTestEvent":
      if (state.paused !== null) throw new Rejected("tracking_paused");
      return [{ type: "TestEventRequested", data: { ...which, testId: command.testId, at: command.at } }];
    case "RemoveTracking":
      return [{ type: "TrackingRemoved", data: which }];
    default:
      return unreachable(command);
  }
}

/**
 * A pause that the trainer made stays; one that the platform made follows what it says now. A token that nobody has seen
 * work is `unproven`: then silence pauses, else an active pixel goes on, and its conversions are tried again anyway.
 */
function tested(
  which: { trackingId: TrackingId; studioId: StudioId },
  { result, note }: Test,
  paused: Configured["paused"],
  unproven: boolean,
): TrackingEvent[] {
  const fact: TrackingEvent = { type: "ConnectionTested", data: { ...which, result, note: note.slice(0, 400) } };
  if (paused === "switched_off") return [fact];
  if (result === "passed") return paused === null ? [fact] : [fact, { type: "TrackingResumed", data: which }];
  const reason = result === "refused" ? "token_refused" : "platform_silent";
  if (paused !== null || (result === "silent" && !unproven)) return [fact];
  return [fact, { type: "TrackingPaused", data: { ...which, by: "platform", reason } }];
}

function evolveConfigured(state: Configured, event: Exclude<TrackingEvent, { type: "TrackingConfigured" }>): Tracking {
  switch (event.type) {
    case "TrackingPaused":
      return { ...state, paused: event.data.reason };
    case "TrackingResumed":
      return { ...state, paused: null };
    case "TrackedEventsChanged":
      return { ...state, mapping: event.data.mapping };
    case "TrackingSettingsChanged":
      return { ...state, settings: event.data.settings };
    case "TrackingRemoved":
      return { status: "removed" };
    case "ConnectionTested":
    case "TokenRotated":
    case "BackfillRequested":
    case "TestEventRequested":
      return state;
    default:
      return unreachable(event);
  }
}

function same(a: object, b: object): boolean {
  const sorted = (value: object) => JSON.stringify(Object.entries(value).sort(([x], [y]) => x < y ? -1 : 1));
  return sorted(a) === sorted(b);
}
