import { Hono } from "hono";
import type { Caller } from "../commands/deps.ts";
import { Rejected } from "../domain/decider.ts";
import type { Language } from "../domain/ids.ts";
import type { Reason } from "../domain/rejections.ts";
import { negotiateLanguage } from "../i18n/locale.ts";
import type { Application } from "../web/application.ts";
import { explain, type Explanation, type FieldsOfReasons, logUnexpected } from "../web/explain.ts";
import { Problem } from "../web/problem.ts";
import { rateLimitHeaders } from "../web/rate_limit.ts";
import { apiPrefixes, judge } from "../web/rights.ts";
import { type ApiAsker, askerOf } from "./asker.ts";
import { parseJson, readBody, readBytes } from "../web/body.ts";
import { commandIdOf, once, type Written } from "./idempotency.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";
import { documentation } from "./documentation.ts";

/** What the outer middleware has found out about the request. */
export interface ApiContext {
  app: Application;
  requestId: string;
  clientAddress: string;
}

type Env = { Bindings: ApiContext };

/** The REST API as one function from request to response, under both prefixes. Opens nothing. */
export function createApi(): (request: Request, context: ApiContext) => Promise<Response> {
  const server = new Hono<Env>();
  for (const prefix of apiPrefixes) {
    for (const operation of operations) {
      server.on(
        operation.method,
        prefix + operation.path.replace(/\{(\w+)\}/g, ":$1"),
        (c) => answer(operation, c.req.raw, c.req.param() as Record<string, string>, c.env),
      );
    }
    documentation(server, prefix);
  }
  server.notFound((c) => problem(explain(new Problem(missing(c.req.raw)), languageOf(c.req.raw)), c.req.raw, c.env));
  return async (request, context) => await server.fetch(request, context);
}

async function answer(
  operation: Operation,
  request: Request,
  params: Record<string, string>,
  context: ApiContext,
): Promise<Response> {
  const { app, clientAddress, requestId } = context;
  let language = languageOf(request);
  let limits: Record<string, string> = {};
  try {
    const asker = await askerOf(app, request, clientAddress).catch((error) => {
      limits = count(app, { of: "address", key: clientAddress });
      throw error;
    });
    language = languageOf(request, asker.studio.language);
    limits = count(app, asker.limit);
    if (judge(operation, { ...asker, role: asker.studio.role, switches: asker.studio.switches }) !== "allowed") {
      throw new Rejected("forbidden");
    }
    const written = await perform(operation, { request, params, asker, language, context });
    return respond(written, { ...limits, ...tagOf(operation, written), "X-Request-Id": requestId });
  } catch (error) {
    const explained = explain(error, language);
    if (error instanceof TooMany) limits = error.headers;
    if (explained.unexpected) logUnexpected(error, requestId, operation.path);
    return problem(explained, request, context, limits);
  }
}

interface Asked {
  request: Request;
  params: Record<string, string>;
  asker: ApiAsker;
  language: Language;
  context: ApiContext;
}

/** An answer on its way: what is kept of it, and what is not. */
interface Outgoing extends Written {
  repeated?: boolean;
  headers?: Readonly<Record<string, string>>;
  /** Sent instead of `body`. */
  file?: ReadableStream<Uint8Array> | null;
}

/** Reads and decides; under an `Idempotency-Key` once. */
async function perform(operation: Operation, asked: Asked): Promise<Outgoing> {
  const { request, asker, context } = asked;
  const text = operation.body ? await readBody(request) : "";
  const bytes = await uploadedIn(operation, request);
  const sent = { text, bytes };
  const key = operation.idempotent ? request.headers.get("idempotency-key") : null;
  if (key === null) return await decide(operation, asked, sent, crypto.randomUUID());
  const commandId = commandIdOf(asker.actor, key);
  if (operation.secret) return await decide(operation, asked, sent, commandId);
  const { method, url } = request;
  const path = new URL(url).pathname.replace(/^\/api(\/v1)?\//, "/");
  return await once(
    context.app.vault.requests,
    commandId,
    { method, path, body: operation.upload ? bytes : text },
    () => decide(operation, asked, sent, commandId),
  );
}

/** Parses, hands over, and writes what comes back; refusals are answers too, so that a repetition gets them again. */
async function decide(
  operation: Operation,
  asked: Asked,
  { text, bytes }: { text: string; bytes: Uint8Array<ArrayBuffer> },
  commandId: string,
): Promise<Outgoing> {
  const { request, params, asker, language, context } = asked;
  const { actor, userId, scopes, studio } = asker;
  const { app, requestId } = context;
  const { id: studioId, role, switches } = studio;
  const operator = scopes ? false : app.directory.isOperator(userId);
  const asking = { actor, studioId, userId, role, switches, operator, scopes };
  const caller: Caller = { ...asking, commandId, correlationId: requestId };
  let fields: FieldsOfReasons = typeof operation.fields === "object" ? operation.fields : {};
  try {
    refuseUnknown(params);
    const ifMatch = operation.versioned ? ifMatchOf(request) : undefined;
    // a step without details needs no body: `curl -X POST` is enough
    const type = request.headers.get("content-type");
    const body = operation.body?.parse(text === "" && type === null ? {} : parseJson(text, type));
    if (typeof operation.fields === "function") fields = operation.fields(body);
    const url = new URL(request.url);
    const query = operation.query?.parse(Object.fromEntries(url.searchParams));
    const answer = await operation.handle({
      app,
      caller,
      studio,
      params,
      ifMatch,
      query,
      body,
      bytes,
      language,
      url,
    });
    if (answer instanceof Response) {
      return { status: answer.status, body: "", headers: Object.fromEntries(answer.headers), file: answer.body };
    }
    const { status, body: answered, headers } = answer;
    return { status, body: status === 204 ? "" : JSON.stringify(answered), headers };
  } catch (error) {
    const explained = explain(error, language, fields);
    if (explained.unexpected) throw error;
    return { status: explained.status, body: write(explained, request, requestId), headers: explained.headers };
  }
}

const nothing = new Uint8Array();

/** The file that an upload brings. @throws {Problem} `unsupported_media_type`, `body_too_large` */
async function uploadedIn({ upload }: Operation, request: Request): Promise<Uint8Array<ArrayBuffer>> {
  if (!upload) return nothing;
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (!upload.types.includes(type ?? "")) throw new Problem("unsupported_media_type");
  return await readBytes(request, upload.most);
}

/** Counts the request. @throws {TooMany} */
function count(app: Application, { of, key }: ApiAsker["limit"]): Record<string, string> {
  const allowance = app.limits[of].take(key);
  const headers = rateLimitHeaders(allowance);
  if (!allowance.allowed) throw new TooMany(headers, allowance.reset);
  return headers;
}

class TooMany extends Rejected {
  constructor(readonly headers: Record<string, string>, retryAfter: number) {
    super("too_many_requests", { retryAfter });
  }
}

function respond({ status, body, repeated, headers: own, file }: Outgoing, headers: Record<string, string>): Response {
  const answer = new Response(status === 204 ? null : file ?? body, { status, headers });
  if (status !== 204) {
    answer.headers.set("Content-Type", status < 400 ? "application/json" : "application/problem+json");
  }
  answer.headers.set("Cache-Control", "no-store");
  if (repeated) answer.headers.set("Idempotency-Replayed", "true");
  for (const [name, value] of Object.entries(own ?? {})) answer.headers.set(name, value);
  return answer;
}

function problem(
  explained: Explanation,
  request: Request,
  { requestId }: ApiContext,
  headers: Record<string, string> = {},
): Response {
  const body = write(explained, request, requestId);
  return respond({ status: explained.status, body }, {
    ...headers,
    ...explained.headers,
    ...(explained.status === 401 ? { "WWW-Authenticate": 'Bearer realm="api"' } : {}),
    "X-Request-Id": requestId,
  });
}

/** RFC 9457. `details` are figures that belong to the refusal. */
function write({ status, code, detail, errors, details }: Explanation, request: Request, requestId: string): string {
  const { pathname } = new URL(request.url);
  return JSON.stringify({
    ...details,
    type: `urn:webinars:problem:${code}`,
    title: code.replaceAll("_", " "),
    status,
    code,
    detail,
    instance: `${pathname}#${requestId}`,
    errors,
  });
}

/** Whether the address is unknown, or takes other methods. */
function missing(request: Request): "not_found" | "method_not_allowed" {
  const path = new URL(request.url).pathname.replace(/^\/api(\/v1)?/, "");
  const known = operations.some((o) => new RegExp(`^${o.path.replace(/\{\w+\}/g, "[^/]+")}$`).test(path));
  return known ? "method_not_allowed" : "not_found";
}

function languageOf(request: Request, studioLanguage: Language = "en"): Language {
  const acceptLanguage = request.headers.get("accept-language");
  return negotiateLanguage({ query: null, cookie: null, acceptLanguage }, studioLanguage).language;
}

/** What each id in a path names, and the refusal when it can be none. */
const named: Readonly<Record<string, Reason>> = {
  id: "event_not_found",
  registrationId: "registration_not_found",
  bulkId: "bulk_not_found",
  userId: "member_not_found",
  invitationId: "invitation_not_found",
  apiKeyId: "api_key_not_found",
  configId: "tracking_not_found",
  webhookId: "webhook_not_found",
  mailingId: "campaign_not_found",
  deliveryId: "webhook_call_not_found",
};

/** Parts of paths that are no ids: each call knows its own. */
const words = ["format", "figure"];

/** @throws {Rejected} */
function refuseUnknown(params: Record<string, string>): void {
  for (const [name, value] of Object.entries(params)) {
    if (!words.includes(name) && !isUuid(value)) throw new Rejected(named[name] ?? "event_not_found");
  }
}

/** The version that a change is for. @throws {Rejected} `details_changed` for a tag that can be none of ours */
function ifMatchOf(request: Request): number | undefined {
  const tag = request.headers.get("if-match");
  if (tag === null || tag.trim() === "*") return undefined;
  const [, version] = /^"(\d{1,9})"$/.exec(tag.trim()) ?? [];
  if (version === undefined) throw new Rejected("details_changed");
  return Number(version);
}

/** The event's version as its `ETag`, from the answer itself: a repeated one has it too. */
function tagOf({ versioned }: Operation, { status, body }: Written): Record<string, string> {
  if (!versioned || status >= 300 || status === 204) return {};
  const { version } = JSON.parse(body) as { version?: number };
  return version === undefined ? {} : { ETag: `"${version}"` };
}

function isUuid(id: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(id);
}
