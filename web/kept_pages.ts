import type { Context, Middleware } from "fresh";
import { moment } from "../i18n/formats.ts";
import { languageCookie } from "../i18n/locale.ts";
import { type Application, useApplication } from "./application.ts";
import { clientAddress } from "./client.ts";
import { sessionCookie } from "./identity/auth.ts";
import { ownZoneOf, zoneCookie } from "./pages/visitor.ts";
import { rateLimitHeaders } from "./rate_limit.ts";
import { blankDevice, type Device, deviceOf, type Memory, memoryOf } from "./registering/device.ts";
import type { LookedAt, State } from "./state.ts";
import { isConsentCookie } from "./tracking/cookies.ts";
import { cameFrom } from "./visits.ts";

/** How long a page is handed out as it is; sooner when anything that pages show has changed. */
const KEPT_MS = 1_000;
/** Pages that are kept at a time. */
const MOST = 400;

/** A page as it was made for nobody, to be made each visitor's own. */
interface Kept {
  until: number;
  /** What everybody gets alike. */
  headers: readonly [string, string][];
  policy: Pieces;
  body: Pieces;
  /** Whose page it is, to be counted. */
  looked: LookedAt | undefined;
}

interface Store {
  pages: Map<string, Kept>;
  /** How often something has changed: what was read before is not kept after. */
  changes: number;
}

const stores = new WeakMap<Application, Store>();

/**
 * Hands the public pages out as they were made a moment ago. A thousand people who open one page in a second cost one page.
 * What is kept was made for nobody: of the visitor who happened to come first, the page's route saw language, zone and where
 * they came from, by all of which pages are told apart, and stand-ins for everything else. What has to be each one's own is
 * put in the place of the stand-ins: the nonce of the policy, the id of the form, what their device remembers of earlier
 * forms, by which click they came; and requests and looks are counted. Those who are signed in, have chosen what platforms may
 * hear, or are registered here from this device get a page of their own.
 */
export const keepPages: Middleware<State> = async (ctx) => {
  const app = useApplication();
  const visitor = visitorOf(ctx, app);
  if (visitor === null) return await ctx.next();
  const store = storeOf(app);
  const { pages, changes } = store;
  const found = pages.get(visitor.key);
  if (found && found.until > performance.now() && !isRegistered(visitor, found)) {
    return handOut(ctx, app, visitor, found) ?? await ctx.next();
  }
  const standIns = meetNobody(ctx, visitor);
  const response = await ctx.next();
  const { headers, status } = response;
  const own = ownOf(visitor, ctx.state.looked);
  const location = headers.get("location");
  if (location !== null) headers.set("location", together(apart(location, standIns), own));
  if (!headers.get("content-type")?.startsWith("text/html")) return response;
  const body = await response.text();
  if (ctx.state.nobody && status === 200 && !headers.has("set-cookie") && store.changes === changes) {
    if (pages.size >= MOST) pages.clear();
    pages.set(visitor.key, keep(body, headers, standIns, ctx.state.looked));
  }
  return new Response(together(apart(body, standIns), own), { status, headers });
};

/** By what a visitor's page differs from others', and what is their own on it. */
interface Visitor {
  /** All by which pages are told apart. */
  key: string;
  device: Device;
  memory: Memory | null;
  /** Language and zone, as the only cookies that the page's route gets to see. */
  cookies: string;
  zone: string | null;
  url: URL;
  /** By their names. */
  clicks: ReadonlyMap<string, string>;
}

/**
 * By which click of an advertisement or a mail somebody came: another one each time, and no page says anything else for it.
 * Only what is written alike in every address and every page.
 */
const CLICK =
  /([?&])(fbclid|gclid|gbraid|wbraid|dclid|msclkid|ttclid|twclid|li_fat_id|igshid|mc_eid|_gl)=([\w.-]{1,500})(?=&|$)/g;

/** Null where it is not a page that can be made for nobody. */
function visitorOf({ req, url }: Context<State>, app: Application): Visitor | null {
  const path = /^(?:\/s\/[^/]+)?\/webinars(\/[^/]+)?$/.exec(url.pathname);
  if (req.method !== "GET" || !path) return null;
  const { headers } = req;
  const cookies = (headers.get("cookie") ?? "").split(/; */);
  const session = `${sessionCookie(app.baseUrl)}=`;
  if (cookies.some((one) => one.startsWith(session) || isConsentCookie(one))) return null;
  const shown = cookies.filter((one) => one.startsWith(`${languageCookie}=`) || one.startsWith(`${zoneCookie}=`));
  const device = path[1] ? deviceOf(headers, app.vault, app.commands.now()) : blankDevice;
  const memory = memoryOf(device, app.commands.now());
  const clicks = new Map<string, string>();
  let repeated = false;
  const search = withClicks(url.search, (name, value) => {
    repeated ||= clicks.has(name);
    clicks.set(name, value);
    return " "; // nothing that an address can hold
  });
  if (repeated) return null;
  const source = headers.has("referer") ? cameFrom(req).source : null;
  const key = JSON.stringify([
    url.origin + url.pathname,
    search,
    shown,
    headers.get("accept-language"),
    headers.get("sec-gpc"),
    source,
    memory && [memory.soon, Object.keys(device.values).sort()],
  ]);
  return { key, device, memory, cookies: shown.join("; "), zone: ownZoneOf(headers), url, clicks };
}

/** What stands in an address with something else in the place of each click. */
function withClicks(search: string, inPlace: (name: string, value: string) => string): string {
  return search === ""
    ? search
    : search.replace(CLICK, (_, sign: string, name: string, value: string) => `${sign}${name}=${inPlace(name, value)}`);
}

/** Nobody can guess it, and nothing has to be escaped in it. */
const token = (): string => crypto.randomUUID().replaceAll("-", "");

/** What stands on a page in the place of something of the visitor's own, and the name of that. */
type StandIns = ReadonlyMap<string, string>;
/** What is put there, by its name, as it has to be written. */
type Own = Readonly<Record<string, string>>;

/** From here on the request is anybody's: what is a visitor's own is in none of its parts. */
function meetNobody(ctx: Context<State>, { device, memory, cookies, url, clicks }: Visitor): StandIns {
  const standIns = new Map<string, string>();
  const standFor = (name: string): string => {
    const standIn = token();
    standIns.set(standIn, name);
    return standIn;
  };
  const anybodys = clicks.size === 0 ? url : new URL(url);
  if (clicks.size > 0) anybodys.search = withClicks(url.search, (name) => standFor(`click ${name}`));
  ctx.state.nobody = {
    asker: device,
    device: {
      ...blankDevice,
      values: Object.fromEntries(Object.keys(device.values).map((name) => [name, standFor(`value ${name}`)])),
    },
    memory: memory && { ...memory, until: standFor("until"), warnedAt: standFor("warnedAt") },
  };
  const headers = new Headers(ctx.req.headers);
  headers.delete("cookie");
  if (cookies !== "") headers.set("cookie", cookies);
  Object.defineProperties(ctx, { req: { value: new Request(anybodys, { headers }) }, url: { value: anybodys } });
  return standIns;
}

function ownOf({ device, memory, zone, clicks }: Visitor, looked: LookedAt | undefined): Own {
  const own: Record<string, string> = {};
  for (const [name, value] of clicks) own[`click ${name}`] = value;
  for (const [name, value] of Object.entries(device.values)) own[`value ${name}`] = escaped(value);
  if (memory && looked) {
    own.until = escaped(moment(memory.until, zone ?? looked.timeZone, looked.locale));
    own.warnedAt = memory.warnedAt;
  }
  return own;
}

/** As it stands in an attribute or between elements. */
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

const isRegistered = ({ device }: Visitor, { looked }: Kept): boolean =>
  device.done.some(({ eventId }) => eventId === looked?.eventId);

/** What each answer has anew, by its name in lower case. */
const OWN_HEADERS = /^(content-security-policy|x-request-id|ratelimit.*|date)$/;

function keep(body: string, headers: Headers, standIns: StandIns, looked: LookedAt | undefined): Kept {
  const policy = headers.get("content-security-policy") ?? "";
  const nonce = /'nonce-([0-9a-f]+)'/.exec(policy)?.[1];
  const requestId = /name="requestId" value="([0-9a-f-]{36})"/.exec(body)?.[1];
  const all = new Map(standIns);
  if (nonce) all.set(nonce, "nonce");
  if (requestId) all.set(requestId, "requestId");
  return {
    until: performance.now() + KEPT_MS,
    headers: [...headers].filter(([name]) => !OWN_HEADERS.test(name)),
    policy: apart(policy, all),
    body: apart(body, all),
    looked,
  };
}

/** A text in the pieces between what has to be each visitor's own. */
type Pieces = readonly (string | { own: string })[];

function apart(text: string, standIns: StandIns): Pieces {
  if (standIns.size === 0) return [text];
  return text.split(new RegExp(`(${[...standIns.keys()].join("|")})`)).map((piece) => {
    const own = standIns.get(piece);
    return own === undefined ? piece : { own };
  });
}

function together(pieces: Pieces, own: Own): string {
  let text = "";
  for (const piece of pieces) text += typeof piece === "string" ? piece : own[piece.own] ?? "";
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

/** Null for whoever asks too often: the usual way says so. */
function handOut({ req, info }: Context<State>, app: Application, visitor: Visitor, kept: Kept): Response | null {
  const address = clientAddress(req.headers, info.remoteAddr, app.config.trustProxy);
  const allowance = app.limits.address.take(address);
  if (!allowance.allowed) return null;
  if (kept.looked) app.visits.seen(kept.looked, "opened", req, address);
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const own = { ...ownOf(visitor, kept.looked), nonce, requestId: crypto.randomUUID() };
  const headers = [
    ...kept.headers,
    ["Content-Security-Policy", together(kept.policy, own)] as [string, string],
    ["X-Request-Id", crypto.randomUUID()] as [string, string],
    ...Object.entries(rateLimitHeaders(allowance)),
  ];
  return new Response(together(kept.body, own), { headers });
}
