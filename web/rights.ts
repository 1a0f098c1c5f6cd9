import { type Permission, reachOf } from "../commands/authorise.ts";
import type { Scope } from "../domain/studio/commands.ts";
import type { Role } from "../domain/studio/events.ts";
import type { Switches } from "../domain/studio/settings.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * What a way in asks for: a permission (who has it stands in `commands/authorise.ts`), being a member or operator at all,
 * or nothing. `speaker`: reserved for a role that nobody has yet.
 */
export type Need = Permission | "anyone" | "member" | "speaker";

/** One way in. What is in no row is closed to everybody: it answers 404. */
export interface Right {
  methods: readonly Method[];
  /** The path; `:name` stands for one part of it, whatever it is. */
  path: string;
  /** Pages send who is signed out to sign in; the API answers 401. */
  kind: "page" | "api";
  needs: Need;
}

const EVENTS = "/dashboard/experiences/virtual-events";

const page = (path: string, needs: Need, ...methods: Method[]): Right => ({
  methods: methods.length > 0 ? methods : ["GET"],
  path,
  kind: "page",
  needs,
});
/** The API under its two prefixes, which mean the same. */
export const apiPrefixes = ["/api", "/api/v1"] as const;
const call = (method: Method, path: string, needs: Need): Right[] =>
  apiPrefixes.map((prefix) => ({ methods: [method], path: prefix + path, kind: "api", needs }));

/** Which route asks for what: the one source for the checks and for the test that calls every route as everyone. */
export const rights: readonly Right[] = [
  page("/healthz", "anyone"),
  page("/readyz", "anyone"),
  page("/metrics", "anyone"), // closed by address and token (routes/metrics.ts)
  page("/.well-known/seal-keys.json", "anyone"),
  page("/", "anyone"),
  page("/events/:slug", "anyone"),
  page("/robots.txt", "anyone"),
  page("/sitemap.xml", "anyone"),
  page("/webinars", "anyone"),
  page("/webinars/:slug", "anyone"),
  page("/webinars/:slug/register", "anyone", "GET", "POST"),
  page("/webinars.ics", "anyone"),
  page("/register", "anyone", "GET", "POST"),
  page("/registered", "anyone"),
  page("/webinars/:slug/calendar.ics", "anyone"),
  page("/webinars/:slug/picture.png", "anyone"),
  page("/webinars/:slug/materials/:materialId", "anyone"),
  page("/s/:address", "anyone"),
  page("/s/:address/webinars", "anyone"),
  page("/s/:address/webinars.ics", "anyone"),
  page("/s/:address/webinars/:slug", "anyone"),
  page("/s/:address/webinars/:slug/register", "anyone", "GET", "POST"),
  page("/webinars/:slug/form-opened", "anyone", "GET", "POST"),
  page("/s/:address/webinars/:slug/form-opened", "anyone", "GET", "POST"),
  page("/webinars/:slug/link", "anyone", "GET", "POST"),
  page("/s/:address/webinars/:slug/link", "anyone", "GET", "POST"),
  page("/s/:address/webinars/:slug/calendar.ics", "anyone"),
  page("/s/:address/webinars/:slug/picture.png", "anyone"),
  page("/s/:address/webinars/:slug/materials/:materialId", "anyone"),
  page("/consent", "anyone", "GET", "POST"),
  page("/pixels/:address", "anyone"),
  page("/r/:token", "anyone"),
  page("/r/:token/calendar.ics", "anyone"),
  page("/r/:token/cancel", "anyone", "GET", "POST"),
  page("/r/:token/data.json", "anyone"),
  page("/r/:token/:action", "anyone", "GET", "POST"),
  page("/r/:token/materials/:materialId", "anyone"),
  page("/link-sent", "anyone"),
  page("/mail/:token", "anyone", "GET", "POST"),
  page("/mail/opened/:token", "anyone"),
  // closed by signature, not by role
  page("/webhooks/mail/:studioId", "anyone", "POST"),
  page("/webhooks/mail/:studioId/notice", "anyone", "POST"),
  page("/webhooks/sms", "anyone", "POST"),
  page("/webhooks/sms/:deliveryId", "anyone", "POST"),
  page("/erased", "anyone"),
  page("/typed", "anyone", "GET", "POST"),
  page("/webinars/:slug/embed", "anyone", "GET", "POST"),
  page("/s/:address/webinars/:slug/embed", "anyone", "GET", "POST"),
  page("/s/:address/events/:slug", "anyone"),
  page("/s/:address/register", "anyone", "GET", "POST"),
  page("/s/:address/registered", "anyone"),
  page("/media/:file", "anyone"),
  page("/sign-in", "anyone", "GET", "POST"),
  page("/sign-in/code", "anyone", "GET", "POST"),
  page("/forgotten", "anyone", "GET", "POST"),
  page("/reset/:token", "anyone", "GET", "POST"),
  page("/sign-out", "anyone", "POST"),
  page("/setup", "anyone", "GET", "POST"),
  page("/invitations/:token", "anyone", "GET", "POST"),
  // closed by address and environment, not by role (routes/dev/_middleware.ts)
  page("/dev/mailbox", "anyone"),
  page("/dev/mailbox/:id", "anyone"),
  page("/dev/mailbox.json", "anyone"),
  page("/dev/components", "anyone"),

  page("/dashboard", "member"),
  page("/dashboard/live", "member"),
  page("/dashboard/find", "member"),
  page("/dashboard/account", "member", "GET", "POST"),
  page("/dashboard/account/two-factor", "member", "GET", "POST"),
  page("/dashboard/switch", "member", "POST"),
  page("/dashboard/messages", "message.write"),
  page("/dashboard/messages/mailings", "message.send"),
  page("/dashboard/messages/mailings/new", "message.send", "GET", "POST"),
  page("/dashboard/messages/mailings/:id", "message.send", "GET", "POST"),
  page("/dashboard/messages/mailings/:id/live", "message.send"),
  page("/dashboard/messages/suppressed", "message.send", "GET", "POST"),
  page("/dashboard/messages/sender", "message.write"),
  page("/dashboard/messages/:message/:language", "message.write", "GET", "POST"),
  page("/dashboard/messages/:message/:language/history", "message.write", "GET", "POST"),
  page("/dashboard/messages/:message/:language/preview", "message.write", "GET", "POST"),
  page("/dashboard/settings", "studio.change", "GET", "POST"),
  page(EVENTS, "event.read"),
  page(`${EVENTS}/new`, "event.create", "GET", "POST"),
  page(`${EVENTS}/:id`, "event.read"),
  page(`${EVENTS}/:id`, "event.change", "POST"),
  page(`${EVENTS}/:id/edit`, "event.change"),
  page(`${EVENTS}/:id/edit/:step`, "event.change", "GET", "POST"),
  page(`${EVENTS}/:id/edit/texts/:language`, "event.change", "GET", "POST"),
  page(`${EVENTS}/:id/preview`, "event.read"),
  page(`${EVENTS}/:id/materials/:materialId`, "event.read"),
  page(`${EVENTS}/:id/publish`, "event.publish", "GET", "POST"),
  page(`${EVENTS}/:id/schedule`, "event.publish", "GET", "POST"),
  page(`${EVENTS}/:id/unpublish`, "event.publish", "GET", "POST"),
  page(`${EVENTS}/:id/duplicate`, "event.create", "GET", "POST"),
  page(`${EVENTS}/:id/delete`, "event.delete", "GET", "POST"),
  page(`${EVENTS}/:id/messages`, "event.read"),
  page(`${EVENTS}/:id/messages`, "event.change", "POST"),
  page(`${EVENTS}/:id/analytics`, "event.analytics"),
  page(`${EVENTS}/:id/analytics/:figure`, "event.analytics"),
  page(`${EVENTS}/:id/history`, "event.read"),
  page(`${EVENTS}/:id/history`, "event.change", "POST"),
  page(`${EVENTS}/:id/cancel`, "event.cancel", "GET", "POST"),
  page(`${EVENTS}/:id/registrations`, "registration.read"),
  page(`${EVENTS}/:id/registrations`, "registration.change", "POST"),
  page(`${EVENTS}/:id/registrations/new`, "registration.create", "GET", "POST"),
  page(`${EVENTS}/:id/registrations/import`, "registration.create", "GET", "POST"),
  page(`${EVENTS}/:id/registrations/bulk`, "registration.change", "POST"),
  page(`${EVENTS}/:id/registrations/bulk/:bulkId`, "registration.change"),
  page(`${EVENTS}/:id/registrations/bulk/:bulkId/live`, "registration.change"),
  page(`${EVENTS}/:id/registrations/export/:format`, "registration.export"),
  page("/dashboard/settings/members", "member.read"),
  page("/dashboard/settings/members", "member.change", "POST"),
  page("/dashboard/settings/api-keys", "api_key.issue", "GET", "POST"),
  page("/dashboard/settings/webhooks", "webhook.change", "GET", "POST"),
  page("/dashboard/settings/webhooks/:id", "webhook.change", "GET", "POST"),
  page("/dashboard/settings/webhooks/:id/log/:call", "webhook.change", "GET", "POST"),
  page("/dashboard/people", "lead.read"),
  page("/dashboard/people", "crm.change", "POST"),
  page("/dashboard/people/new", "lead.change", "GET", "POST"),
  page("/dashboard/people/import", "lead.change", "GET", "POST"),
  page("/dashboard/people/sorting", "crm.change", "GET", "POST"),
  page("/dashboard/people/export/:format", "lead.export"),
  page("/dashboard/people/:personId", "lead.read"),
  page("/dashboard/people/:personId", "lead.change", "POST"),
  page("/dashboard/marketing/consents/:personId", "marketing.read"),
  page("/dashboard/marketing/consents/:personId", "marketing.change", "POST"),
  page("/dashboard/marketing/pixels", "marketing.read"),
  page("/dashboard/marketing/pixels/new", "marketing.change", "GET", "POST"),
  page("/dashboard/marketing/pixels/guide", "marketing.read"),
  page("/dashboard/marketing/pixels/:id", "marketing.read"),
  page("/dashboard/marketing/pixels/:id", "marketing.change", "POST"),
  page("/dashboard/marketing/pixels/:id/events", "marketing.change", "GET", "POST"),
  page("/dashboard/marketing/pixels/:id/log/:conversion", "marketing.read"),
  page("/dashboard/marketing/pixels/:id/log/:conversion", "marketing.change", "POST"),
  page("/dashboard/history", "log.read"),
  page("/dashboard/history/find", "log.read", "POST"),
  page("/dashboard/history/live", "log.read"),
  page("/dashboard/history/streams/:stream", "log.read"),
  page("/dashboard/history/streams/:stream", "log.reveal", "POST"),
  page("/dashboard/history/streams/:stream/at", "log.read"),
  page("/dashboard/history/events/:id", "log.read"),
  page("/dashboard/history/events/:id/registrations", "log.read"),
  page("/dashboard/history/events/:id/registrations", "log.reveal", "POST"),
  page("/dashboard/history/events/:id/public", "log.read"),
  page("/dashboard/history/why/registrations/:registrationId", "log.read"),
  page("/dashboard/history/why/people/:personId", "log.read"),
  page("/dashboard/history/why/people/:personId", "log.reveal", "POST"),
  page("/dashboard/history/why/events/:id", "log.read"),
  page("/dashboard/history/proof", "log.read", "GET", "POST"),
  page("/dashboard/history/proof/live", "log.read"),
  page("/dashboard/history/proof/seals.ndjson", "log.read"),
  page("/dashboard/history/export", "log.export"),
  page("/dashboard/history/export/:file", "log.export", "GET", "POST"),
  page("/dashboard/history/:eventId", "log.read"),
  page("/dashboard/history/:eventId", "log.reveal", "POST"),
  page("/dashboard/projections", "projection.read"),
  page("/dashboard/projections", "projection.rebuild", "POST"),
  page("/dashboard/projections/live", "projection.read"),
  page("/dashboard/projections/reactors", "projection.read", "GET", "POST"),
  // what may be decided is judged by what is asked (web/pages/analysis/decide.ts)
  page("/dashboard/projections/:name", "projection.read", "GET", "POST"),
  page("/dashboard/projections/:name/difference", "projection.read"),
  page("/dashboard/sql", "analysis.query", "GET", "POST"),
  page("/dashboard/sql/download", "analysis.query", "POST"),
  page("/dashboard/definitions", "member"),
  page("/operator", "installation.read"),
  page("/operator/live", "installation.read"),
  page("/operator/studios/:id", "studio.limit", "GET", "POST"),

  ...call("GET", "/openapi.json", "anyone"),
  ...call("GET", "/docs", "anyone"),
  ...call("POST", "/events", "event.create"),
  ...call("GET", "/events", "event.read"),
  ...call("GET", "/events/:id", "event.read"),
  ...call("PUT", "/events/:id", "event.change"),
  ...call("GET", "/events/:id/analytics", "event.analytics"),
  ...call("GET", "/events/:id/analytics/:figure", "event.analytics"),
  ...call("DELETE", "/events/:id", "event.delete"),
  ...["publish", "unpublish", "schedule", "unschedule"].flatMap((step) =>
    call("POST", `/events/:id/${step}`, "event.publish")
  ),
  ...call("POST", "/events/:id/reschedule", "event.change"),
  ...call("POST", "/events/:id/cancel", "event.cancel"),
  ...call("POST", "/events/:id/duplicate", "event.create"),
  ...call("GET", "/events/:id/history", "event.read"),
  ...call("POST", "/events/:id/restore", "event.change"),
  ...call("POST", "/media", "event.change"),
  ...call("POST", "/events/:id/registrations", "registration.create"),
  ...call("GET", "/events/:id/registrations", "registration.read"),
  ...call("GET", "/events/:id/registrations/:registrationId", "registration.read"),
  ...call("PATCH", "/events/:id/registrations/:registrationId", "registration.change"),
  ...call("POST", "/events/:id/registrations/import", "registration.create"),
  ...call("POST", "/events/:id/registrations/bulk", "registration.change"),
  ...call("GET", "/events/:id/registrations/bulk/:bulkId", "registration.change"),
  ...call("GET", "/events/:id/registrations/export/:format", "registration.export"),
  ...call("GET", "/events/:id/registrations/summary", "registration.read"),
  ...call("GET", "/events/:id/registrations/:registrationId/timeline", "registration.read"),
  ...call("GET", "/events/:id/speakers", "registration.read"),
  ...call("GET", "/events/:id/materials/:materialId", "event.read"),
  ...call("POST", "/media/files", "event.change"),
  ...call("GET", "/events/:id/messages", "event.read"),
  ...["pause", "resume", "skip", "send-now"].flatMap((step) =>
    call("POST", `/events/:id/messages/${step}`, "event.change")
  ),
  ...call("GET", "/events/:id/registrations/:registrationId/notes", "registration.read"),
  ...[
    "approve",
    "decline",
    "confirm",
    "waitlist",
    "attendance",
    "notes",
    "transfer",
    "resend",
    "reminder",
    "join-details",
  ].flatMap((step) => call("POST", `/events/:id/registrations/:registrationId/${step}`, "registration.change")),
  ...call("PUT", "/events/:id/registrations/:registrationId/tags", "registration.change"),
  ...call("POST", "/events/:id/registrations/:registrationId/cancel", "registration.cancel"),
  ...call("GET", "/leads", "lead.read"),
  ...call("POST", "/leads", "lead.change"),
  ...call("GET", "/leads/:personId", "lead.read"),
  ...call("PATCH", "/leads/:personId", "lead.change"),
  ...["tags", "notes", "tasks"].flatMap((step) => call("POST", `/leads/:personId/${step}`, "lead.change")),
  ...call("PUT", "/leads/:personId/owner", "lead.change"),
  ...["complete", "reopen", "remove"].flatMap((step) =>
    call("POST", `/leads/:personId/tasks/:taskId/${step}`, "lead.change")
  ),
  ...call("POST", "/leads/:personId/merge", "lead.merge"),
  ...call("GET", "/tasks", "lead.read"),
  ...call("GET", "/segments", "lead.read"),
  ...call("POST", "/segments", "crm.change"),
  ...call("DELETE", "/segments/:segmentId", "crm.change"),
  ...call("GET", "/tags", "lead.read"),
  ...call("GET", "/tag-rules", "lead.read"),
  ...call("POST", "/tag-rules", "crm.change"),
  ...call("DELETE", "/tag-rules/:ruleId", "crm.change"),
  ...call("GET", "/mailings", "message.send"),
  ...call("POST", "/mailings", "message.send"),
  ...call("POST", "/mailings/count", "message.send"),
  ...call("GET", "/mailings/:mailingId", "message.send"),
  ...["pause", "resume", "cancel"].flatMap((step) => call("POST", `/mailings/:mailingId/${step}`, "message.send")),
  ...call("GET", "/members", "member.read"),
  ...call("POST", "/members/invitations", "member.invite"),
  ...call("GET", "/members/invitations", "member.read"),
  ...call("DELETE", "/members/invitations/:invitationId", "member.invite"),
  ...call("PUT", "/members/:userId", "member.change"),
  ...call("DELETE", "/members/:userId", "member.change"),
  ...call("GET", "/marketing/tracking-configs", "marketing.read"),
  ...call("POST", "/marketing/tracking-configs", "marketing.change"),
  ...call("PATCH", "/marketing/tracking-configs/:configId", "marketing.change"),
  ...call("DELETE", "/marketing/tracking-configs/:configId", "marketing.change"),
  ...call("GET", "/marketing/tracking-configs/:configId/logs", "marketing.read"),
  ...call("POST", "/marketing/conversions", "conversion.report"),
  ...call("GET", "/webhooks", "webhook.read"),
  ...call("POST", "/webhooks", "webhook.change"),
  ...call("PATCH", "/webhooks/:webhookId", "webhook.change"),
  ...call("DELETE", "/webhooks/:webhookId", "webhook.change"),
  ...call("POST", "/webhooks/:webhookId/rotate-secret", "webhook.change"),
  ...call("POST", "/webhooks/:webhookId/test", "webhook.change"),
  ...call("GET", "/webhooks/:webhookId/deliveries", "webhook.read"),
  ...call("POST", "/webhooks/:webhookId/deliveries/:deliveryId/redeliver", "webhook.change"),
  ...call("GET", "/api-keys", "api_key.issue"),
  ...call("POST", "/api-keys", "api_key.issue"),
  ...call("DELETE", "/api-keys/:apiKeyId", "api_key.revoke"),
  ...call("GET", "/settings", "studio.read"),
  ...call("PATCH", "/settings", "studio.change"),
];

const patterns = rights.map((right) => ({ right, pattern: patternOf(right.path) }));

/** As a URLPattern would match a URL's path, which is written in one way only, and many times faster. */
function patternOf(path: string): RegExp {
  const parts = path.split("/").map((part) => part.startsWith(":") ? "[^/]+" : RegExp.escape(part));
  return new RegExp(`^${parts.join("/")}$`);
}

/** The row for a request, or null when there is none; HEAD counts as GET. The first that fits counts. */
export function rightFor(method: string, pathname: string): Right | null {
  const asked = method === "HEAD" ? "GET" : method;
  const fits = patterns.find(({ right, pattern }) => right.methods.some((m) => m === asked) && pattern.test(pathname));
  return fits?.right ?? null;
}

/** The methods that rows have for a path; empty for one that nobody knows. */
export function methodsOf(pathname: string): Method[] {
  const fitting = patterns.filter(({ pattern }) => pattern.test(pathname));
  return [...new Set(fitting.flatMap(({ right }) => right.methods))];
}

/** Who asks. `role` is the one in the studio the request is about. */
export interface Asker {
  userId?: Parameters<typeof reachOf>[0]["userId"];
  role?: Role;
  /** Of an associate; the usual ones when absent. */
  switches?: Switches;
  operator?: boolean;
  /** Of the API key that is used; absent without one. */
  scopes?: readonly Scope[];
}

/**
 * Judges one request. Default deny: who has not what a row needs does not come in. An `own` reach comes in; whose the thing
 * is, the command or query judges.
 */
export function judge({ needs }: Pick<Right, "needs">, asker: Asker): "allowed" | "unauthenticated" | "forbidden" {
  if (needs === "anyone") return "allowed";
  if (asker.userId === undefined) return "unauthenticated";
  if (needs === "speaker") return "forbidden";
  if (needs === "member") return asker.role || asker.operator ? "allowed" : "forbidden";
  return reachOf(asker, needs) ? "allowed" : "forbidden";
}
