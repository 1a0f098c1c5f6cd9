import type { Context, Middleware } from "fresh";
import { languageCookie } from "../i18n/locale.ts";
import { type Application, useApplication } from "./application.ts";
import { clientAddress } from "./client.ts";
import { rateLimitHeaders } from "./rate_limit.ts";
import type { State } from "./state.ts";
import { cameFrom, type VisitedEvent } from "./visits.ts";

/** How long a page is handed out as it is; sooner when anything that pages show has changed. */
const KEPT_MS = 1_000;
/** Pages that are kept at a time. */
const MOST = 400;

/** A page as it was made for one visitor, to be made the next one's own. */
interface Kept {
  until: number;
  /** What everybody gets alike. */
  headers: readonly [string, string][];
  policy: Pieces;
  body: Pieces;
  /** Whose page it is, to be counted. */
  looked: VisitedEvent | undefined;
}

interface Store {
  pages: Map<string, Kept>;
  /** How often something has changed: what was read before is not kept after. */
  changes: number;
}

const stores = new WeakMap<Application, Store>();

/**
 * Hands the public pages out as they were made a moment ago, to visitors of whom nothing is known but language and zone. A
 * thousand people who open one page in a second cost one page. What has to be each one's own is: the nonce of the policy, the
 * id of the form, the count of requests and of looks.
 */
export const keepPages: Middleware<State> = async (ctx) => {
  const key = keyOf(ctx);
  if (key === null) return await ctx.next();
  const app = useApplication();
  const store = storeOf(app);
  const { pages, changes } = store;
  const found = pages.get(key);
  if (found && found.until > performance.now()) return handOut(ctx, app, found) ?? await ctx.next();
  const response = await ctx.next();
  if (!isKeepable(response) || store.changes !== changes) return response;
  const body = await response.text();
  if (pages.size >= MOST) pages.clear();
  pages.set(key, keep(body, response.headers, ctx.state.looked));
  return new Response(body, { status: response.status, headers: response.headers });
};

/** Null where it is not a page that everybody sees alike; all by which it may differ is part of the key. */
function keyOf({ req, url }: Context<State>): string | null {
  if (req.method !== "GET" || !/^(\/s\/[^/]+)?\/webinars(\/[^/]+)?$/.test(url.pathname)) return null;
  const { headers } = req;
  const cookies = headers.get("cookie") ?? "";
  const own = cookies.split(/; */).filter((one) => !one.startsWith(`${languageCookie}=`) && !one.startsWith("tz="));
  if (own.some((one) => one !== "")) return null;
  const source = headers.has("referer") ? cameFrom(req).source : null;
  return JSON.stringify([url.href, cookies, headers.get("accept-language"), headers.get("sec-gpc"), source]);
}

/** What each answer has anew, by its name in lower case. */
const OWN_HEADERS = /^(content-security-policy|x-request-id|ratelimit.*|date)$/;

function keep(body: string, headers: Headers, looked: VisitedEvent | undefined): Kept {
  const policy = headers.get("content-security-policy") ?? "";
  const nonce = /'nonce-([0-9a-f]+)'/.exec(policy)?.[1];
  const requestId = /name="requestId" value="([0-9a-f-]{36})"/.exec(body)?.[1];
  return {
    until: performance.now() + KEPT_MS,
    headers: [...headers].filter(([name]) => !OWN_HEADERS.test(name)),
    policy: apart(policy, nonce, undefined),
    body: apart(body, nonce, requestId),
    looked,
  };
}

/** A text in the pieces between what has to be each visitor's own. */
type Pieces = readonly (string | { own: "nonce" | "requestId" })[];
type Own = Record<"nonce" | "requestId", string>;

function apart(text: string, nonce: string | undefined, requestId: string | undefined): Pieces {
  const given = [nonce, requestId].filter((one) => one !== undefined);
  if (given.length === 0) return [text];
  return text.split(new RegExp(`(${given.join("|")})`)).map((piece) => {
    if (piece === nonce) return { own: "nonce" };
    return piece === requestId ? { own: "requestId" } : piece;
  });
}

function together(pieces: Pieces, own: Own): string {
  let text = "";
  for (const piece of pieces) text += typeof piece === "string" ? piece : own[piece.own];
  return text;
}

function storeOf(app: Application): Store {
  const known = stores.get(app);
  if (known) return known;
  const store: Store = { pages: new Map(), changes: 0 };
  stores.set(app, store);
  app.changes.subscribe(() => {
    store.pages.clear();
    store.changes++;
  });
  return store;
}

function isKeepable({ status, headers }: Response): boolean {
  return status === 200 && !headers.has("set-cookie") && (headers.get("content-type") ?? "").startsWith("text/html");
}

/** Null for whoever asks too often: the usual way says so. */
function handOut({ req, info }: Context<State>, app: Application, kept: Kept): Response | null {
  const address = clientAddress(req.headers, info.remoteAddr, app.config.trustProxy);
  const allowance = app.limits.address.take(address);
  if (!allowance.allowed) return null;
  if (kept.looked) app.visits.seen(kept.looked, "opened", req, address);
  const own = { nonce: crypto.randomUUID().replaceAll("-", ""), requestId: crypto.randomUUID() };
  const headers = [
    ...kept.headers,
    ["Content-Security-Policy", together(kept.policy, own)] as [string, string],
    ["X-Request-Id", crypto.randomUUID()] as [string, string],
    ...Object.entries(rateLimitHeaders(allowance)),
  ];
  return new Response(together(kept.body, own), { headers });
}
