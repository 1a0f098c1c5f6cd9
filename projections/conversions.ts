import type { TrackingSettings } from "../domain/tracking/events.ts";
import type { Mapping, Platform, Trigger } from "../domain/tracking/triggers.ts";
import type { CallState } from "./outcomes.ts";
import {
  bool,
  type Column,
  int,
  internal,
  json,
  nullable,
  projection,
  type RowOf,
  type Rows,
  table,
  text,
  timestamptz,
  uuid,
} from "./runtime/definition.ts";

const pixels = table({
  key: "tracking_id",
  about: "One row per connected pixel, removed ones too.",
  columns: {
    tracking_id: uuid(),
    studio_id: uuid(),
    platform: text() as Column<Platform>,
    pixel_id: text(),
    settings: json<TrackingSettings>(),
    mapping: json<Mapping>(),
    /** Why nothing is sent; null: active. */
    paused: nullable(text()),
    removed: bool(),
    test_result: nullable(text()),
    test_note: internal(nullable(text())),
    tested_at: nullable(timestamptz()),
    created_at: timestamptz(),
    updated_at: timestamptz(),
  },
  indexes: [["studio_id"]],
});

const conversionsTable = table({
  key: "delivery_id",
  about: "One row per conversion that was sent, tried or skipped.",
  columns: {
    delivery_id: uuid(),
    tracking_id: uuid(),
    studio_id: nullable(uuid()),
    /** `conversion`, `test`. */
    kind: text(),
    source_id: text(),
    trigger: nullable(text()) as Column<Trigger | null>,
    event_name: text(),
    state: text() as Column<CallState>,
    /** HTTP status of the last call; null: none was made, or nobody answered. */
    status_code: nullable(int()),
    latency_ms: nullable(int()),
    batch: nullable(int()),
    attempts: int(),
    repeated_unknown: bool(),
    identifiers: json<string[]>(),
    dropped: json<string[]>(),
    payload_hash: nullable(text()),
    skip_reason: nullable(text()),
    error: internal(nullable(text())),
    next_attempt_at: nullable(timestamptz()),
    created_at: timestamptz(),
    updated_at: timestamptz(),
  },
  indexes: [["tracking_id", "source_id"]],
  rawIndexes: ["(tracking_id, created_at desc, delivery_id)", "(studio_id, created_at)"],
});

const sources = table({
  key: "key",
  about: "What happened with consent: what a pixel connected later could be told.",
  columns: {
    key: text(),
    studio_id: uuid(),
    source_id: text(),
    trigger: text() as Column<Trigger>,
    ads: bool(),
    statistics: bool(),
    happened_at: timestamptz(),
    consent_id: nullable(uuid()),
    person_id: uuid(),
  },
  rawIndexes: ["(studio_id, happened_at)"],
});

const seats = table({
  key: "registration_id",
  about: "What is known of a registration for platforms.",
  columns: {
    registration_id: uuid(),
    studio_id: uuid(),
    requested_id: uuid(),
    requested_at: timestamptz(),
    confirmed_id: nullable(uuid()),
    person_id: uuid(),
    consent_id: nullable(uuid()),
    ads: bool(),
    statistics: bool(),
    told: json<Trigger[]>(),
  },
});

const tables = {
  tracking_pixels: pixels,
  conversions: conversionsTable,
  conversion_sources: sources,
  conversion_seats: seats,
  conversion_events: table({
    key: "event_id",
    about: "Whose an event is.",
    columns: { event_id: uuid(), studio_id: uuid() },
  }),
};

export type PixelView = RowOf<typeof pixels["columns"]>;
/** What was told to a platform, or not told and why. */
export type ConversionView = RowOf<typeof conversionsTable["columns"]>;
type Row = ConversionView;
type Call = {
  status: number;
  latencyMs: number;
  batch: number;
  identifiers: string[];
  dropped: string[];
  payloadHash: string;
};

export const conversions = projection({
  name: "conversions",
  version: 1,
  about: "Connected pixels, and what each platform was told, or was not and why.",
  tables,
  on: {
    TrackingConfigured: ({ data, meta }, rows) => {
      rows.tracking_pixels.insert({
        tracking_id: data.trackingId,
        studio_id: data.studioId,
        platform: data.platform,
        pixel_id: data.pixelId,
        settings: data.settings,
        mapping: data.mapping,
        paused: null,
        removed: false,
        test_result: null,
        test_note: null,
        tested_at: null,
        created_at: meta.occurredAt,
        updated_at: meta.occurredAt,
      });
    },
    ConnectionTested: ({ data: { trackingId, result, note }, meta }, rows) => {
      rows.tracking_pixels.update(trackingId, { test_result: result, test_note: note, tested_at: meta.occurredAt });
    },
    TrackingPaused: ({ data: { trackingId, reason }, meta }, rows) => {
      rows.tracking_pixels.update(trackingId, { paused: reason, updated_at: meta.occurredAt });
    },
    TrackingResumed: ({ data: { trackingId }, meta }, rows) => {
      rows.tracking_pixels.update(trackingId, { paused: null, updated_at: meta.occurredAt });
    },
    TokenRotated: ({ data: { trackingId }, meta }, rows) => {
      rows.tracking_pixels.update(trackingId, { updated_at: meta.occurredAt });
    },
    TrackedEventsChanged: ({ data: { trackingId, mapping }, meta }, rows) => {
      rows.tracking_pixels.update(trackingId, { mapping, updated_at: meta.occurredAt });
    },
    TrackingSettingsChanged: ({ data: { trackingId, settings }, meta }, rows) => {
      rows.tracking_pixels.update(trackingId, { settings, updated_at: meta.occurredAt });
    },
    TrackingRemoved: ({ data: { trackingId }, meta }, rows) => {
      rows.tracking_pixels.update(trackingId, { removed: true, updated_at: meta.occurredAt });
    },

    EventCreated: ({ data: { eventId, studioId } }, rows) => {
      rows.conversion_events.insert({ event_id: eventId, studio_id: studioId });
    },
    VisitTracked: ({ data, meta }, rows) => {
      const { visitId, studioId, personId, eventId, consent } = data;
      const source = { sourceId: visitId, studioId, personId, at: meta.occurredAt, ...consent };
      happened(rows, { ...source, trigger: "page_viewed" });
      if (eventId) happened(rows, { ...source, trigger: "event_viewed" });
    },
    ConversionReported: ({ id, data: { studioId, personId, what, happenedAt, consent } }, rows) =>
      happened(rows, { sourceId: id, studioId, personId, trigger: what, at: happenedAt, ...consent }),
    RegistrationRequested: ({ id, data, meta }, rows) => {
      const event = rows.conversion_events.get(data.eventId);
      if (!event) return;
      rows.conversion_seats.insert({
        registration_id: data.registrationId,
        studio_id: event.studio_id,
        requested_id: id,
        requested_at: meta.occurredAt,
        confirmed_id: null,
        person_id: data.personId,
        consent_id: null,
        ads: false,
        statistics: false,
        told: [],
      });
    },
    RegistrationTracked: ({ data: { registrationId, consent: { consentId, ads, statistics } } }, rows) => {
      rows.conversion_seats.update(registrationId, { consent_id: consentId, ads, statistics });
    },
    RegistrationPending: ({ data }, rows) => registered(rows, data.registrationId),
    RegistrationWaitlisted: ({ data }, rows) => registered(rows, data.registrationId),
    RegistrationConfirmed: ({ id, data, meta }, rows) => {
      registered(rows, data.registrationId);
      if (rows.conversion_seats.get(data.registrationId)?.told.includes("confirmed")) return;
      rows.conversion_seats.update(data.registrationId, { confirmed_id: id });
      once(rows, data.registrationId, "confirmed", { sourceId: id, at: meta.occurredAt });
    },
    AttendanceMarked: ({ id, data, meta }, rows) => {
      if (data.attendance !== "attended") return;
      once(rows, data.registrationId, "attended", { sourceId: id, at: meta.occurredAt });
    },

    DeliveryAttempted: ({ data, meta }, rows) => {
      if (data.reactor !== "conversions") return;
      const row = rows.conversions.get(data.deliveryId) ?? fresh(data, meta);
      if (!row) return;
      rows.conversions.insert({
        ...row,
        state: "attempting",
        attempts: data.attempt,
        repeated_unknown: row.repeated_unknown || data.repeatsUnknown,
        next_attempt_at: null,
        updated_at: meta.occurredAt,
      });
    },
    DeliverySucceeded: ({ data, meta }, rows) => {
      rows.conversions.update(data.deliveryId, {
        state: "succeeded",
        error: null,
        ...called(data.call),
        updated_at: meta.occurredAt,
      });
    },
    DeliveryFailed: ({ data, meta }, rows) => {
      rows.conversions.update(data.deliveryId, {
        state: "failed",
        error: data.error,
        next_attempt_at: data.nextAttemptAt,
        ...called(data.call),
        updated_at: meta.occurredAt,
      });
    },
    DeliveryAbandoned: ({ data, meta }, rows) => {
      rows.conversions.update(data.deliveryId, {
        state: "abandoned",
        error: data.error,
        ...called(data.call),
        updated_at: meta.occurredAt,
      });
    },
    DeliverySkipped: ({ data, meta }, rows) => {
      if (data.reactor !== "conversions") return;
      const row = rows.conversions.get(data.deliveryId) ?? fresh(data, meta);
      if (!row) return;
      rows.conversions.insert({
        ...row,
        state: "skipped",
        skip_reason: data.reason,
        next_attempt_at: null,
        updated_at: meta.occurredAt,
      });
    },
    DeliveryReplayed: ({ data, meta }, rows) => {
      rows.conversions.update(data.deliveryId, { state: "replayed", updated_at: meta.occurredAt });
    },
  },
});

type All = { [K in keyof typeof tables]: Rows<RowOf<typeof tables[K]["columns"]>> };

interface Source {
  sourceId: string;
  studioId: string;
  personId: string;
  trigger: Trigger;
  at: string;
  consentId: string | null;
  ads: boolean;
  statistics: boolean;
}

function happened({ conversion_sources }: All, source: Source): void {
  if (!source.ads && !source.statistics) return;
  conversion_sources.insert({
    key: `${source.sourceId}:${source.trigger}`,
    studio_id: source.studioId,
    source_id: source.sourceId,
    trigger: source.trigger,
    ads: source.ads,
    statistics: source.statistics,
    happened_at: source.at,
    consent_id: source.consentId,
    person_id: source.personId,
  });
}

function registered(rows: All, registrationId: string): void {
  const seat = rows.conversion_seats.get(registrationId);
  if (seat) once(rows, registrationId, "registered", { sourceId: seat.requested_id, at: seat.requested_at });
}

function once(rows: All, registrationId: string, trigger: Trigger, of: { sourceId: string; at: string }): void {
  const seat = rows.conversion_seats.get(registrationId);
  if (!seat || seat.told.includes(trigger)) return;
  rows.conversion_seats.update(registrationId, { told: [...seat.told, trigger] });
  const { studio_id, person_id, consent_id, ads, statistics } = seat;
  happened(rows, { ...of, trigger, studioId: studio_id, personId: person_id, consentId: consent_id, ads, statistics });
}

function called(call: Call | undefined): Partial<Row> {
  if (!call) return {};
  return {
    status_code: call.status || null,
    latency_ms: call.latencyMs,
    batch: call.batch,
    identifiers: call.identifiers,
    dropped: call.dropped,
    payload_hash: call.payloadHash,
  };
}

/** A key says which pixel, source and name it is about: `conversion:<pixel>:<source>:<trigger>:<name>[:<backfill>]`. */
function fresh(
  data: { deliveryId: string; key: string },
  meta: { studio: string | null; occurredAt: string },
): Row | null {
  const [kind, trackingId, sourceId, trigger, name] = data.key.split(":");
  if (kind !== "conversion" && kind !== "test") return null;
  return {
    delivery_id: data.deliveryId,
    tracking_id: trackingId!,
    studio_id: meta.studio,
    kind,
    source_id: sourceId!,
    trigger: kind === "conversion" ? trigger as Trigger : null,
    event_name: name ?? "",
    state: "attempting",
    status_code: null,
    latency_ms: null,
    batch: null,
    attempts: 0,
    repeated_unknown: false,
    identifiers: [],
    dropped: [],
    payload_hash: null,
    skip_reason: null,
    error: null,
    next_attempt_at: null,
    created_at: meta.occurredAt,
    updated_at: meta.occurredAt,
  };
}
