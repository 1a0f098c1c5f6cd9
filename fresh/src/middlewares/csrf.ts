import type { Context } from "../context.ts";
import { HttpError } from "../error.ts";
import type { Middleware } from "./mod.ts";

/** Origins beside the site's own that may send changes. */
export interface CsrfOptions<State = unknown> {
  origin?: string | string[] | ((origin: string, ctx: Context<State>) => boolean);
}

/**
 * Refuses, with a thrown 403, requests that change something and come from another site: by `Sec-Fetch-Site`, which
 * browsers send, or else by `Origin`. A request with neither is no browser's and passes.
 */
export function csrf<State>(options: CsrfOptions<State> = {}): Middleware<State> {
  const { origin: trusted } = options;

  function isTrusted(origin: string | null, ctx: Context<State>): boolean {
    if (origin === null || trusted === undefined) return false;
    if (typeof trusted === "function") return trusted(origin, ctx);
    return typeof trusted === "string" ? origin === trusted : trusted.includes(origin);
  }

  return (ctx) => {
    const { method, headers } = ctx.req;
    if (method === "GET" || method === "HEAD" || method === "OPTIONS") return ctx.next();
    const site = headers.get("sec-fetch-site");
    const origin = headers.get("origin");
    if (site === "same-origin" || site === "none" || isTrusted(origin, ctx)) return ctx.next();
    const isSame = site === null && (origin === null || (trusted === undefined && origin === ctx.url.origin));
    if (isSame) return ctx.next();
    throw new HttpError(403);
  };
}
