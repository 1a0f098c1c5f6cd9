import { type FailureClass, GatewayFailure } from "../failure.ts";

/** What a conversion can be sent to. Google is two: its ads through the Data Manager API, and Analytics 4. */
export type PlatformName = "meta" | "google" | "ga4" | "tiktok";

/** What is known of a person or their browser, as it was told: each platform normalises it by its own rules. */
export interface UserData {
  email?: string;
  phone?: string;
  firstName?: string;
  lastName?: string;
  dateOfBirth?: string;
  gender?: string;
  city?: string;
  state?: string;
  zip?: string;
  country?: string;
  externalId?: string;
  ip?: string;
  userAgent?: string;
  /** Meta's click and browser ids, `fb.1.<ms>.<…>`. */
  fbc?: string;
  fbp?: string;
  gclid?: string;
  gbraid?: string;
  wbraid?: string;
  ttclid?: string;
  ttp?: string;
  /** Analytics' id of a browser. */
  clientId?: string;
  /** ISO 8601 UTC: when the click ids beside `fbc` came. */
  clickedAt?: string;
}

/** One thing that happened, as a platform is to hear of it. */
export interface Conversion {
  /** The same in the browser's pixel and on every attempt: platforms drop the second by it. */
  eventId: string;
  /** The platform's name of it, or a custom one. */
  name: string;
  /** ISO 8601 UTC. */
  at: string;
  /** The page it happened on, without anything personal in its address; null: none. */
  pageUrl: string | null;
  user: UserData;
  /** Decimal, in the currency's main unit. */
  value: { amount: string; currency: string } | null;
  content: { id: string; name: string } | null;
  consent: { ads: boolean; statistics: boolean };
}

/** One configured pixel, with its secret. */
export interface Connection {
  pixelId: string;
  token: string;
  settings: ConnectionSettings;
}

export interface ConnectionSettings {
  /** Shows test events apart (Meta, TikTok). */
  testEventCode?: string;
  /** TikTok's advertiser, for the connection test. */
  advertiserId?: string;
  /** Google Ads: conversion action by name of the event. */
  conversionActions?: Readonly<Record<string, string>>;
  /** Google Ads: the manager account through which the customer is reached. */
  loginCustomerId?: string;
  /** Meta's LDU, TikTok's `limited_data_use`. */
  limitedDataUse?: boolean;
}

/** Why a conversion must not be sent although it may. */
export type Unfit = "no_identifier" | "weak_identifiers" | "value_missing" | "too_old" | "not_mapped";

/** One conversion in a platform's own words; personal data hashed where it wants it so. */
export interface Built {
  payload: Readonly<Record<string, unknown>>;
  /** Identifiers in it, in the platform's names. */
  identifiers: readonly string[];
  /** Fields that did not validate and were left out. */
  dropped: readonly string[];
}

export interface Accepted {
  /** HTTP status. */
  status: number;
  /** What the platform calls the request; empty when it did not say. */
  trace: string;
}

/** What a test of the connection found. `silent`: nobody answered, which says nothing of the token. */
export type Tested =
  | { result: "passed"; note: "" | "secret_not_checked" | "test_event_counted" }
  | { result: "refused"; code: string; message: string }
  | { result: "silent"; message: string };

/** One platform's API. */
export interface ConversionPlatform {
  /** Older ones are refused; null: no limit is stated. */
  readonly oldestMs: number | null;
  /** Most conversions in one call. */
  readonly batch: number;
  /** What a person has to have agreed to. */
  readonly purpose: "ads" | "statistics";
  /** @param now ISO 8601 UTC */
  build(conversion: Conversion, connection: Pick<Connection, "settings">, now: string): Built | { unfit: Unfit };
  /**
   * Sends conversions in one call, all or nothing.
   * @throws {CallFailure}
   */
  send(connection: Connection, payloads: readonly Built["payload"][], signal: AbortSignal): Promise<Accepted>;
  /** Asks whether the token is good for this pixel, in the way that leaves the least behind. */
  test(connection: Connection, signal: AbortSignal): Promise<Tested>;
  /** Meta's match quality, 0 to 10, by event name; null where a platform has none. */
  quality(connection: Connection, signal: AbortSignal): Promise<Readonly<Record<string, number>> | null>;
}

export type Platforms = Readonly<Record<PlatformName, ConversionPlatform>>;

/** Whose fault it was: the token's, the conversions' own, or the moment's. */
export type Fault = "token" | "input" | "moment";

/** A call that a platform refused or never answered. */
export class CallFailure extends GatewayFailure {
  override name = "GatewayFailure";
  constructor(
    failure: FailureClass,
    readonly fault: Fault,
    /** HTTP status, 0 when there was no answer. */
    readonly status: number,
    message: string,
    retryAfter?: number,
    options?: ErrorOptions,
  ) {
    super(failure, message, retryAfter, options);
  }
}
