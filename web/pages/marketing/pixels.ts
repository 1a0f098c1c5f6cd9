import { type Context, HttpError } from "fresh";
import { TrackingId } from "../../../domain/tracking/events.ts";
import { purposeOf } from "../../../domain/tracking/triggers.ts";
import {
  backfillCount,
  type ConversionFigures,
  conversionFigures,
  conversionLog,
  pixelsOf,
  type PixelView,
} from "../../../projections/queries.ts";
import { callerOf } from "../../caller.ts";
import type { State } from "../../state.ts";
import { qualityOf } from "../../tracking/quality.ts";

const DAY = 86_400_000;

/** What the pages show of one pixel beside its log. */
export interface PixelOverview {
  pixel: PixelView;
  last: { name: string; at: string } | null;
}

/** How sending goes over seven days, in what the page shows. */
export interface Figures extends ConversionFigures {
  active: number;
  /** 0 to 10, mean over events; null where no platform gives one. */
  quality: number | null;
}

/** The instant so many days before now. */
export function daysAgo(now: string, days: number): string {
  return new Date(Date.parse(now) - days * DAY).toISOString();
}

/** All pixels of the reader's studio, with figures. */
export async function pixelsPage({ state }: Context<State>) {
  const { studioId } = callerOf(state);
  const { app } = state;
  const pixels = await pixelsOf(app.db, studioId);
  const [figures, ...lasts] = await Promise.all([
    figuresOf(state, pixels),
    ...pixels.map(async ({ tracking_id: trackingId }) => (await conversionLog(app.db, { trackingId, limit: 1 }))[0]),
  ]);
  const overviews = pixels.map((pixel, n): PixelOverview => {
    const last = lasts[n];
    return { pixel, last: last ? { name: last.event_name, at: last.updated_at } : null };
  });
  return { overviews, figures };
}

/** Figures of one pixel, or of all of them. */
export async function figuresOf(state: State, pixels: readonly PixelView[], trackingId?: string): Promise<Figures> {
  const { studioId } = callerOf(state);
  const { app } = state;
  const those = trackingId ? pixels.filter((pixel) => pixel.tracking_id === trackingId) : pixels;
  const since = daysAgo(app.commands.now(), 7);
  const [figures, quality] = await Promise.all([
    conversionFigures(app.db, { studioId, trackingId, since }),
    qualityOf(app, studioId, those),
  ]);
  return { ...figures, active: those.filter(({ paused }) => paused === null).length, quality };
}

/** The pixel that an address names. @throws {HttpError} 404 */
export async function pixelAt(ctx: Context<State>): Promise<PixelView & { trackingId: TrackingId }> {
  const { studioId } = callerOf(ctx.state);
  const id = TrackingId.safeParse(ctx.params.id);
  const pixels = id.success ? await pixelsOf(ctx.state.app.db, studioId) : [];
  const pixel = pixels.find(({ tracking_id }) => tracking_id === id.data);
  if (!pixel) throw new HttpError(404);
  return { ...pixel, trackingId: id.data! };
}

/** How much could be sent to a pixel afterwards, and since when. */
export async function backfillOf({ app }: State, pixel: PixelView): Promise<{ since: string; count: number }> {
  const { oldestMs } = app.platforms[pixel.platform];
  // some minutes less than the limit, so that what is found now is not too old when it is sent
  const span = Math.min(oldestMs ?? 28 * DAY, 28 * DAY) - 5 * 60_000;
  const since = new Date(Date.parse(app.commands.now()) - span).toISOString();
  const purpose = purposeOf(pixel.platform);
  const { tracking_id: trackingId, studio_id: studioId, mapping } = pixel;
  return { since, count: await backfillCount(app.db, { studioId, trackingId, mapping, purpose, since }) };
}
