import { BUILD_ID } from "../build_id.ts";
import type { StaticFile } from "../build_cache.ts";
import { ASSET_CACHE_BUST_KEY, JS_PREFIX } from "../constants.ts";
import { type Context, pathOf } from "../context.ts";
import type { Middleware } from "./mod.ts";

const NO_STORE = "no-cache, no-store, max-age=0, must-revalidate";
const IMMUTABLE = "public, max-age=31536000, immutable";

/**
 * Serves the build's scripts and the files of the static folder; other paths go on. A URL with this build's id may be
 * cached for good, one with another id is sent to the current one, and without an id nothing is stored.
 */
export function staticFiles<State>(): Middleware<State> {
  return (ctx) => {
    const { req, config, buildCache } = ctx;
    const path = pathIn(pathOf(req), config.basePath);
    if (path === null) return ctx.next();
    const file = buildCache.readFile(path);
    if (file === null) return missing(ctx, path);
    return file instanceof Promise
      ? file.then((found) => found === null ? missing(ctx, path) : answer(ctx, path, found))
      : answer(ctx, path, file);
  };
}

function missing<State>(ctx: Context<State>, path: string): Response | Promise<Response> {
  return path === "/favicon.ico" ? new Response(null, { status: 404 }) : ctx.next();
}

function answer<State>(ctx: Context<State>, path: string, file: StaticFile): Response {
  const { req, config } = ctx;
  if (req.method !== "GET" && req.method !== "HEAD") {
    file.close();
    return new Response("Method Not Allowed", { status: 405, headers: { allow: "GET, HEAD" } });
  }
  const id = ctx.url.searchParams.get(ASSET_CACHE_BUST_KEY);
  if (id !== null && id !== BUILD_ID) {
    file.close();
    const url = new URL(ctx.url);
    url.searchParams.set(ASSET_CACHE_BUST_KEY, BUILD_ID);
    return new Response(null, { status: 307, headers: { location: url.pathname + url.search } });
  }
  const headers = new Headers({ "content-type": file.contentType, vary: "If-None-Match" });
  const isImmutable = config.mode !== "development" &&
    (id === BUILD_ID || path.startsWith(`${JS_PREFIX}${BUILD_ID}/`));
  headers.set("cache-control", isImmutable ? IMMUTABLE : NO_STORE);
  if (file.hash !== null) {
    const etag = `W/"${file.hash}"`;
    headers.set("etag", etag);
    const wanted = req.headers.get("if-none-match");
    if (wanted !== null && (wanted === file.hash || wanted.split(/\s*,\s*/).includes(etag))) {
      file.close();
      return new Response(null, { status: 304, headers });
    }
  }
  headers.set("content-length", String(file.size));
  if (req.method === "HEAD") {
    file.close();
    return new Response(null, { headers });
  }
  return new Response(file.readable, { headers });
}

/** The decoded path below the base path, or null when it is elsewhere or not valid. */
function pathIn(pathname: string, basePath: string): string | null {
  if (!pathname.startsWith(`${basePath}/`)) return null;
  try {
    const path = pathname.slice(basePath.length);
    return path.includes("%") ? decodeURIComponent(path) : path;
  } catch {
    return null;
  }
}
