import { Buffer } from "node:buffer";
import { z } from "zod";
import type { BrowserIdentifiers } from "../../domain/consent/snapshot.ts";

const DAY = 86_400;
/** Days for which a choice is kept, and a click. */
const CHOICE_DAYS = 180;
const CLICK_DAYS = 90;

/** Names of the cookies that only exist with consent. */
const FBC = "_fbc";
const FBP = "_fbp";
const CLICKS = "clicks";

const Clicks = z.object({
  gclid: z.string().max(500),
  gbraid: z.string().max(500),
  wbraid: z.string().max(500),
  ttclid: z.string().max(500),
  clickedAt: z.iso.datetime(),
}).partial();
type Clicks = z.infer<typeof Clicks>;

const CHOICE = "consent_";

/** Which cookie names a browser's choice in a studio. */
const choiceCookie = (studioId: string): string => CHOICE + studioId.slice(0, 8);

/** Whether a cookie, with its value, names a browser's choice in some studio. */
export const isConsentCookie = (cookie: string): boolean => cookie.startsWith(CHOICE);

/** Whose choice a browser's is; null: it never made one. */
export function consentIdIn(headers: Headers, studioId: string): string | null {
  const id = z.uuid().safeParse(cookiesIn(headers).get(choiceCookie(studioId)));
  return id.success ? id.data : null;
}

/** Keeps whose choice it is; script need not read it. */
export function rememberChoice(studioId: string, consentId: string, secure: boolean): string {
  return cookie(choiceCookie(studioId), consentId, CHOICE_DAYS, secure, true);
}

/** Whether the browser asks for no sharing at all. */
export function sendsGpc(headers: Headers): boolean {
  return headers.get("sec-gpc") === "1";
}

/**
 * What platforms find this browser by, with what its address has just brought; and the cookies that keep it. A newer click
 * takes the place of an older one. `now`: ISO 8601 UTC.
 */
export function identify(
  { headers, url, ip, now, secure }: { headers: Headers; url: URL; ip: string; now: string; secure: boolean },
): { identifiers: BrowserIdentifiers; cookies: string[] } {
  const had = cookiesIn(headers);
  const ms = Date.parse(now);
  const cookies: string[] = [];
  const keep = (name: string, value: string, script: boolean) =>
    cookies.push(cookie(name, value, CLICK_DAYS, secure, !script));
  const fbclid = parameter(url, "fbclid");
  let fbc = had.get(FBC);
  // the click's own case counts
  if (fbclid && !fbc?.endsWith(`.${fbclid}`)) keep(FBC, fbc = `fb.1.${ms}.${fbclid}`, true);
  let fbp = had.get(FBP);
  if (!fbp) keep(FBP, fbp = `fb.1.${ms}.${crypto.getRandomValues(new Uint32Array(1))[0]}`, true);
  const fresh = clicksIn(url);
  let clicks = readClicks(had.get(CLICKS));
  if (Object.keys(fresh).length > 0) {
    clicks = { ...fresh, clickedAt: now };
    keep(CLICKS, Buffer.from(JSON.stringify(clicks)).toString("base64url"), false);
  }
  const clientId = /^GA\d\.\d\.(\d+\.\d+)$/.exec(had.get("_ga") ?? "")?.[1];
  const ttp = had.get("_ttp");
  return {
    cookies,
    identifiers: {
      ...clicks,
      ...(ip ? { ip: ip.slice(0, 64) } : {}),
      userAgent: (headers.get("user-agent") ?? "").slice(0, 500),
      ...(fbc ? { fbc } : {}),
      fbp,
      ...(ttp ? { ttp: ttp.slice(0, 500) } : {}),
      ...(clientId ? { clientId } : {}),
    },
  };
}

/** Takes away what only exists with consent. */
export function forgetBrowser(secure: boolean): string[] {
  return [FBC, FBP, CLICKS].map((name) => cookie(name, "", 0, secure, false));
}

function clicksIn(url: URL): Clicks {
  const names = ["gclid", "gbraid", "wbraid", "ttclid"] as const;
  return Object.fromEntries(names.flatMap((name) => {
    const value = parameter(url, name);
    return value ? [[name, value]] : [];
  }));
}

function readClicks(written: string | undefined): Clicks {
  if (!written) return {};
  try {
    const clicks = Clicks.safeParse(JSON.parse(Buffer.from(written, "base64url").toString("utf8")));
    return clicks.success ? clicks.data : {};
  } catch {
    return {};
  }
}

function parameter(url: URL, name: string): string | null {
  const value = url.searchParams.get(name);
  return value && /^[\w.~-]{1,450}$/.test(value) ? value : null;
}

function cookie(name: string, value: string, days: number, secure: boolean, hidden: boolean): string {
  return `${name}=${value}; Path=/; Max-Age=${days * DAY}; SameSite=Lax${hidden ? "; HttpOnly" : ""}${
    secure ? "; Secure" : ""
  }`;
}

function cookiesIn(headers: Headers): Map<string, string> {
  const pairs = (headers.get("cookie") ?? "").split(/; */).map((pair) => pair.split("=", 2) as [string, string]);
  return new Map(pairs.filter(([name, value]) => name && value));
}
