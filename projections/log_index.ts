import type { Kysely } from "kysely";
import type { ReadModels } from "./all.ts";
import {
  bigint,
  int,
  nullable,
  projection,
  type RowOf,
  type Rows,
  table,
  text,
  timestamptz,
  uuid,
} from "./runtime/definition.ts";

const index = table({
  key: "position",
  about: "One row per domain event with what an auditor filters by; its data stays in the log.",
  columns: {
    position: bigint(),
    event_id: uuid(),
    stream: text(),
    revision: int(),
    category: text(),
    type: text(),
    actor: text(),
    studio_id: nullable(text()),
    correlation_id: text(),
    causation_id: nullable(text()),
    command: text(),
    rule: nullable(text()),
    person_id: nullable(text()),
    registration_id: nullable(text()),
    occurred_at: timestamptz(),
    recorded_at: timestamptz(),
  },
  // each filter's rows stand in the order of the log, so a page of them is read and nothing is sorted (`log_pages.ts`)
  rawIndexes: [
    "(event_id)",
    "(causation_id) where causation_id is not null",
    "(recorded_at, position)",
    "(stream, position)",
    "(correlation_id, position)",
    "(person_id, position) where person_id is not null",
    "(registration_id, position) where registration_id is not null",
    "(studio_id, position) where studio_id is not null",
    "(studio_id, type, position)",
    "(studio_id, actor, type, position)",
    "(stream text_pattern_ops) where category = 'visits'",
    // what an event is, among what became of its people
    "(stream, position) where registration_id is null and category = 'event'",
  ],
});

const density = table({
  key: "bucket",
  about: "How many domain events of each type a studio recorded in each hour.",
  columns: {
    bucket: text(),
    studio_id: nullable(text()),
    hour: timestamptz(),
    type: text(),
    category: text(),
    count: int(),
  },
  rawIndexes: ["(studio_id, hour)"],
});

const days = table({
  key: "bucket",
  about: "How many domain events of each type a studio recorded on each day (UTC).",
  columns: {
    bucket: text(),
    studio_id: nullable(text()),
    day: timestamptz(),
    type: text(),
    category: text(),
    count: int(),
  },
  rawIndexes: ["(studio_id, day)"],
});

const types = table({
  key: "bucket",
  about: "How many domain events of each type a studio has recorded.",
  columns: { bucket: text(), studio_id: nullable(text()), type: text(), category: text(), count: int() },
  rawIndexes: ["(studio_id)"],
});

export const logIndex = projection({
  name: "log_index",
  version: 3,
  about: "The whole log by stream, type, actor, studio, person, registration, cause and time, for auditors.",
  tables: { log_index: index, log_density: density, log_days: days, log_types: types },
  on: {},
  each: (fact, rows) => {
    const { meta, stream, type } = fact;
    const category = stream.split("-", 1)[0]!;
    rows.log_index.insert({
      position: Number(fact.position),
      event_id: fact.id,
      stream,
      revision: fact.revision,
      category,
      type,
      actor: meta.actor,
      studio_id: meta.studio,
      correlation_id: meta.correlationId,
      causation_id: meta.causationId,
      command: meta.command,
      rule: meta.rule ?? null,
      ...subjectsOf(fact.data),
      occurred_at: meta.occurredAt,
      recorded_at: fact.recordedAt,
    });
    const { studio } = meta;
    const own = { studio_id: studio, type, category };
    const [hour, day] = [`${fact.recordedAt.slice(0, 13)}:00:00.000Z`, `${fact.recordedAt.slice(0, 10)}T00:00:00.000Z`];
    count(rows.log_density, `${studio ?? ""}/${hour}/${type}`, (bucket) => ({ bucket, ...own, hour, count: 1 }));
    count(rows.log_days, `${studio ?? ""}/${day}/${type}`, (bucket) => ({ bucket, ...own, day, count: 1 }));
    count(rows.log_types, `${studio ?? ""}/${type}`, (bucket) => ({ bucket, ...own, count: 1 }));
  },
});

/** One more in a bucket, or the first. */
function count<R extends { count: number }>(rows: Rows<R>, bucket: string, first: (bucket: string) => R): void {
  const counted = rows.update(bucket, (row) => void row.count++);
  if (!counted) rows.insert(first(bucket));
}

/** Whom and what a fact is about: a person alone, not one of many. */
function subjectsOf(data: object): { person_id: string | null; registration_id: string | null } {
  const { personId, personIds, registrationId } = data as Record<string, unknown>;
  const person = personId ?? (Array.isArray(personIds) && personIds.length === 1 ? personIds[0] : null);
  return {
    person_id: typeof person === "string" ? person : null,
    registration_id: typeof registrationId === "string" ? registrationId : null,
  };
}

/** One domain event as the log's index knows it. `position` is opaque and ordered. */
export interface LogEntry {
  position: string;
  eventId: string;
  stream: string;
  revision: number;
  category: string;
  type: string;
  actor: string;
  studioId: string | null;
  correlationId: string;
  causationId: string | null;
  command: string;
  /** The rule that led here, where one did. */
  rule: string | null;
  personId: string | null;
  registrationId: string | null;
  occurredAt: string;
  recordedAt: string;
}

export interface LogFilter {
  /** Null: facts of the installation only. Left out: everything. */
  studioId?: string | null;
  stream?: string;
  category?: string;
  type?: string;
  actor?: string;
  correlationId?: string;
  personId?: string;
  registrationId?: string;
  /** Position, inclusive: what came later is left out. */
  through?: string;
  /** ISO 8601, inclusive. */
  from?: string;
  /** ISO 8601, exclusive. */
  until?: string;
}

/** Position of the newest domain event of a studio, "0" when there is none. */
export async function logHead(db: Kysely<ReadModels>, studioId: string): Promise<string> {
  const row = await db.selectFrom("log_index").where("studio_id", "=", studioId).select("position")
    .orderBy("position", "desc").limit(1).executeTakeFirst();
  return String(row?.position ?? 0);
}

/** Where a domain event stands; null when there is none, or it is not indexed yet. */
export async function logEntry(db: Kysely<ReadModels>, eventId: string): Promise<LogEntry | null> {
  const row = await db.selectFrom("log_index").selectAll().where("event_id", "=", eventId).executeTakeFirst();
  return row ? entryOf(row) : null;
}

/** A cause may be a command, whose id finds nothing, but never anything else. */
const isId = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Most domain events that a tree of causes shows. */
const MOST_IN_TREE = 500;

/**
 * What led to a domain event and what it led to, oldest first: everything of its outside request, and along the causes
 * beyond it, both ways (a moment that came belongs to no request).
 */
export async function logChain(db: Kysely<ReadModels>, eventId: string): Promise<LogEntry[]> {
  const own = await logEntry(db, eventId);
  if (!own) return [];
  const found = new Map([[own.eventId, own]]);
  const request = await db.selectFrom("log_index").selectAll().where("correlation_id", "=", own.correlationId)
    .orderBy("position").limit(MOST_IN_TREE).execute();
  for (const row of request) found.set(row.event_id, entryOf(row));
  for (let fresh = [...found.values()]; fresh.length > 0 && found.size < MOST_IN_TREE;) {
    const causes = fresh.map(({ causationId }) => causationId).filter((id) =>
      id !== null && isId.test(id) && !found.has(id)
    ) as string[];
    const rows = await db.selectFrom("log_index").selectAll()
      .where(({ or, eb }) =>
        or([
          eb("causation_id", "in", fresh.map((entry) => entry.eventId)),
          ...(causes.length > 0 ? [eb("event_id", "in", causes)] : []),
        ])
      ).limit(MOST_IN_TREE).execute();
    fresh = rows.map(entryOf).filter((entry) => !found.has(entry.eventId));
    for (const entry of fresh) found.set(entry.eventId, entry);
  }
  return [...found.values()].sort((a, b) => Number(a.position) - Number(b.position));
}

/** A row of the index as it is told. */
export function entryOf(row: LogRow): LogEntry {
  return {
    position: String(row.position),
    eventId: row.event_id,
    stream: row.stream,
    revision: row.revision,
    category: row.category,
    type: row.type,
    actor: row.actor,
    studioId: row.studio_id,
    correlationId: row.correlation_id,
    causationId: row.causation_id,
    command: row.command,
    rule: row.rule,
    registrationId: row.registration_id,
    personId: row.person_id,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
  };
}

type LogRow = RowOf<typeof index["columns"]>;
