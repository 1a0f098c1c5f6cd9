import { type Answered, call, isMoment, retryAfterOf, saidBy } from "./call.ts";
import { clickedWithin, Fields } from "./fields.ts";
import { accessTokens } from "./google_token.ts";
import { tested } from "./meta.ts";
import {
  type Built,
  CallFailure,
  type Connection,
  type Conversion,
  type ConversionPlatform,
  type Unfit,
} from "./port.ts";

const MOMENT = new Set(["RESOURCE_EXHAUSTED", "INTERNAL", "DEADLINE_EXCEEDED", "UNAVAILABLE", "ABORTED"]);
const TOKEN = new Set(["UNAUTHENTICATED", "PERMISSION_DENIED"]);

/**
 * Google Ads by the Data Manager API. `pixelId` is the customer id, the token an OAuth grant or an access token.
 * @param base of the API @param tokenUrl where grants are exchanged
 */
export function googleDataManager(base: string, tokenUrl: string): ConversionPlatform {
  const tokens = accessTokens(tokenUrl);

  async function ingest(
    connection: Connection,
    payloads: readonly Built["payload"][],
    signal: AbortSignal,
    validateOnly: boolean,
  ) {
    const token = await tokens.of(connection.token, signal);
    const answered = await call("Google", new URL(`${base}/v1/events:ingest`), {
      token,
      signal,
      body: { destinations: destinationsOf(connection), events: payloads, encoding: "HEX", validateOnly },
    });
    refuse(answered);
    return { status: answered.status, trace: String(answered.body.requestId ?? "").slice(0, 60) };
  }

  return {
    oldestMs: null,
    batch: 2_000,
    purpose: "ads",
    build,
    send: (connection, payloads, signal) => ingest(connection, payloads, signal, false),
    async test(connection, signal) {
      try {
        const [action] = Object.keys(connection.settings.conversionActions ?? {});
        await ingest(connection, [testEvent(action)], signal, true);
        return { result: "passed", note: "" };
      } catch (error) {
        return tested(error);
      }
    },
    quality: () => Promise.resolve(null),
  };
}

/** One destination for each conversion action; an event names the one it is for. */
function destinationsOf({ pixelId, settings }: Connection) {
  const account = (accountId: string) => ({ accountType: "GOOGLE_ADS", accountId: accountId.replace(/\D/g, "") });
  return Object.entries(settings.conversionActions ?? {}).map(([name, productDestinationId]) => ({
    reference: name,
    operatingAccount: account(pixelId),
    ...(settings.loginCustomerId ? { loginAccount: account(settings.loginCustomerId) } : {}),
    productDestinationId,
  }));
}

function build(conversion: Conversion, { settings }: Pick<Connection, "settings">): Built | { unfit: Unfit } {
  const { user, value, at, consent } = conversion;
  if (!settings.conversionActions?.[conversion.name]) return { unfit: "not_mapped" };
  const fields = new Fields("google").add("emailAddress", "email", user.email).add("phoneNumber", "phone", user.phone);
  const address = new Fields("google")
    .add("givenName", "given_name", user.firstName)
    .add("familyName", "family_name", user.lastName)
    .add("regionCode", "country", user.country)
    .add("postalCode", "zip", user.zip);
  const clicks = new Fields("google");
  for (const name of ["gclid", "gbraid", "wbraid"] as const) {
    clicks.raw(name, user[name], () => clickedWithin(90, user, at));
  }
  const complete = address.names().length === 4; // Google takes an address only whole
  const identifiers = [...fields.names(), ...(complete ? ["address"] : []), ...clicks.names()];
  if (identifiers.length === 0) return { unfit: "no_identifier" };
  if (conversion.name === "Purchase" && !value) return { unfit: "value_missing" };
  const said = consent.ads ? "CONSENT_GRANTED" : "CONSENT_DENIED";
  const people = [
    ...fields.names().map((name) => ({ [name]: fields.sent[name] })),
    ...(complete ? [{ address: address.sent }] : []),
  ];
  const payload = {
    destinationReferences: [conversion.name],
    transactionId: conversion.eventId,
    eventTimestamp: at,
    eventSource: "WEB",
    ...(people.length > 0 ? { userData: { userIdentifiers: people } } : {}),
    ...(clicks.names().length > 0 ? { adIdentifiers: clicks.sent } : {}),
    ...(value ? { conversionValue: Number(value.amount), currency: value.currency } : {}),
    consent: { adUserData: said, adPersonalization: said },
  };
  return { payload, identifiers, dropped: [...fields.dropped, ...address.dropped, ...clicks.dropped] };
}

function testEvent(action: string | undefined): Built["payload"] {
  return {
    ...(action ? { destinationReferences: [action] } : {}),
    transactionId: crypto.randomUUID(),
    eventTimestamp: new Date().toISOString(),
    eventSource: "WEB",
    userData: { userIdentifiers: [{ emailAddress: "0".repeat(64) }] },
    consent: { adUserData: "CONSENT_GRANTED", adPersonalization: "CONSENT_GRANTED" },
  };
}

/** @throws {CallFailure} unless it is a success */
function refuse({ status, body, headers }: Answered): void {
  const error = body.error as { status?: unknown; message?: unknown } | undefined;
  if (status >= 200 && status < 300 && !error) return;
  const code = String(error?.status ?? "");
  const text = `Google answered ${status}${code ? `, ${code}` : ""}: ${saidBy(error?.message)}`;
  if (TOKEN.has(code) || status === 401 || status === 403) throw new CallFailure("never", "token", status, text);
  if (MOMENT.has(code) || isMoment(status)) {
    throw new CallFailure("retry", "moment", status, text, retryAfterOf(headers));
  }
  throw new CallFailure("never", "input", status, text);
}
