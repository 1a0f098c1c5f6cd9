import {
  bigint,
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
import type { Channel, FactRef, Moment, Reference, Spread } from "./plan.ts";

export type DeliveryState = "open" | "attempting" | "succeeded" | "abandoned" | "skipped";

/** What the runtime keeps for every reactor beside the reactor's own tables: derived, dropped and folded again at will. */
export const runtimeTables = {
  outbox: table({
    key: "delivery_id",
    about: "What should be sent, to whom, when, until when, and what came of it.",
    columns: {
      /** UUIDv5 of (reactor, key). */
      delivery_id: uuid(),
      key: text(),
      channel: text() as Column<Channel>,
      urgent: bool(),
      studio_id: nullable(uuid()),
      person_id: nullable(uuid()),
      event_id: nullable(uuid()),
      registration_id: nullable(uuid()),
      contact: nullable(json<FactRef>()),
      mail: json<Reference>(),
      state: text() as Column<DeliveryState>,
      /** Why it is not made: the worker says so with a fact as soon as it is its turn. */
      skip_reason: nullable(text()),
      /** When it is its turn next: due, next attempt, or end of the lease. */
      next_at: timestamptz(),
      not_after: nullable(timestamptz()),
      /** From when the attempts are counted as taking too long. */
      since: timestamptz(),
      attempt: int(),
      last_error: nullable(text()),
      /** Position of the last attempt's fact. */
      attempted: nullable(bigint()),
      /** The fact that planned it, and what it belongs to. */
      cause_id: uuid(),
      correlation_id: text(),
    },
    indexes: [["event_id", "state"], ["registration_id", "state"]],
    rawIndexes: [
      "(next_at) where state in ('open', 'attempting')",
      "(urgent desc, next_at, delivery_id) where state in ('open', 'attempting')",
      "(attempted) where state = 'attempting'",
    ],
  }),
  timers: table({
    key: "key",
    about: "The moments the reactor waits for.",
    columns: {
      key: text(),
      scope: text(),
      due: timestamptz(),
      data: json<Moment>(),
      elapsed: bool(),
    },
    indexes: [["scope"]],
    rawIndexes: ["(due) where not elapsed"],
  }),
  commands: table({
    key: "command_id",
    about: "Commands to issue; closed by the first fact that carries their id.",
    columns: {
      /** UUIDv5 of (reactor, fact that led to it, n). */
      command_id: uuid(),
      type: text(),
      stream: text(),
      studio_id: nullable(uuid()),
      data: json<Readonly<Record<string, unknown>>>(),
      open: bool(),
      cause_id: uuid(),
      correlation_id: text(),
      planned_at: timestamptz(),
    },
    rawIndexes: ["(planned_at) where open"],
  }),
  waves: table({
    key: "reactor",
    about: "How far a fact is that leads to something for very many: what is left of it comes before any other.",
    columns: {
      reactor: text(),
      fact_id: uuid(),
      spreads: json<readonly Spread[]>(),
      /** Key of the last row of the first of them that was taken. */
      after: nullable(uuid()),
    },
  }),
  started: table({
    key: "reactor",
    about: "From where on the reactor acts.",
    columns: { reactor: text(), at: timestamptz() },
  }),
} as const;

export type RuntimeTables = typeof runtimeTables;
export type OutboxRow = RowOf<RuntimeTables["outbox"]["columns"]>;
export type CommandRow = RowOf<RuntimeTables["commands"]["columns"]>;
export type TimerRow = RowOf<RuntimeTables["timers"]["columns"]>;
