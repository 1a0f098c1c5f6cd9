export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";

/** Every method that `all()` registers. */
export const METHODS: readonly Method[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Whether a path has anything but literal characters. */
export const IS_PATTERN = /[*:{}+?()]/;

/** What a request's path led to. */
export interface RouteMatch<T> {
  params: Record<string, string>;
  /** The item for the method, or null. */
  item: T | null;
  methodMatch: boolean;
  pattern: string | null;
}

interface Entry<T> {
  pattern: string;
  byMethod: Partial<Record<Method, T>>;
}

interface DynamicEntry<T> extends Entry<T> {
  urlPattern: URLPattern;
  /** The same for a plain path, where the pattern has only literals and whole parameters: many times faster. */
  plain: Plain | null;
  /** The literal start of the pattern, compared before the costlier match. */
  prefix: string;
}

const NO_PARAMS: Record<string, string> = Object.freeze(Object.create(null));

/** Finds what answers a path: literal paths first, then patterns in the order they were added. */
export class UrlPatternRouter<T> {
  readonly #literal = new Map<string, Entry<T>>();
  readonly #dynamic: DynamicEntry<T>[] = [];
  readonly #dynamicByPattern = new Map<string, DynamicEntry<T>>();

  /** Adds an item; the first one added for a pattern and method stays. */
  add(method: Method, pattern: string, item: T): void {
    const entry = this.#entry(pattern);
    entry.byMethod[method] ??= item;
  }

  #entry(pattern: string): Entry<T> {
    const known = this.#literal.get(pattern) ?? this.#dynamicByPattern.get(pattern);
    if (known) return known;
    if (!IS_PATTERN.test(pattern)) {
      const entry = { pattern, byMethod: {} };
      this.#literal.set(pattern, entry);
      return entry;
    }
    const urlPattern = new URLPattern({ pathname: pattern });
    const literal = pattern.slice(0, pattern.search(IS_PATTERN));
    // `/a/:p*` also matches `/a`: the slash before a parameter belongs to it.
    const prefix = literal.replace(/\/$/, "");
    const entry = { pattern, byMethod: {}, urlPattern, plain: plainOf(pattern), prefix };
    this.#dynamic.push(entry);
    this.#dynamicByPattern.set(pattern, entry);
    return entry;
  }

  /** What answers a URL. A slash at the end that no pattern asks for does not matter; GET answers HEAD, too. */
  match(method: Method, { pathname }: { pathname: string }): RouteMatch<T> {
    const literal = this.#literal.get(pathname);
    if (literal) return found(literal, method, NO_PARAMS);
    let wrongMethod: RouteMatch<T> | null = null;
    const isPlain = PLAIN_PATH.test(pathname);
    for (const entry of this.#dynamic) {
      if (!pathname.startsWith(entry.prefix)) continue;
      const groups = isPlain && entry.plain
        ? groupsOf(entry.plain, pathname)
        : entry.urlPattern.exec({ pathname })?.pathname.groups;
      if (!groups) continue;
      const match = found(entry, method, decodeParams(groups));
      if (match.methodMatch) return match;
      wrongMethod ??= match;
    }
    if (wrongMethod === null && pathname.length > 1 && pathname.endsWith("/")) {
      return this.match(method, { pathname: pathname.slice(0, -1) });
    }
    return wrongMethod ?? { params: NO_PARAMS, item: null, methodMatch: false, pattern: null };
  }

  /** The methods that a pattern answers. */
  getAllowedMethods(pattern: string): Method[] {
    const entry = this.#literal.get(pattern) ?? this.#dynamicByPattern.get(pattern);
    const methods = new Set(Object.keys(entry?.byMethod ?? {}) as Method[]);
    return [...methods.has("GET") ? methods.add("HEAD") : methods];
  }
}

/** A pattern that needs no URLPattern. */
interface Plain {
  path: RegExp;
  names: string[];
}

/** Nothing in it that URLs write in another way: no dot segments, escapes, backslashes or letters beyond ASCII. */
const PLAIN_PATH = /^(?:\/[\w~!$&'()*+,;=:@-][\w.~!$&'()*+,;=:@-]*)+$/;
const PLAIN_PATTERN = /^(?:\/(?::[A-Za-z_]\w*|[\w~-][\w.~-]*))+$/;

function plainOf(pattern: string): Plain | null {
  if (!PLAIN_PATTERN.test(pattern)) return null;
  const names: string[] = [];
  const path = pattern.split("/").map((part) => {
    if (!part.startsWith(":")) return part.replaceAll(".", "\\.");
    names.push(part.slice(1));
    return "([^/]+)";
  });
  return { path: new RegExp(`^${path.join("/")}$`), names };
}

function groupsOf({ path, names }: Plain, pathname: string): Record<string, string> | null {
  const match = path.exec(pathname);
  return match && Object.fromEntries(names.map((name, n) => [name, match[n + 1]!]));
}

function found<T>(entry: Entry<T>, method: Method, params: Record<string, string>): RouteMatch<T> {
  const item = entry.byMethod[method] ?? (method === "HEAD" ? entry.byMethod.GET : undefined);
  return { params, item: item ?? null, methodMatch: item !== undefined, pattern: entry.pattern };
}

function decodeParams(groups: Record<string, string | undefined>): Record<string, string> {
  const params: Record<string, string> = {};
  for (const key in groups) {
    const value = groups[key];
    if (value === undefined) continue;
    params[key] = value.includes("%") ? decode(value) : value;
  }
  return params;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The URL pattern of a file path under the routes folder, without its extension: `blog/[id]` becomes `/blog/:id`.
 * Throws a SyntaxError for brackets that do not pair up or stand where a pattern cannot express them.
 */
export function pathToPattern(path: string, options?: { keepGroups?: boolean }): string {
  const parts = path.split("/").filter((part) => part !== "");
  if (parts.at(-1) === "index") parts.pop();
  let pattern = "";
  for (const part of parts) {
    if (/^\(.+\)$/.test(part)) {
      if (options?.keepGroups) pattern += `/${part}`;
      continue;
    }
    const rest = /^\[\.\.\.([^[\]]+)\]$/.exec(part);
    const optional = /^\[\[([^[\]]+)\]\]$/.exec(part);
    if (rest) pattern += `/:${rest[1]}*`;
    else if (optional) pattern += `{/:${optional[1]}}?`;
    else pattern += `/${partToPattern(part, path)}`;
  }
  return pattern || "/";
}

function partToPattern(part: string, path: string): string {
  const pattern = part.replace(/\[(\w+)\]/g, ":$1");
  if (/[[\]]/.test(pattern) || /\]\[/.test(part)) {
    throw new SyntaxError(`The route path "${path}" has brackets in "${part}" that cannot be turned into a pattern.`);
  }
  return pattern;
}

/** Joins a base path with a pattern; `*` stands for the base itself when mounting. */
export function mergePath(base: string, path: string, isMounting: boolean): string {
  const trimmed = base === "*" || base === "/*" ? "" : base.replace(/\/\*?$/, "");
  if (path === "/" || path === "") return trimmed || "/";
  if (path === "*") return isMounting && trimmed !== "" ? trimmed : trimmed === "" ? "*" : `${trimmed}/*`;
  return trimmed + (path.startsWith("/") ? path : `/${path}`);
}
