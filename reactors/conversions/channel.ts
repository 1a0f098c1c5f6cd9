import { hash } from "node:crypto";
import type { Failed, Outcome } from "../../gateways/conversions/batch.ts";
import type { Built, Connection, ConversionPlatform, Platforms, Tested } from "../../gateways/conversions/port.ts";
import { type Queryable, rowTypes } from "../../projections/runtime/sql.ts";
import type { Platform } from "../../domain/tracking/triggers.ts";
import { purposeOf } from "../../domain/tracking/triggers.ts";
import type { ChannelSpec, Ready } from "../runtime/channel.ts";
import { type Clock, systemClock } from "../runtime/clock.ts";
import { type Of, ownTable } from "../runtime/due.ts";
import type { FactAt } from "../runtime/facts.ts";
import type { OutboxRow } from "../runtime/tables.ts";
import { conversionOf, type ConversionReference } from "./conversion_of.ts";
import { Gathering } from "../runtime/gathering.ts";
import type { PixelRow } from "./tables.ts";

export interface ConversionChannelOptions {
  db: Queryable;
  factAt: FactAt;
  platforms: Platforms;
  sendAll(
    platform: ConversionPlatform,
    connection: Connection,
    payloads: readonly Built["payload"][],
    signal: AbortSignal,
  ): Promise<(Outcome | Failed)[]>;
  /** The token of a pixel; null: it is removed. */
  tokenOf(studioId: string, trackingId: string): Promise<string | null>;
  /** An event's public page. */
  eventUrl(studioAddress: string, slug: string): string;
  baseUrl(): string;
  /** The platform refuses the token: pauses the pixel and tells its trainer. */
  refuse(studioId: string, trackingId: string): Promise<void>;
  /** What a repeated connection test found. */
  tested(studioId: string, trackingId: string, test: Tested): Promise<void>;
  clock?: Clock;
  /** Conversions at a time. */
  concurrency?: number;
}

/** Milliseconds for one call of a platform, halving included. */
const PATIENCE = 25_000;
/** Where calls hold one conversion each, more of them go at a time. */
const ALONE = 20;

interface Item {
  pixel: PixelRow;
  built: Built;
}

/** The way conversions go: judged once more, put into the platform's words, gathered and sent, and kept nowhere. */
export function conversionChannel(options: ConversionChannelOptions): ChannelSpec {
  const { platforms, tokenOf, refuse, clock = systemClock } = options;
  const pixels = new Map<string, PixelRow>();
  const lookUp = lookingUp(options.db);
  const gathering = new Gathering<Item, Outcome>(
    async (trackingId, items) => {
      const { pixel } = items[0]!;
      const token = await tokenOf(pixel.studio_id, trackingId);
      if (token === null) throw failure("never", "the pixel was removed");
      const connection = { pixelId: pixel.pixel_id, token, settings: pixel.settings } as Connection;
      const payloads = items.map(({ built }) => built.payload);
      const outcomes = await options.sendAll(
        platforms[pixel.platform],
        connection,
        payloads,
        AbortSignal.timeout(PATIENCE),
      );
      if (outcomes.some((outcome) => "failure" in outcome && outcome.failure.fault === "token")) {
        await refuse(pixel.studio_id, trackingId);
      }
      return outcomes.map((outcome, n) => {
        if (!("failure" in outcome)) return { ok: outcome };
        const { failure: error, size, latencyMs } = outcome;
        return { error: Object.assign(error, { call: callOf(items[n]!.built, error.status, size, latencyMs) }) };
      });
    },
    (trackingId) => {
      const batch = platforms[pixels.get(trackingId)?.platform ?? "ga4"].batch;
      return { most: batch, calls: batch === 1 ? ALONE : 2 };
    },
  );

  return {
    concurrency: options.concurrency ?? 1_000,
    timeout: PATIENCE + 5_000,
    async prepare(row): Promise<Ready> {
      const found = ready(row, await lookUp(row));
      if ("skip" in found) return found;
      const { pixel } = found;
      pixels.set(pixel.tracking_id, pixel);
      if (row.mail.kind === "connection_test") return retest(pixel, options);
      const made = row.mail.kind === "test_event"
        ? testConversion(row, pixel, platforms, clock)
        : await buildConversion(row, pixel, found, options);
      if ("skip" in made) return made;
      return {
        async send() {
          const { status, trace, size, latencyMs } = await gathering.add(pixel.tracking_id, { pixel, built: made });
          return { receipt: trace || "taken", call: callOf(made, status, size, latencyMs) };
        },
      };
    },
  };
}

/** What the log keeps of a call: nothing personal, and a hash by which the payload that is shown later proves to be the one. */
function callOf(built: Built, status: number, batch: number, latencyMs: number) {
  const { identifiers, dropped, payload } = built;
  return {
    status,
    batch,
    latencyMs,
    identifiers: [...identifiers],
    dropped: [...dropped],
    payloadHash: hashOf(payload),
  };
}

/** SHA-256 of the payload's JSON. */
export function hashOf(payload: Built["payload"]): string {
  return hash("sha256", JSON.stringify(payload), "hex");
}

interface Found {
  pixel: PixelRow;
  event: { event_id: string; title: string; slug: string; address: string } | null;
  refused: Record<"ads" | "statistics", string | null>;
}

/** The last look: pixel, pause and consent as they are now. */
function ready(row: Of<OutboxRow>, found: Found | null): Found | { skip: string } {
  if (!found || found.pixel.removed) return { skip: "tracking_removed" };
  const { pixel, refused } = found;
  if (row.mail.kind === "connection_test") return found;
  if (pixel.paused !== null) return { skip: "paused" };
  const last = refused[purposeOf(pixel.platform)];
  const { at } = row.mail as unknown as ConversionReference;
  if (last !== null && Date.parse(last) >= Date.parse(at)) return { skip: "consent_withdrawn" };
  return found;
}

/** Looks up what has become ready at the same time in one question. */
function lookingUp(db: Queryable): (row: Of<OutboxRow>) => Promise<Found | null> {
  const looks = new Gathering<Of<OutboxRow>, Found | null>(
    async (_, rows) => (await pixelsOf(rows, db)).map((ok) => ({ ok })),
    () => ({ most: 500, calls: 2 }),
  );
  return (row) => looks.add(row.reactor, row);
}

/** For each plan its pixel, the event it is about, and when the person or their browser last said no. */
async function pixelsOf(rows: readonly Of<OutboxRow>[], db: Queryable): Promise<(Found | null)[]> {
  const { reactor } = rows[0]!;
  const references = rows.map(({ mail }) => mail as Partial<ConversionReference>);
  const { rows: found } = await db.query({
    text: `select to_jsonb(p) as pixel,
        (select to_jsonb(e) || jsonb_build_object('address', s.address) from ${ownTable(reactor, "events")} e
          join ${ownTable(reactor, "studios")} s on s.studio_id = e.studio_id where e.event_id = r.event_id) as event,
        (select jsonb_build_object('ads', max(ads_at), 'statistics', max(statistics_at))
          from ${ownTable(reactor, "refusals")} where subject_id in (r.browser, r.person)) as refused
      from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) with ordinality
        as r (tracking_id, event_id, browser, person, n)
      left join ${ownTable(reactor, "pixels")} p on p.tracking_id = r.tracking_id order by r.n`,
    values: [
      references.map(({ trackingId }) => trackingId ?? null),
      rows.map(({ event_id }) => event_id),
      references.map(({ consentId }) => consentId ?? null),
      rows.map(({ person_id }) => person_id),
    ],
  });
  return found.map((one) => one.pixel === null ? null : one as Found);
}

async function buildConversion(
  row: Of<OutboxRow>,
  pixel: PixelRow,
  { event }: Found,
  { factAt, platforms, eventUrl, baseUrl, clock = systemClock }: ConversionChannelOptions,
): Promise<Built | { skip: string }> {
  const reference = row.mail as unknown as ConversionReference;
  const contact = row.contact!;
  const [source, tracked] = await Promise.all([
    factAt(contact),
    reference.tracked === null ? null : factAt({ stream: contact.stream, revision: reference.tracked }),
  ]);
  if (!source) throw new TypeError(`${row.key} has no fact to read from`);
  const subject = event && { id: event.event_id, title: event.title, url: eventUrl(event.address, event.slug) };
  const made = conversionOf(reference, { source, tracked: tracked ?? null }, subject, baseUrl());
  if (!made) return { skip: "person_erased" };
  const { settings } = pixel as unknown as Connection;
  const built = platforms[pixel.platform as Platform].build(made.conversion, { settings }, clock.now().toISOString());
  if ("unfit" in built) return { skip: built.unfit };
  return { ...built, dropped: [...made.dropped, ...built.dropped] };
}

/** What is sent for one planned conversion, made from the facts alone; null when they do not say it any more. */
export async function payloadOf(
  options: ConversionChannelOptions,
  deliveryId: string,
): Promise<{ payload: Built["payload"]; hash: string } | null> {
  const reactor = "conversions";
  const { rows: [row] } = await options.db.query({
    text: `select * from ${ownTable(reactor, "outbox")} where delivery_id = $1`,
    values: [deliveryId],
    types: rowTypes,
  });
  if (!row) return null;
  const planned = { ...row, reactor } as Of<OutboxRow>;
  const [found] = await pixelsOf([planned], options.db);
  if (!found) return null;
  const at = new Date((planned.mail as { at?: string }).at ?? 0);
  // judged at the moment it happened: what has grown old since was young when it was sent
  const clock: Clock = { ...(options.clock ?? systemClock), now: () => at };
  const made = planned.mail.kind === "conversion"
    ? await buildConversion(planned, found.pixel, found, { ...options, clock })
    : testConversion(planned, found.pixel, options.platforms, clock);
  return "skip" in made ? null : { payload: made.payload, hash: hashOf(made.payload) };
}

/** An event that is nobody's, as a platform wants its own. */
function testConversion(
  row: Of<OutboxRow>,
  pixel: PixelRow,
  platforms: Platforms,
  clock: Clock,
): Built | { skip: string } {
  const { testId, at } = row.mail as unknown as { testId: string; at: string };
  const [name = "PageView"] = Object.values(pixel.mapping);
  const built = platforms[pixel.platform].build(
    {
      eventId: testId,
      name,
      at,
      pageUrl: null,
      user: { externalId: testId, clientId: testId, email: "test@example.com", userAgent: "webinars connection test" },
      value: { amount: "1.00", currency: "EUR" },
      content: null,
      consent: { ads: true, statistics: true },
    },
    { settings: pixel.settings },
    clock.now().toISOString(),
  );
  return "unfit" in built ? { skip: built.unfit } : built;
}

/** A platform that was silent is asked again, as often as deliveries are tried. */
function retest(pixel: PixelRow, { platforms, tokenOf, tested }: ConversionChannelOptions): Ready {
  return {
    async send({ signal }) {
      const token = await tokenOf(pixel.studio_id, pixel.tracking_id);
      if (token === null) throw failure("never", "the pixel was removed");
      const connection = { pixelId: pixel.pixel_id, token, settings: pixel.settings } as Connection;
      const test = await platforms[pixel.platform].test(connection, signal);
      if (test.result === "silent") throw failure("retry", test.message);
      await tested(pixel.studio_id, pixel.tracking_id, test);
      return { receipt: test.result };
    },
  };
}

/** This folder knows gateways by type only. */
function failure(kind: "retry" | "never", message: string): Error {
  return Object.assign(new Error(message), { name: "GatewayFailure", failure: kind });
}
