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
  return withParam(path, ASSET_CACHE_BUST_KEY, BUILD_ID);
}

/** A path with another parameter in its query. */
export function withParam(path: string, name: string, value: string): string {
  const [, before, hash] = /^([^#]*)(.*)$/s.exec(path)!;
  return `${before}${before!.includes("?") ? "&" : "?"}${name}=${value}${hash}`;
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

/** A path without a slash at its end, and its query. */
export type Place = readonly [path: string, query: string];

/** The place that a URL without host leads to. */
export function placeOf(url: string): Place {
  const end = url.search(/[?#]/);
  const path = end === -1 ? url : url.slice(0, end);
  const query = end === -1 ? "" : url.slice(end).replace(/#.*/s, "");
  return [path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path, query];
}

/** What an `<a>` says about where it leads, seen from `here`: to it, above it, or neither. */
export function activeLink(props: Record<string, unknown>, here: Place): Record<string, string> | null {
  const { href } = props;
  if (typeof href !== "string" || href.charCodeAt(0) !== 47 || href.charCodeAt(1) === 47) return null;
  // Who says so themselves is believed.
  if (props["aria-current"] !== undefined) return null;
  const [path, query] = placeOf(href);
  if (!here[0].startsWith(path)) return null;
  const isPath = path.length === here[0].length;
  if (isPath && (query === "" || query === here[1])) return { "data-current": "true", "aria-current": "page" };
  const isAncestor = isPath || path === "/" || here[0].charCodeAt(path.length) === 47;
  return isAncestor ? { "data-ancestor": "true", "aria-current": "true" } : null;
}

export type Patch = Record<string, unknown>;

/** What is changed of an element's props, on the server as in islands; seen from `here`, or the browser's address. */
export function elementPatch(tag: string, props: Patch, here?: Place): Patch | null {
  let patch: Patch | null = null;
  for (const name in props) {
    const isFresh = name.charCodeAt(0) === 102 && name.charCodeAt(1) === 45;
    if (isFresh && typeof props[name] === "boolean") (patch ??= {})[name] = String(props[name]);
  }
  if (tag === "a") return assign(patch, activeLink(props, here ?? placeOf(location.pathname + location.search)));
  if (tag !== "img" && tag !== "source") return patch;
  for (const name of ["src", "srcset", "srcSet"]) {
    const value = props[name];
    if (typeof value === "string") (patch ??= {})[name] = name === "src" ? asset(value) : assetSrcSet(value);
  }
  return patch;
}

export function assign(patch: Patch | null, more: Patch | null): Patch | null {
  return patch !== null && more !== null ? Object.assign(patch, more) : more ?? patch;
}
