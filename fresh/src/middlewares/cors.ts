import type { Context } from "../context.ts";
import type { Middleware } from "./mod.ts";

/** Who may read the responses from other origins, and how. */
export interface CORSOptions<State = unknown> {
  /** The allowed origin or origins, or who decides; default `*`. */
  origin?: string | string[] | ((requestOrigin: string, ctx: Context<State>) => string | null | undefined);
  allowMethods?: string[];
  allowHeaders?: string[];
  /** Seconds that a preflight may be remembered. */
  maxAge?: number;
  credentials?: boolean;
  exposeHeaders?: string[];
}

const METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH"];

/** Adds the CORS headers and answers preflights. */
export function cors<State>(options: CORSOptions<State> = {}): Middleware<State> {
  const { origin = "*", allowMethods = METHODS, allowHeaders = [], exposeHeaders = [] } = options;

  function allowedOrigin(requested: string, ctx: Context<State>): string | null | undefined {
    if (typeof origin === "function") return origin(requested, ctx);
    if (typeof origin !== "string") return origin.includes(requested) ? requested : null;
    return origin === "*" || origin === requested ? origin : null;
  }

  return async (ctx) => {
    const added = new Headers();
    const allowed = allowedOrigin(ctx.req.headers.get("origin") ?? "", ctx);
    if (allowed) added.set("access-control-allow-origin", allowed);
    if (origin !== "*") added.set("vary", "Origin");
    if (options.credentials) added.set("access-control-allow-credentials", "true");
    if (exposeHeaders.length > 0) added.set("access-control-expose-headers", exposeHeaders.join(","));

    if (ctx.req.method === "OPTIONS") {
      if (options.maxAge !== undefined) added.set("access-control-max-age", String(options.maxAge));
      if (allowMethods.length > 0) added.set("access-control-allow-methods", allowMethods.join(","));
      const asked = ctx.req.headers.get("access-control-request-headers")?.split(/\s*,\s*/) ?? [];
      const headers = allowHeaders.length > 0 ? allowHeaders : asked;
      if (headers.length > 0) added.set("access-control-allow-headers", headers.join(","));
      if (headers === asked && asked.length > 0) added.append("vary", "Access-Control-Request-Headers");
      return new Response(null, { status: 204, statusText: "No Content", headers: added });
    }
    const response = await ctx.next();
    return withHeaders(response, added);
  };
}

/** The response with more headers, also when its own cannot be changed; `Vary` grows, the others replace. */
export function withHeaders(response: Response, added: Headers): Response {
  // An upgrade to a WebSocket is no message that could be copied.
  if (response.status === 101) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of added) {
    if (name === "vary") headers.append(name, value);
    else headers.set(name, value);
  }
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
