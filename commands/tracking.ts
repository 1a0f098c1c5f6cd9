import { claim, claimStream } from "../domain/claim/claim.ts";
import { Rejected } from "../domain/decider.ts";
import type { StudioId } from "../domain/ids.ts";
import type { TrackingEvent, TrackingId, TrackingSettings } from "../domain/tracking/events.ts";
import { type Configured, configured, type Test, tracking, type TrackingCommand } from "../domain/tracking/tracking.ts";
import { type Mapping, type Platform, platformOf, usualMapping } from "../domain/tracking/triggers.ts";
import { uuidv5 } from "../domain/uuid.ts";
import type { Position, StreamId } from "../event_store/port.ts";
import type { Connection, Platforms, Tested } from "../gateways/conversions/port.ts";
import type { Vault } from "../vault/port.ts";
import { authorise } from "./authorise.ts";
import { claimValue, releaseValue, type Unique } from "./claims.ts";
import { contextOf, stepOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";

/** What it takes to connect pixels, beside what every command takes. */
export interface TrackingDeps extends CommandDeps {
  secrets: Pick<Vault["secrets"], "get" | "put" | "remove">;
  platforms: Platforms;
}

/** Milliseconds that somebody who waits for a connection test is kept waiting. */
const PATIENCE = 8_000;

export const trackingStream = (trackingId: TrackingId): StreamId => `tracking-${trackingId}`;
/** Under which a pixel's token stands in the vault. */
export const tokenName = (trackingId: string): string => `tracking:${trackingId}`;

export interface NewPixel {
  platform: "Meta" | "Google" | "TikTok";
  pixelId: string;
  token: string;
  settings: TrackingSettings;
  /** The usual events when left out. */
  mapping?: (platform: Platform) => Mapping;
}

/** How a pixel stands after a change. */
export interface PixelState extends Configured {
  /** When it last changed; null: this changed nothing. */
  changedAt: string | null;
  /** In the log. */
  at: Position;
}

/**
 * Connects a pixel: tests the token first, so that one that is refused leaves nothing behind.
 * @throws {Rejected} `pixel_id_invalid`, `conversion_action_required`, `tracking_exists`, `token_refused`
 */
export async function configureTracking(deps: TrackingDeps, caller: Caller, pixel: NewPixel): Promise<PixelState> {
  authorise(caller, "marketing.change");
  const { pixelId, token, settings } = pixel;
  const platform = platformOf(pixel.platform, pixelId);
  if (!platform) throw new Rejected("pixel_id_invalid");
  const mapping = pixel.mapping?.(platform) ?? usualMapping(platform);
  refuseWithoutActions(platform, settings);
  const mine = uuidv5(caller.commandId, "tracking") as TrackingId;
  const unique = { scope: "pixel", value: `${caller.studioId}/${platform}/${pixelId.replaceAll("-", "")}` } as const;
  const trackingId = await freeFor(deps, caller, unique, mine);
  const test = await tested(deps, platform, { pixelId, token, settings });
  if (test.result === "refused") throw new Rejected("token_refused", { said: test.note });
  if (await claimValue(deps, caller, unique, trackingId) === "taken") throw new Rejected("tracking_exists");
  await deps.secrets.put(caller.studioId, tokenName(trackingId), token);
  const studioId = caller.studioId;
  const command = {
    type: "ConfigureTracking",
    at: deps.now(),
    trackingId,
    studioId,
    platform,
    pixelId,
    settings,
    mapping,
    test,
  };
  return await decide(deps, trackingId, command as TrackingCommand, contextOf(caller));
}

/**
 * The id that the pixel will have: an earlier try's where that died between claim and fact.
 * @throws {Rejected} `tracking_exists`
 */
async function freeFor(deps: TrackingDeps, caller: Caller, unique: Unique, mine: TrackingId): Promise<TrackingId> {
  const state = await deps.handle.stateOf(claim, claimStream(unique.scope, unique.value));
  if (state.status === "free") return mine;
  const owner = state.owner as TrackingId;
  const { status } = await deps.handle.stateOf(tracking, trackingStream(owner));
  if (status === "none") return owner;
  if (status === "configured" && owner !== mine) throw new Rejected("tracking_exists");
  if (status === "removed") await releaseValue(deps, caller, unique, owner);
  return mine;
}

export interface PixelChange {
  isActive?: boolean;
  token?: string;
  mapping?: (platform: Platform) => Mapping;
  settings?: TrackingSettings;
}

/**
 * Changes what is given, in one order: settings, token, events, switch.
 * @throws {Rejected} `tracking_not_found`, `token_refused`
 */
export async function changeTracking(
  deps: TrackingDeps,
  caller: Caller,
  trackingId: TrackingId,
  { isActive, token, mapping, settings }: PixelChange,
): Promise<PixelState> {
  authorise(caller, "marketing.change");
  let state: PixelState = { ...await pixelIn(deps, caller.studioId, trackingId), changedAt: null, at: -1n };
  const act = async (command: TrackingCommand) => {
    const next = await decide(deps, trackingId, command, stepOf(caller, deps.newId()));
    state = { ...next, changedAt: next.changedAt ?? state.changedAt };
  };
  if (settings) {
    refuseWithoutActions(state.platform, settings);
    await act({ type: "ChangeTrackingSettings", at: deps.now(), settings });
  }
  if (token !== undefined) {
    const test = await tested(deps, state.platform, { ...state, token });
    if (test.result === "refused") throw new Rejected("token_refused", { said: test.note });
    await deps.secrets.put(caller.studioId, tokenName(trackingId), token);
    await act({ type: "RotateToken", at: deps.now(), test });
  }
  if (mapping) await act({ type: "ChangeTrackedEvents", at: deps.now(), mapping: mapping(state.platform) });
  if (isActive === false) await act({ type: "SwitchTracking", at: deps.now(), on: false });
  if (isActive === true && state.paused === "switched_off") {
    await act({ type: "SwitchTracking", at: deps.now(), on: true });
  } else if (isActive === true && state.paused !== null) {
    const test = await testStored(deps, caller, state);
    await act({ type: "RecordConnectionTest", at: deps.now(), test });
    if (test.result === "refused") throw new Rejected("token_refused", { said: test.note });
  }
  return state;
}

/** Asks the platform once more, with the token that is there. */
export async function testConnection(
  deps: TrackingDeps,
  caller: Caller,
  trackingId: TrackingId,
): Promise<{ test: Test; state: PixelState }> {
  authorise(caller, "marketing.change");
  const test = await testStored(deps, caller, await pixelIn(deps, caller.studioId, trackingId));
  const command = { type: "RecordConnectionTest", at: deps.now(), test } as const;
  return { test, state: await decide(deps, trackingId, command, contextOf(caller)) };
}

/** @throws {Rejected} `tracking_paused`, `tracking_not_found` */
export async function requestTestEvent(
  deps: TrackingDeps,
  caller: Caller,
  trackingId: TrackingId,
): Promise<PixelState> {
  authorise(caller, "marketing.change");
  await pixelIn(deps, caller.studioId, trackingId);
  const testId = uuidv5(caller.commandId, "test");
  const command = { type: "RequestTestEvent", at: deps.now(), testId } as const;
  return await decide(deps, trackingId, command, contextOf(caller));
}

/** @throws {Rejected} `backfill_empty`, `tracking_paused`, `tracking_not_found` */
export async function requestBackfill(
  deps: TrackingDeps,
  caller: Caller,
  trackingId: TrackingId,
  { since, count }: { since: string; count: number },
): Promise<PixelState> {
  authorise(caller, "marketing.change");
  await pixelIn(deps, caller.studioId, trackingId);
  const backfillId = uuidv5(caller.commandId, "backfill");
  const command = { type: "RequestBackfill", at: deps.now(), backfillId, since, count } as const;
  return await decide(deps, trackingId, command, contextOf(caller));
}

/** Destroys the token first: whatever happens then, nothing is sent any more. @throws {Rejected} `tracking_not_found` */
export async function removeTracking(deps: TrackingDeps, caller: Caller, trackingId: TrackingId): Promise<Position> {
  authorise(caller, "marketing.change");
  const { platform, pixelId, studioId } = await pixelIn(deps, caller.studioId, trackingId);
  await deps.secrets.remove(studioId, tokenName(trackingId));
  const command = { type: "RemoveTracking", at: deps.now() } as const;
  const { position } = await deps.handle(tracking, trackingStream(trackingId), command, contextOf(caller));
  const unique = { scope: "pixel", value: `${studioId}/${platform}/${pixelId.replaceAll("-", "")}` } as const;
  await releaseValue(deps, caller, unique, trackingId);
  return position;
}

/** The platform refuses the token, as the worker has found. */
export async function refuseTracking(deps: CommandDeps, studioId: string, trackingId: string): Promise<void> {
  await bySystem(deps, studioId, trackingId, { type: "RefuseTracking", at: deps.now() });
}

/** What a connection test of the worker's found. */
export async function recordTest(deps: CommandDeps, studioId: string, trackingId: string, test: Tested): Promise<void> {
  await bySystem(deps, studioId, trackingId, { type: "RecordConnectionTest", at: deps.now(), test: plain(test) });
}

async function bySystem(deps: CommandDeps, studioId: string, trackingId: string, command: TrackingCommand) {
  const caller = { actor: "reactor:conversions", studioId: studioId as StudioId, commandId: deps.newId() };
  try {
    const envelope = contextOf({ ...caller, correlationId: deps.newId() });
    await deps.handle(tracking, trackingStream(trackingId as TrackingId), command, envelope);
  } catch (error) {
    if (!(error instanceof Rejected)) throw error; // removed meanwhile
  }
}

/** A pixel of this studio. @throws {Rejected} `tracking_not_found`, also for another studio's */
export async function pixelIn(deps: CommandDeps, studioId: StudioId, trackingId: TrackingId): Promise<Configured> {
  const state = configured(await deps.handle.stateOf(tracking, trackingStream(trackingId)));
  if (state.studioId !== studioId) throw new Rejected("tracking_not_found");
  return state;
}

async function decide(
  deps: TrackingDeps,
  trackingId: TrackingId,
  command: TrackingCommand,
  envelope: Parameters<CommandDeps["handle"]>[3],
): Promise<PixelState> {
  const stream = trackingStream(trackingId);
  const { events, state, position } = await deps.handle(tracking, stream, command, envelope);
  const last = events.at(-1) as { meta: { occurredAt: string } } & TrackingEvent | undefined;
  return { ...configured(state), changedAt: last?.meta.occurredAt ?? null, at: position };
}

async function testStored(deps: TrackingDeps, caller: Caller, pixel: Configured): Promise<Test> {
  const token = await deps.secrets.get(caller.studioId, tokenName(pixel.trackingId));
  if (token === null) return { result: "refused", note: "there is no token" };
  return await tested(deps, pixel.platform, { ...pixel, token });
}

async function tested({ platforms }: TrackingDeps, platform: Platform, connection: {
  pixelId: string;
  token: string;
  settings: TrackingSettings;
}): Promise<Test> {
  return plain(await platforms[platform].test(connection as Connection, AbortSignal.timeout(PATIENCE)));
}

function plain(test: Tested): Test {
  return { result: test.result, note: test.result === "passed" ? test.note : test.message };
}

/** Google Ads knows no events, only conversion actions. */
function refuseWithoutActions(platform: Platform, { conversionActions = {} }: TrackingSettings): void {
  if (platform === "google" && Object.keys(conversionActions).length === 0) {
    throw new Rejected("conversion_action_required");
  }
}
