import { type Answered, call, isMoment, retryAfterOf, saidBy } from "./call.ts";
import { tested } from "./meta.ts";
import {
  type Built,
  CallFailure,
  type Connection,
  type Conversion,
  type ConversionPlatform,
  type Unfit,
} from "./port.ts";
import { Fields } from "./fields.ts";

const HOUR = 3_600_000;

/** The GA4 Measurement Protocol. One call is one browser, so calls are not shared. @param base without a trailing slash */
export function ga4Conversions(base: string): ConversionPlatform {
  const address = ({ pixelId, token }: Connection, path: string) => {
    const url = new URL(`${base}/${path}`);
    url.searchParams.set("measurement_id", pixelId);
    url.searchParams.set("api_secret", token);
    return url;
  };
  return {
    oldestMs: 72 * HOUR,
    batch: 1,
    purpose: "statistics",
    build,
    async send(connection, payloads, signal) {
      const answered = await call("Google Analytics", address(connection, "mp/collect"), {
        body: payloads[0],
        signal,
      });
      refuse(answered);
      return { status: answered.status, trace: "" };
    },
    async test(connection, signal) {
      try {
        const answered = await call("Google Analytics", address(connection, "debug/mp/collect"), {
          body: { client_id: "1.1", events: [{ name: "page_view", params: {} }] },
          signal,
        });
        refuse(answered);
        const [wrong] = (answered.body.validationMessages ?? []) as { description?: unknown }[];
        if (wrong) return { result: "refused", code: "0", message: `Google Analytics: ${saidBy(wrong.description)}` };
        return { result: "passed", note: "secret_not_checked" };
      } catch (error) {
        return tested(error);
      }
    },
    quality: () => Promise.resolve(null),
  };
}

function build(conversion: Conversion, _connection: unknown, now: string): Built | { unfit: Unfit } {
  const { user, value, content, pageUrl, consent } = conversion;
  if (Date.parse(now) - Date.parse(conversion.at) > 72 * HOUR) return { unfit: "too_old" };
  if (!user.clientId) return { unfit: "no_identifier" };
  if (conversion.name === "purchase" && !value) return { unfit: "value_missing" };
  const fields = new Fields("ga4");
  if (consent.ads) {
    fields.add("sha256_email_address", "email", user.email).add("sha256_phone_number", "phone", user.phone);
  }
  const known = fields.names().length > 0;
  const said = consent.ads ? "GRANTED" : "DENIED";
  const payload = {
    client_id: user.clientId,
    ...(user.externalId ? { user_id: user.externalId } : {}),
    timestamp_micros: Date.parse(conversion.at) * 1000,
    consent: { ad_user_data: said, ad_personalization: said },
    ...(known && user.externalId ? { user_data: fields.sent } : {}),
    events: [{
      name: conversion.name,
      params: {
        engagement_time_msec: 1,
        event_id: conversion.eventId,
        ...(conversion.name === "purchase" ? { transaction_id: conversion.eventId } : {}),
        ...(pageUrl ? { page_location: pageUrl } : {}),
        ...(value ? { value: Number(value.amount), currency: value.currency } : {}),
        ...(content ? { items: [{ item_id: content.id, item_name: content.name }] } : {}),
      },
    }],
  };
  return { payload, identifiers: ["client_id", ...fields.names()], dropped: fields.dropped };
}

/** Analytics answers 2xx to nearly everything. @throws {CallFailure} */
function refuse({ status, headers }: Answered): void {
  if (status >= 200 && status < 300) return;
  const text = `Google Analytics answered ${status}`;
  if (status === 401 || status === 403) throw new CallFailure("never", "token", status, text);
  if (isMoment(status)) throw new CallFailure("retry", "moment", status, text, retryAfterOf(headers));
  throw new CallFailure("never", "input", status, text);
}
