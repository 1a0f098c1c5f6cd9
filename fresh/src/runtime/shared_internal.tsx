import type { ComponentChildren } from "preact";
import { BUILD_ID } from "../build_id.ts";
import { ASSET_CACHE_BUST_KEY } from "../constants.ts";

export { ASSET_CACHE_BUST_KEY } from "../constants.ts";

/** Whether this runs in a browser. */
export const IS_BROWSER = typeof document !== "undefined";

const SIGNAL = Symbol.for("preact-signals");

/** Whether a value is a signal, by its brand: the framework works without signals being installed. */
export function isSignal(value: unknown): value is { peek(): unknown } {
  return typeof value === "object" && value !== null && (value as { brand?: unknown }).brand === SIGNAL;
}

/** Adds the build id to a local URL, so that it can be cached for good; other URLs stay as they are. */
export function asset(path: string): string {
  if (!path.startsWith("/") || path.startsWith("//") || path.includes(ASSET_CACHE_BUST_KEY)) return path;
  const [, before, hash] = /^([^#]*)(.*)$/s.exec(path)!;
  return `${before}${before!.includes("?") ? "&" : "?"}${ASSET_CACHE_BUST_KEY}=${BUILD_ID}${hash}`;
}

/** `asset()` for each URL of a `srcset`. */
export function assetSrcSet(srcset: string): string {
  if (srcset.includes("(")) return srcset;
  return srcset.split(",").map((part) => part.replace(/\S+/, asset)).join(",");
}

/** A named part of the page that navigation can replace on its own. */
export interface PartialProps {
  name: string;
  /** What new content does: take the place of the old (default), or come before or after it. */
  mode?: "replace" | "prepend" | "append";
  children?: ComponentChildren;
}

/** Marks a part of the page that the server can update without the rest. */
export function Partial(props: PartialProps): ComponentChildren {
  return props.children;
}

/** What an `<a>` says about where it leads, seen from `current`: `page`, an ancestor, or neither. */
export function activeLink(href: unknown, current: string): Record<string, string> | null {
  if (typeof href !== "string" || href.charCodeAt(0) !== 47 || href.charCodeAt(1) === 47) return null;
  let path = href;
  if (href.includes("?") || href.includes("#")) path = href.slice(0, href.search(/[?#]/));
  path = trimSlash(path);
  const here = trimSlash(current);
  if (!here.startsWith(path)) return null;
  if (path.length === here.length) return { "data-current": "true", "aria-current": "page" };
  const isAncestor = path === "/" || here.charCodeAt(path.length) === 47;
  return isAncestor ? { "data-ancestor": "true", "aria-current": "true" } : null;
}

function trimSlash(path: string): string {
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}
