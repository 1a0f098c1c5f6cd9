import type { Context } from "fresh";
import { isbot } from "isbot";
import { consentNow, trackVisit } from "../../commands/consent.ts";
import { CONSENT_TEXT_VERSION } from "../../domain/consent/consent.ts";
import type { BrowserIdentifiers, ConsentSnapshot } from "../../domain/consent/snapshot.ts";
import type { EventId, StudioId } from "../../domain/ids.ts";
import { platformEventId } from "../../domain/tracking/platform_event_id.ts";
import { platformNames, purposeOf, standardNameOf, type Trigger } from "../../domain/tracking/triggers.ts";
import { pixelsOf, type PixelView } from "../../projections/queries.ts";
import { visitorOf } from "../caller.ts";
import { sharing } from "../shared_work.ts";
import type { State } from "../state.ts";
import { consentIdIn, identify, sendsGpc } from "./cookies.ts";

/** What a public page shows and loads for the platforms of its studio. */
export interface MarketingSlot {
  /** Address of the studio: where the choice can be changed; null: it has no pixels, so nobody is asked. */
  studio: string | null;
  studioName: string;
  /** Who would hear of it, by name. */
  platforms: string[];
  /** Whether the visitor has not chosen yet. */
  ask: boolean;
  /** The event that the page is about, for the choice made on it. */
  eventId: string | null;
  /** Where the platforms' own scripts run, apart from the page; null: nothing is allowed, or nothing happened. */
  frame: string | null;
  /** The same moments for a page that has embedded this one: the platform's usual name, and its id. */
  conversions: Conversion[];
}

/** A moment under a platform's name, and the id by which platforms know it. */
export interface Conversion {
  event: string;
  eventId: string;
}

/** A moment that the browser's pixel tells of, too. */
export interface Moment {
  trigger: Trigger;
  sourceId: string;
}

const shared = sharing<PixelView[]>();

/** A studio's pixels that are switched on. */
export async function activePixels({ app }: State, studioId: string): Promise<PixelView[]> {
  const pixels = await shared(studioId, () => pixelsOf(app.db, studioId));
  return pixels.filter(({ paused }) => paused === null);
}

/** What this browser has allowed a studio, as of now. */
export async function consentHere(
  { state: { app }, req }: Pick<Context<State>, "state" | "req">,
  studioId: string,
): Promise<ConsentSnapshot> {
  return await consentNow(app.commands, consentIdIn(req.headers, studioId), sendsGpc(req.headers));
}

interface Page {
  id: string;
  name: string;
  address: string;
}

/**
 * Counts the view for platforms, where that is allowed, and says what the page needs. `moments`: what happened a moment
 * ago beside it. `view`: false for pages that belong to one person, of whose address no platform hears.
 */
export async function marketingSlot(
  ctx: Context<State>,
  studio: Page,
  { eventId = null, moments = [], view = true }: {
    eventId?: string | null;
    moments?: readonly Moment[];
    view?: boolean;
  } = {},
): Promise<MarketingSlot> {
  const { state, req, url } = ctx;
  const nothing = {
    studio: null,
    studioName: studio.name,
    platforms: [],
    ask: false,
    eventId,
    frame: null,
    conversions: [],
  };
  const pixels = await activePixels(state, studio.id);
  if (pixels.length === 0) return nothing;
  const consent = await consentHere(ctx, studio.id);
  const slot = {
    ...nothing,
    studio: studio.address,
    platforms: [...new Set(pixels.map(({ platform }) => platformNames[platform]))],
    ask: !consent.gpc && consent.textVersion !== CONSENT_TEXT_VERSION,
  };
  const allowed = pixels.filter(({ platform }) => consent[purposeOf(platform)]);
  const own = state.studio?.id === studio.id; // who works on it is not counted
  if (allowed.length === 0 || own || isMachine(req)) return slot;
  const seen = view ? await viewed(state, req, url, studio.id, eventId, consent) : [];
  const all = [...seen, ...moments];
  return all.length === 0 ? slot : { ...slot, ...told(studio.address, allowed, all) };
}

/** Keeps a view as a fact; the browser's pixel gets the same id. */
async function viewed(
  state: State,
  req: Request,
  url: URL,
  studioId: string,
  eventId: string | null,
  consent: ConsentSnapshot,
): Promise<Moment[]> {
  const { app, clientAddress: ip } = state;
  const secure = app.baseUrl.startsWith("https://");
  const { identifiers, cookies } = identify({ headers: req.headers, url, ip, now: app.commands.now(), secure });
  (state.cookies ??= []).push(...cookies);
  const visitId = app.commands.newId();
  await trackVisit(app.commands, visitorOf(state, studioId as StudioId), {
    visitId,
    eventId: eventId as EventId | null,
    page: url.pathname.slice(0, 300),
    consent,
    identifiers,
  });
  const view = { trigger: "page_viewed", sourceId: visitId } as const;
  return eventId ? [view, { trigger: "event_viewed", sourceId: visitId }] : [view];
}

function told(address: string, pixels: readonly PixelView[], moments: readonly Moment[]) {
  const query = new URLSearchParams(moments.map(({ trigger, sourceId }) => ["m", `${trigger}:${sourceId}`]));
  return {
    frame: `/pixels/${address}?${query}`,
    conversions: moments.flatMap((moment) => conversionOf(pixels, moment) ?? []),
  };
}

function conversionOf(pixels: readonly PixelView[], { trigger, sourceId }: Moment): Conversion | null {
  const event = pixels.map(({ mapping }) => mapping[trigger]).find((name) => name !== undefined);
  return event ? { event, eventId: platformEventId(sourceId, trigger) } : null;
}

/**
 * Moments for the page around a frame, which has a pixel of its own and asks its visitors itself: under the names that the
 * studio's pixels have for them, else the usual ones.
 */
export async function conversionsForHost(
  state: State,
  studioId: string,
  moments: readonly Moment[],
): Promise<Conversion[]> {
  const pixels = await activePixels(state, studioId);
  return moments.flatMap((moment) => {
    const { trigger, sourceId } = moment;
    const usual = standardNameOf(trigger);
    return conversionOf(pixels, moment) ?? (usual ? { event: usual, eventId: platformEventId(sourceId, trigger) } : []);
  });
}

function isMachine({ headers }: Request): boolean {
  const agent = headers.get("user-agent") ?? "";
  return agent === "" || isbot(agent) || /prefetch|prerender/.test(headers.get("sec-purpose") ?? "");
}

/** What a registration keeps of the browser it comes from; undefined where nobody was ever asked. */
export async function trackingOf(
  ctx: Pick<Context<State>, "state" | "req" | "url">,
  studioId: string,
): Promise<{ consent: ConsentSnapshot; identifiers: BrowserIdentifiers | null } | undefined> {
  const { state, req, url } = ctx;
  const consent = await consentHere(ctx, studioId);
  if (consent.consentId === null && !consent.gpc) return undefined;
  if (!consent.ads && !consent.statistics) return { consent, identifiers: null };
  const { app, clientAddress: ip } = state;
  const secure = app.baseUrl.startsWith("https://");
  return {
    consent,
    identifiers: identify({ headers: req.headers, url, ip, now: app.commands.now(), secure }).identifiers,
  };
}
