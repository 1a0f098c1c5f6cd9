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
  headers: [string, string][];
  body: string;
  nonce: string | null;
  requestId: string | null;
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
  const kept = {
    until: performance.now() + KEPT_MS,
    headers: [...response.headers],
    body,
    nonce: /'nonce-([0-9a-f]+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1] ?? null,
    requestId: /name="requestId" value="([0-9a-f-]{36})"/.exec(body)?.[1] ?? null,
    looked: ctx.state.looked,
  };
  if (pages.size >= MOST) pages.clear();
  pages.set(key, kept);
  return new Response(body, { status: response.status, headers: response.headers });
};

/** Null where it is not a page that everybody sees alike. */
function keyOf({ req, url }: Context<State>): string | null {
  if (req.method !== "GET" || !/^(\/s\/[^/]+)?\/webinars(\/[^/]+)?$/.test(url.pathname)) return null;
  const cookies = req.headers.get("cookie") ?? "";
  const own = cookies.split(/; */).filter((one) => !one.startsWith(`${languageCookie}=`) && !one.startsWith("tz="));
  if (own.some((one) => one !== "")) return null;
  return JSON.stringify([url.href, cookies, req.headers.get("accept-language"), cameFrom(req).source]);
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
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const anew = (text: string) => kept.nonce === null ? text : text.replaceAll(kept.nonce, nonce);
  const headers = new Headers(kept.headers.map(([name, value]): [string, string] => [name, anew(value)]));
  headers.set("X-Request-Id", crypto.randomUUID());
  for (const [name, value] of Object.entries(rateLimitHeaders(allowance))) headers.set(name, value);
  const body = anew(kept.body);
  return new Response(kept.requestId === null ? body : body.replace(kept.requestId, crypto.randomUUID()), { headers });
}
