import type { Mapping, Platform, Trigger } from "../../domain/tracking/triggers.ts";
import {
  bool,
  type Column,
  int,
  json,
  nullable,
  type RowOf,
  table,
  text,
  timestamptz,
  uuid,
} from "../../projections/runtime/definition.ts";
import { ownerTables } from "../owners.ts";

/** What the reactor knows to decide what platforms hear of. Nothing personal: that is read when the call is made. */
export const conversionTables = {
  pixels: table({
    key: "tracking_id",
    columns: {
      tracking_id: uuid(),
      studio_id: uuid(),
      platform: text() as Column<Platform>,
      pixel_id: text(),
      settings: json<Readonly<Record<string, unknown>>>(),
      mapping: json<Mapping>(),
      /** Why nothing is sent; null: active. */
      paused: nullable(text()),
      removed: bool(),
      /** Key of the connection test that is planned; null: none. */
      retest: nullable(text()),
    },
    indexes: [["studio_id"]],
  }),
  events: table({
    key: "event_id",
    columns: { event_id: uuid(), studio_id: uuid(), title: text(), slug: text() },
  }),
  ...ownerTables,
  seats: table({
    key: "registration_id",
    columns: {
      registration_id: uuid(),
      event_id: uuid(),
      person_id: uuid(),
      /** The request's fact, its revision and its moment. */
      requested_id: uuid(),
      requested: int(),
      requested_at: timestamptz(),
      /** Revision of `RegistrationTracked`; null: no browser was asked. */
      tracked: nullable(int()),
      consent_id: nullable(uuid()),
      ads: bool(),
      statistics: bool(),
      /** Moments that were told already, each once in a registration's life. */
      told: json<Trigger[]>(),
    },
    indexes: [["person_id"]],
  }),
  /** Whose keys a browser's data is encrypted with. */
  browsers: table({ key: "consent_id", columns: { consent_id: uuid(), studio_id: uuid(), person_id: uuid() } }),
  /** When a browser or a person last said no: what happened before it is not sent any more. */
  refusals: table({
    key: "subject_id",
    columns: { subject_id: uuid(), ads_at: nullable(timestamptz()), statistics_at: nullable(timestamptz()) },
  }),
  /** What could be sent, for pixels that are connected later. */
  sources: table({
    key: "key",
    columns: {
      /** Source and trigger. */
      key: text(),
      studio_id: uuid(),
      /** UTC, `2026-11-24`. */
      day: text(),
      source: json<Source>(),
    },
    indexes: [["studio_id", "day"]],
  }),
  /** What came while a pixel was paused. */
  held: table({
    key: "key",
    columns: { key: text(), tracking_id: uuid(), source: text() },
    indexes: [["tracking_id"]],
  }),
} as const;

export type ConversionTables = typeof conversionTables;
export type PixelRow = RowOf<ConversionTables["pixels"]["columns"]>;
export type SeatRow = RowOf<ConversionTables["seats"]["columns"]>;

/** One moment that platforms may hear of. */
export interface Source {
  /** Of the fact, or of the visit: the platform's event id is derived from it. */
  sourceId: string;
  trigger: Trigger;
  studioId: string;
  eventId: string | null;
  personId: string;
  registrationId: string | null;
  /** ISO 8601 UTC. */
  at: string;
  /** Where what is personal stands: the registration's request, the visit, the report. */
  stream: string;
  revision: number;
  /** Revision of the browser's part of a registration; null: none. */
  tracked: number | null;
  consentId: string | null;
  ads: boolean;
  statistics: boolean;
}

export function sourceKey({ sourceId, trigger }: Pick<Source, "sourceId" | "trigger">): string {
  return `${sourceId}:${trigger}`;
}
