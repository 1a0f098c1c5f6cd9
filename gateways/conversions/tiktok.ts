import { type Answered, call, isMoment, retryAfterOf, saidBy } from "./call.ts";
import { clickedWithin, Fields, isPublicIp } from "./fields.ts";
import { tested } from "./meta.ts";
import {
  type Built,
  CallFailure,
  type Connection,
  type Conversion,
  type ConversionPlatform,
  type Unfit,
} from "./port.ts";

/** Codes in an answer of HTTP 200: the moment's, and the token's. */
const MOMENT = new Set([40100, 40133, 50000, 50002, 51305]);
const TOKEN = new Set([40001, 40104, 40105]);

/** Currencies that TikTok takes. */
const CURRENCIES = new Set(
  ("AED ARS AUD BDT BGN BHD BIF BOB BRL CAD CHF CLP CNY COP CRC CZK DKK DZD EGP EUR GBP GTQ HKD HNL HUF IDR ILS INR ISK " +
    "JPY KES KHR KRW KWD KZT LBP MAD MOP MXN MYR NGN NIO NOK NZD OMR PAB PEN PHP PKR PLN PYG QAR RON RUB SAR SEK SGD " +
    "THB TRY TWD TZS UAH USD UYU VES VND ZAR").split(" "),
);

/** The TikTok Events API. @param base without a trailing slash */
export function tiktokConversions(base: string): ConversionPlatform {
  const address = (path: string) => new URL(`${base}/open_api/v1.3/${path}/`);

  async function send(connection: Connection, payloads: readonly Built["payload"][], signal: AbortSignal) {
    const { pixelId, token, settings } = connection;
    const answered = await call("TikTok", address("event/track"), {
      signal,
      headers: { "Access-Token": token },
      body: {
        event_source: "web",
        event_source_id: pixelId,
        ...(settings.testEventCode ? { test_event_code: settings.testEventCode } : {}),
        data: payloads,
      },
    });
    refuse(answered);
    return { status: answered.status, trace: String(answered.body.request_id ?? "").slice(0, 60) };
  }

  return {
    oldestMs: null,
    batch: 1_000,
    purpose: "ads",
    build,
    send,
    async test(connection, signal) {
      const { advertiserId } = connection.settings;
      try {
        if (advertiserId === undefined) {
          await send(connection, [testEvent()], signal);
          return { result: "passed", note: "test_event_counted" };
        }
        const url = address("pixel/list");
        url.searchParams.set("advertiser_id", advertiserId);
        url.searchParams.set("code", connection.pixelId);
        const headers = { "Access-Token": connection.token };
        const answered = await call("TikTok", url, { method: "GET", headers, signal });
        refuse(answered);
        const { pixels } = (answered.body.data ?? {}) as { pixels?: { pixel_code?: unknown }[] };
        if (pixels?.some(({ pixel_code }) => pixel_code === connection.pixelId)) return { result: "passed", note: "" };
        return { result: "refused", code: "0", message: "TikTok knows no such pixel of this advertiser" };
      } catch (error) {
        return tested(error);
      }
    },
    quality: () => Promise.resolve(null),
  };
}

function build(conversion: Conversion, { settings }: Pick<Connection, "settings">): Built | { unfit: Unfit } {
  const { user, content, pageUrl, at } = conversion;
  const fields = new Fields("tiktok")
    .add("email", "email", user.email)
    .add("phone", "phone", user.phone)
    .add("external_id", "external_id", user.externalId)
    .add("first_name", "name", user.firstName)
    .add("last_name", "name", user.lastName)
    .add("zip_code", "zip", user.zip)
    .add("city", "city", user.city)
    .add("state", "state", user.state)
    .add("country", "country", user.country)
    .raw("ip", user.ip, isPublicIp)
    .raw("user_agent", user.userAgent)
    .raw("ttclid", user.ttclid, () => clickedWithin(30, user, at))
    .raw("ttp", user.ttp);
  const { sent, dropped } = fields;
  const found = sent.email ?? sent.phone ?? sent.external_id ?? sent.ttclid ?? sent.ttp;
  if (found === undefined && !(sent.ip && sent.user_agent)) return { unfit: "no_identifier" };
  if (conversion.name === "Purchase" && !conversion.value) return { unfit: "value_missing" };
  const value = conversion.value && CURRENCIES.has(conversion.value.currency) ? conversion.value : null;
  if (conversion.value && !value) dropped.push("currency");
  const properties = {
    ...(value ? { value: Number(value.amount), currency: value.currency } : {}),
    ...(content
      ? {
        content_type: "product",
        contents: [{ content_id: content.id, content_name: content.name, content_type: "product" }],
      }
      : {}),
  };
  const payload = {
    event: conversion.name,
    event_time: Math.floor(Date.parse(at) / 1000),
    event_id: conversion.eventId,
    user: sent,
    ...(pageUrl ? { page: { url: pageUrl } } : {}),
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
    ...(settings.limitedDataUse ? { limited_data_use: true } : {}),
  };
  return { payload, identifiers: fields.names(), dropped };
}

function testEvent(): Built["payload"] {
  return {
    event: "Pageview",
    event_time: Math.floor(Date.now() / 1000),
    event_id: crypto.randomUUID(),
    user: { external_id: crypto.randomUUID().replaceAll("-", "").padEnd(64, "0") },
  };
}

/** An answer of HTTP 200 may hold an error. @throws {CallFailure} unless it is a success */
function refuse({ status, body, headers }: Answered): void {
  if (status === 200 && body.code === 0) return;
  const code = Number(body.code ?? NaN);
  const text = `TikTok answered ${status}, code ${Number.isNaN(code) ? "none" : code}: ${saidBy(body.message)}`;
  if (TOKEN.has(code) || status === 401) throw new CallFailure("never", "token", status, text);
  if (MOMENT.has(code) || isMoment(status) || Number.isNaN(code)) {
    throw new CallFailure("retry", "moment", status, text, retryAfterOf(headers));
  }
  throw new CallFailure("never", "input", status, text);
}
