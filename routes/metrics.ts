import { timingSafeEqual } from "node:crypto";
import { HttpError } from "fresh";
import { noteFigures } from "../operations/product_metrics.ts";
import { isLocal } from "../web/client.ts";
import { define } from "../web/state.ts";

/** Figures for Prometheus: on this machine, or for whoever brings `METRICS_TOKEN`. For everybody else there is no such page. */
export const handler = define.handlers({
  async GET({ req, info, state: { app } }) {
    const token = req.headers.get("authorization")?.match(/^Bearer (.+)$/)?.[1] ?? null;
    const allowed = token === null ? isLocal(req.headers, info.remoteAddr) : isToken(token, app.config.metricsToken);
    if (!allowed) throw new HttpError(404);
    noteFigures(app.metrics, await app.figures());
    return new Response(app.metrics.render(), {
      headers: { "Content-Type": "text/plain; version=0.0.4; charset=utf-8", "Cache-Control": "no-store" },
    });
  },
});

function isToken(given: string, wanted: string | null): boolean {
  if (wanted === null) return false;
  const [a, b] = [given, wanted].map((text) => new TextEncoder().encode(text)) as [Uint8Array, Uint8Array];
  return a.length === b.length && timingSafeEqual(a, b);
}
