import { tokenName } from "../../commands/tracking.ts";
import type { PixelView } from "../../projections/queries.ts";
import type { Application } from "../application.ts";

/** Milliseconds that a page waits for a platform's figure, and for which it is kept. */
const PATIENCE = 2_000;
const KEPT = 15 * 60_000;

const known = new Map<string, { score: number | null; until: number }>();

/** The mean match quality of these pixels, where their platforms tell one; null where none does, or none answers in time. */
export async function qualityOf(
  { platforms, vault }: Pick<Application, "platforms" | "vault">,
  studioId: string,
  pixels: readonly PixelView[],
): Promise<number | null> {
  const scores = await Promise.all(
    pixels.filter(({ platform, paused }) => platform === "meta" && paused === null).map(async (pixel) => {
      const kept = known.get(pixel.tracking_id);
      if (kept && performance.now() < kept.until) return kept.score;
      const token = await vault.secrets.get(studioId, tokenName(pixel.tracking_id));
      const score = token === null ? null : await ask(platforms, pixel, token);
      known.set(pixel.tracking_id, { score, until: performance.now() + KEPT });
      return score;
    }),
  );
  return mean(scores.filter((score) => score !== null));
}

async function ask(platforms: Application["platforms"], pixel: PixelView, token: string): Promise<number | null> {
  const connection = { pixelId: pixel.pixel_id, token, settings: pixel.settings };
  const signal = AbortSignal.timeout(PATIENCE);
  const byName = await platforms[pixel.platform].quality(connection, signal).catch(() => null);
  return byName && mean(Object.values(byName));
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
