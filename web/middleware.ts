import { studioFor } from "./workplace.ts";
import { type Context, csp, csrf, HttpError, type Middleware } from "fresh";
import { Rejected } from "../domain/decider.ts";
import { languageCookie, languageQuery, negotiateLanguage, rememberLanguage } from "../i18n/locale.ts";
import { traced } from "../operations/tracing.ts";
import { useApplication } from "./application.ts";
import { clientAddress } from "./client.ts";
import { keepPages } from "./kept_pages.ts";
import { logUnexpected } from "./explain.ts";
import { explainPage, failurePage } from "./failure.tsx";
import { ownAddresses } from "./own_host.ts";
import { rateLimitHeaders } from "./rate_limit.ts";
import { notSaved, resendPage, typedIn } from "./resend.tsx";
import { judge, methodsOf, rightFor } from "./rights.ts";
import { isForWork, siteAt } from "./site.ts";
import type { State } from "./state.ts";

type Step = Middleware<State>;

/** By which a route says who may frame its page; it goes no further than here. */
export const FRAMERS = "X-Framers";

/** Puts what does not depend on who asks into the state. */
const begin: Step = async (ctx) => {
  const app = useApplication();
  const { state, req, url, info } = ctx;
  state.app = app;
  state.requestId = crypto.randomUUID();
  state.clientAddress = clientAddress(req.headers, info.remoteAddr, app.config.trustProxy);
  state.session = null;
  state.studio = null;
  state.operator = false;
  state.site = siteAt(app, url);
  const { language, from } = negotiateLanguage({
    query: url.searchParams.get(languageQuery),
    cookie: cookieOf(req.headers, languageCookie),
    acceptLanguage: req.headers.get("accept-language"),
  }, studioOf(state, url)?.language);
  state.locale = language;
  const response = await measured(ctx);
  response.headers.set("X-Request-Id", state.requestId);
  for (const cookie of state.cookies ?? []) response.headers.append("Set-Cookie", cookie);
  if (from === "query") response.headers.append("Set-Cookie", rememberLanguage(language, isSecure(state)));
  return response;
};

/** What a request took, by its route: never by its address, which may hold somebody's link. */
async function measured({ req, url, state, next }: Context<State>): Promise<Response> {
  const began = performance.now();
  const route = isAsset(url.pathname) ? "asset" : rightFor(req.method, url.pathname)?.path ?? "none";
  const response = await traced("request", state.requestId, { route, method: req.method }, () => next());
  const labels = { route, method: req.method, status: `${Math.floor(response.status / 100)}xx` };
  state.app.metrics.took("webinars_request_seconds", (performance.now() - began) / 1000, labels);
  return response;
}

function isAsset(pathname: string): boolean {
  return pathname.startsWith("/_fresh/") || pathname.startsWith("/media/");
}

/** Gives every answer the headers that protect it. */
const protect: Step = async (ctx) => {
  const response = await ctx.next();
  const { headers } = response;
  headers.set("X-Content-Type-Options", "nosniff");
  if (!headers.has("X-Frame-Options")) headers.set("X-Frame-Options", "DENY");
  headers.set("Referrer-Policy", "same-origin"); // personal links stay on this site
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  headers.set("Permissions-Policy", "camera=(self), microphone=(self), display-capture=(self), geolocation=()");
  const secure = isSecure(ctx.state);
  if (secure) headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  const policy = headers.get("Content-Security-Policy");
  const framing = policy?.replace("frame-ancestors 'none'", `frame-ancestors ${framersOf(headers)}`);
  if (framing) headers.set("Content-Security-Policy", tightened(framing, secure));
  if (isUpload(ctx.url.pathname, headers)) headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", cachingOf(ctx.url.pathname));
  headers.append("Vary", "Accept-Language, Cookie");
  return response;
};

/** Who may show the page in a frame: an editor's preview its own site, a form in a studio's page the sites it named. */
function framersOf(headers: Headers): string {
  const named = headers.get(FRAMERS);
  if (named === null) return headers.get("X-Frame-Options") === "SAMEORIGIN" ? "'self'" : "'none'";
  headers.delete(FRAMERS);
  headers.delete("X-Frame-Options"); // it knows of no other sites
  return named;
}

/** Answers every error with a page. Inside the steps that set headers: an error that went through them would have none. */
const answerErrors: Step = async (ctx) => {
  const { state, url } = ctx;
  try {
    return await ctx.next();
  } catch (error) {
    const explained = explainPage(error, state.locale);
    if (explained.unexpected) logUnexpected(error, state.requestId, url.pathname);
    const page = failurePage({ ...state, explained, url, signedIn: state.session !== null });
    const response = await ctx.render(page, { status: explained.status, headers: explained.headers }, {
      skipInheritedLayouts: true,
    });
    if (error instanceof TooMany) copy(error.headers, response.headers);
    if (error instanceof MethodNotAllowed) response.headers.set("Allow", error.allow);
    return response;
  }
};

/** Pictures and files that somebody uploaded or takes along: nothing in them runs, wherever they are opened. */
function isUpload(pathname: string, headers: Headers): boolean {
  return pathname.startsWith("/media/") || /^attachment/.test(headers.get("Content-Disposition") ?? "");
}

/** Pages that belong to one person are kept nowhere; others may be gone back to without asking again. */
function cachingOf(pathname: string): string {
  return /^\/(dashboard|operator|r|invitations|setup|dev)(\/|$)/.test(pathname) ? "no-store" : "private, no-cache";
}

/**
 * An answer without inline parts has no nonce, and Fresh's policy then allows any: nothing inline is allowed instead.
 * Without TLS there is nothing to upgrade to, and browsers would not find the stylesheet.
 */
function tightened(policy: string, secure: boolean): string {
  const strict = policy.replace(/(script|style)-src 'self' 'unsafe-inline'/g, "$1-src 'self'");
  return secure ? strict : strict.replace("; upgrade-insecure-requests", "");
}

// Styles in attributes (a studio's colour, the width of a bar) have no nonce; they cannot run anything.
const inlineByNonce = csp<State>({ useNonce: true, csp: ["style-src-attr 'unsafe-inline'"] });

/** Whose page is asked for: by the host name, or by the address. */
function studioOf({ app, site }: State, { pathname }: URL) {
  const address = /^\/s\/([^/]+)/.exec(pathname)?.[1];
  return address === undefined ? site.studio : app.directory.studioByAddress(address);
}

/** A form comes from the very host it is sent to. Behind a proxy the installation's own is that of its public address. */
const sameOrigin = csrf<State>({
  origin: (origin, { url, state: { app, site } }) =>
    (URL.canParse(origin) && new URL(origin).host === url.host) ||
    (site.studio === null && origin === new URL(app.baseUrl).origin),
});

/** Who works does so at the installation's own address: a studio's host has its public pages alone. */
const atHome: Step = (ctx) => {
  const { url, req, state: { site, app } } = ctx;
  if (site.studio === null || !isForWork(url.pathname)) return ctx.next();
  if (req.method !== "GET") throw new HttpError(404);
  return new Response(null, { status: 302, headers: { Location: app.baseUrl + url.pathname + url.search } });
};

/** Pages are counted by network address. */
const limit: Step = async (ctx) => {
  const allowance = ctx.state.app.limits.address.take(ctx.state.clientAddress);
  const headers = rateLimitHeaders(allowance);
  if (!allowance.allowed) throw new TooMany(headers, allowance.reset);
  const response = await ctx.next();
  copy(headers, response.headers);
  return response;
};

/** Who is signed in, and where they work. A role that was taken away a moment ago is gone already. */
const identify: Step = async (ctx) => {
  const { state, req } = ctx;
  const found = await state.app.auth.session(req.headers);
  if (!found) return await ctx.next();
  const { session, cookies } = found;
  const { directory } = state.app;
  state.session = session;
  state.studio = studioFor(directory.studiosOf(session.userId), req.headers);
  state.operator = directory.isOperator(session.userId);
  const response = await ctx.next();
  for (const cookie of cookies) response.headers.append("Set-Cookie", cookie);
  return response;
};

/** Default deny by `rights.ts`. */
const authorise: Step = (ctx) => {
  const { state, req, url } = ctx;
  const right = rightFor(req.method, url.pathname);
  if (!right) throw missing(url.pathname);
  const { session, studio, operator } = state;
  // no text of ours holds one, and Postgres takes none
  if (/%00/.test(url.pathname)) throw new HttpError(404);
  const verdict = judge(right, {
    userId: session?.userId,
    role: studio?.role,
    switches: studio?.switches,
    operator,
  });
  if (verdict === "allowed") return afterSetup(ctx);
  if (verdict === "forbidden") throw new Rejected("forbidden");
  if (right.kind === "api") throw new Rejected("unauthenticated");
  return req.method === "GET" || req.method === "HEAD" ? toSignIn(ctx, url.pathname + url.search) : keepTyped(ctx);
};

/** The session has ended while somebody was typing: that is not lost. */
async function keepTyped(ctx: Context<State>): Promise<Response> {
  const { req, url, state: { locale } } = ctx;
  if (req.headers.get("accept") === "application/json") return notSaved(locale);
  const typed = await typedIn(req);
  if (!typed) return toSignIn(ctx, pathOf(req.headers.get("referer"), url));
  return await ctx.render(resendPage({ url, locale, typed }), { status: 401 }, { skipInheritedLayouts: true });
}

function toSignIn(ctx: Context<State>, back: string | null): Response {
  return ctx.redirect(back ? `/sign-in?next=${encodeURIComponent(back)}` : "/sign-in", 303);
}

/** The page of ours that a form was sent from. */
function pathOf(referer: string | null, { origin }: URL): string | null {
  const page = referer && URL.canParse(referer) ? new URL(referer) : null;
  return page && page.origin === origin ? page.pathname + page.search : null;
}

/** While there is no studio, whoever comes is led to the page that makes it. */
function afterSetup(ctx: Context<State>): Response | Promise<Response> {
  const { pathname } = ctx.url;
  const open = /^\/(setup|healthz|readyz|metrics|dev|api)(\/|$)/.test(pathname);
  if (open || ctx.req.method !== "GET" || ctx.state.app.directory.hasStudio()) return ctx.next();
  return ctx.redirect("/setup", 303);
}

/** The API judges, counts and explains by itself; of all this it needs the first step. */
const exceptApi = (step: Step): Step => (ctx) => isApi(ctx.url.pathname) ? ctx.next() : step(ctx);

/** Every page's way in and out, outermost first. */
export const middleware: Step[] = [
  keepPages,
  begin,
  exceptApi(ownAddresses),
  exceptApi(protect),
  (ctx) => isApi(ctx.url.pathname) || hasOwnPolicy(ctx.url.pathname) ? ctx.next() : inlineByNonce(ctx),
  exceptApi(answerErrors),
  exceptApi(sameOrigin),
  exceptApi(limit),
  exceptApi(atHome),
  exceptApi(identify),
  exceptApi(authorise),
];

/** The reference is a page like any other. */
function isApi(pathname: string): boolean {
  return pathname.startsWith("/api/") && !/^\/api(\/v1)?\/docs$/.test(pathname);
}

/** What others wrote is shown under a stricter policy of its own; platforms' scripts run under one that names them. */
function hasOwnPolicy(pathname: string): boolean {
  return /^\/(dev\/mailbox\/|pixels\/|dashboard\/messages\/.+\/preview$)/.test(pathname);
}

class TooMany extends Rejected {
  constructor(readonly headers: Record<string, string>, retryAfter: number) {
    super("too_many_requests", { retryAfter });
  }
}

class MethodNotAllowed extends HttpError {
  constructor(readonly allow: string) {
    super(405);
  }
}

function missing(pathname: string): HttpError {
  const methods = methodsOf(pathname);
  return methods.length === 0 ? new HttpError(404) : new MethodNotAllowed(methods.join(", "));
}

function copy(from: Record<string, string>, to: Headers): void {
  for (const [name, value] of Object.entries(from)) to.set(name, value);
}

function isSecure({ app }: State): boolean {
  return app.baseUrl.startsWith("https://");
}

function cookieOf(headers: Headers, name: string): string | null {
  const cookies = headers.get("cookie")?.split(/; */) ?? [];
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
}
