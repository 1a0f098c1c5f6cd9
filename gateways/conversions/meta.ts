import { type Answered, call, isMoment, retryAfterOf, saidBy } from "./call.ts";
import { Fields, isPublicIp } from "./fields.ts";
import {
  type Built,
  CallFailure,
  type Connection,
  type Conversion,
  type ConversionPlatform,
  type Tested,
  type Unfit,
} from "./port.ts";

const VERSION = "v26.0";
const DAY = 86_400_000;

/** Sets of identifiers, and everything within one of them, that Meta refuses as too weak to find anybody by. */
const WEAK = [
  ["ct", "country", "st", "zp", "ge", "client_user_agent"],
  ["db", "client_user_agent"],
  ["fn", "ge"],
];
/** Error codes: the moment's, and the token's. Every other is the conversions' own. */
const MOMENT = new Set([1, 2, 4, 17, 341, 613, 80003, 80004]);
const TOKEN = new Set([102, 190]);
/** Subcode of 100: there is no such pixel for this token, whatever is sent. */
const NO_SUCH_PIXEL = 33;
/** The token is good, but must not do this. */
const PERMISSION = new Set([3, 10, 200]);

/** The Meta Conversions API. @param base of the Graph API, without a trailing slash */
export function metaConversions(base: string): ConversionPlatform {
  const address = (path: string) => new URL(`${base}/${VERSION}/${path}`);
  const events = ({ pixelId }: Connection) => address(`${encodeURIComponent(pixelId)}/events`);

  async function send(connection: Connection, payloads: readonly Built["payload"][], signal: AbortSignal, code = "") {
    const body = {
      data: payloads,
      access_token: connection.token,
      ...(code ? { test_event_code: code } : {}),
    };
    const answered = await call("Meta", events(connection), { body, signal });
    refuse(answered);
    return { status: answered.status, trace: String(answered.body.fbtrace_id ?? "").slice(0, 60) };
  }

  return {
    oldestMs: 7 * DAY,
    batch: 1_000,
    purpose: "ads",
    build,
    send: (connection, payloads, signal) => send(connection, payloads, signal, connection.settings.testEventCode),
    async test(connection, signal) {
      try {
        const url = address(encodeURIComponent(connection.pixelId));
        url.searchParams.set("fields", "id");
        const read = await call("Meta", url, { method: "GET", token: connection.token, signal });
        // a token made for sending alone may not read: then only a test event tells, which Meta counts
        if (!PERMISSION.has(codeOf(read))) {
          refuse(read);
          return { result: "passed", note: "" };
        }
        await send(connection, [testEvent()], signal, connection.settings.testEventCode);
        return { result: "passed", note: "test_event_counted" };
      } catch (error) {
        return tested(error);
      }
    },
    async quality(connection, signal) {
      const url = address("dataset_quality");
      url.searchParams.set("dataset_id", connection.pixelId);
      url.searchParams.set("fields", "web{event_name,event_match_quality{composite_score}}");
      const answered = await call("Meta", url, { method: "GET", token: connection.token, signal });
      refuse(answered);
      return qualityIn(answered.body);
    },
  };
}

function build(conversion: Conversion, { settings }: Pick<Connection, "settings">, now: string): Built | {
  unfit: Unfit;
} {
  const { user, value, content, pageUrl } = conversion;
  if (Date.parse(now) - Date.parse(conversion.at) > 7 * DAY) return { unfit: "too_old" };
  if (conversion.name === "Purchase" && !value) return { unfit: "value_missing" };
  const fields = new Fields("meta")
    .add("em", "email", user.email)
    .add("ph", "phone", user.phone)
    .add("fn", "name", user.firstName)
    .add("ln", "name", user.lastName)
    .add("db", "dob", user.dateOfBirth)
    .add("ge", "gender", user.gender)
    .add("ct", "city", user.city)
    .add("st", "state", user.state)
    .add("zp", "zip", user.zip)
    .add("country", "country", user.country)
    .add("external_id", "external_id", user.externalId)
    .raw("client_ip_address", user.ip, isPublicIp)
    .raw("client_user_agent", user.userAgent)
    .raw("fbc", user.fbc, (fbc) => isClickId(fbc, conversion.at))
    .raw("fbp", user.fbp, (fbp) => /^fb\.\d\.\d{10,}\.\d+$/.test(fbp));
  const identifiers = fields.names();
  if (identifiers.filter((name) => name !== "client_user_agent").length === 0) return { unfit: "no_identifier" };
  if (WEAK.some((set) => identifiers.every((name) => set.includes(name)))) return { unfit: "weak_identifiers" };
  // an event of a website has to name page and browser
  const onSite = pageUrl !== null && fields.sent.client_user_agent !== undefined;
  const payload = {
    event_name: conversion.name,
    event_time: Math.floor(Date.parse(conversion.at) / 1000),
    event_id: conversion.eventId,
    action_source: onSite ? "website" : "system_generated",
    ...(onSite ? { event_source_url: pageUrl } : {}),
    user_data: inLists(fields.sent),
    ...(value || content ? { custom_data: { ...valueOf(value), ...contentOf(content) } } : {}),
    ...(settings.limitedDataUse
      ? { data_processing_options: ["LDU"], data_processing_options_country: 0, data_processing_options_state: 0 }
      : {}),
  };
  return { payload, identifiers, dropped: fields.dropped };
}

/** Hashed fields are lists: somebody may have several addresses. */
function inLists(sent: Readonly<Record<string, string>>): Record<string, string | string[]> {
  const single = new Set(["client_ip_address", "client_user_agent", "fbc", "fbp"]);
  return Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, single.has(name) ? value : [value]]));
}

function valueOf(value: Conversion["value"]) {
  return value ? { value: Number(value.amount), currency: value.currency } : {};
}

function contentOf(content: Conversion["content"]) {
  return content ? { content_ids: [content.id], content_name: content.name, content_type: "product" } : {};
}

/** `fb.<n>.<ms>.<fbclid>`, not older than 90 days. */
function isClickId(fbc: string, at: string): boolean {
  const [, since] = /^fb\.\d\.(\d{10,})\..+$/.exec(fbc) ?? [];
  return since !== undefined && Date.parse(at) - Number(since) <= 90 * DAY;
}

function testEvent(): Built["payload"] {
  return {
    event_name: "PageView",
    event_time: Math.floor(Date.now() / 1000),
    event_id: crypto.randomUUID(),
    action_source: "system_generated",
    user_data: { external_id: [crypto.randomUUID().replaceAll("-", "").padEnd(64, "0")] },
  };
}

function codeOf({ body }: Answered): number {
  return Number((body.error as { code?: unknown } | undefined)?.code ?? 0);
}

/** @throws {CallFailure} unless it is a success */
function refuse(answered: Answered): void {
  const { status, body, headers } = answered;
  const error = body.error as { message?: unknown; error_subcode?: unknown } | undefined;
  if (status >= 200 && status < 300 && !error) return;
  const code = codeOf(answered);
  const text = `Meta answered ${status}, code ${code}: ${saidBy(error?.message)}`;
  const nowhere = TOKEN.has(code) || PERMISSION.has(code) || Number(error?.error_subcode) === NO_SUCH_PIXEL;
  if (nowhere || status === 401) throw new CallFailure("never", "token", status, text);
  if (MOMENT.has(code) || isMoment(status)) {
    throw new CallFailure("retry", "moment", status, text, retryAfterOf(headers));
  }
  throw new CallFailure("never", "input", status, text);
}

/** What a failed test means: the platform's word, or nobody's. */
export function tested(error: unknown): Tested {
  if (!(error instanceof CallFailure)) throw error;
  if (error.fault === "moment") return { result: "silent", message: error.message };
  return { result: "refused", code: String(error.status), message: error.message };
}

function qualityIn(body: Record<string, unknown>): Record<string, number> | null {
  const events = Array.isArray(body.web) ? body.web as Record<string, unknown>[] : [];
  const scores = events.flatMap((event) => {
    const score = (event.event_match_quality as { composite_score?: unknown } | undefined)?.composite_score;
    return typeof score === "number" && typeof event.event_name === "string"
      ? [[event.event_name, score] as const]
      : [];
  });
  return scores.length > 0 ? Object.fromEntries(scores) : null;
}
