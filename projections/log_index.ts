import { type Kysely, type SelectQueryBuilder, sql } from "kysely";
import type { ReadModels } from "./all.ts";
import { bigint, int, nullable, projection, type RowOf, table, text, timestamptz, uuid } from "./runtime/definition.ts";

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
    person_id: nullable(text()),
    occurred_at: timestamptz(),
    recorded_at: timestamptz(),
  },
  rawIndexes: [
    "(stream, revision)",
    "(event_id)",
    "(correlation_id)",
    "(type, position)",
    "(studio_id, position) where studio_id is not null",
    "(person_id, position) where person_id is not null",
    // positions and times of recording rise together: a block range is all it takes
    "using brin (recorded_at)",
  ],
});

export const logIndex = projection({
  name: "log_index",
  version: 1,
  about: "The whole log by stream, type, actor, studio, person, cause and time, for auditors.",
  tables: { log_index: index },
  on: {},
  each: (fact, rows) => {
    const { meta, stream } = fact;
    const personId = (fact.data as { personId?: unknown }).personId;
    rows.log_index.insert({
      position: Number(fact.position),
      event_id: fact.id,
      stream,
      revision: fact.revision,
      category: stream.split("-", 1)[0]!,
      type: fact.type,
      actor: meta.actor,
      studio_id: meta.studio,
      correlation_id: meta.correlationId,
      causation_id: meta.causationId,
      command: meta.command,
      person_id: typeof personId === "string" ? personId : null,
      occurred_at: meta.occurredAt,
      recorded_at: fact.recordedAt,
    });
  },
});

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
  personId: string | null;
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
  /** ISO 8601, inclusive. */
  from?: string;
  /** ISO 8601, exclusive. */
  until?: string;
}

/** Domain events, newest first, from before `before`; ask on with the last one's position. At most 500. */
export async function listLog(
  db: Kysely<ReadModels>,
  filter: LogFilter & { before?: string; limit?: number },
): Promise<LogEntry[]> {
  let found = filtered(db.selectFrom("log_index"), filter);
  if (filter.before !== undefined) found = found.where("position", "<", Number(filter.before));
  const rows = await found.selectAll().orderBy("position", "desc")
    .limit(Math.min(filter.limit ?? 100, 500)).execute();
  return rows.map(entryOf);
}

/** Where a domain event stands; null when there is none, or it is not indexed yet. */
export async function logEntry(db: Kysely<ReadModels>, eventId: string): Promise<LogEntry | null> {
  const row = await db.selectFrom("log_index").selectAll().where("event_id", "=", eventId).executeTakeFirst();
  return row ? entryOf(row) : null;
}

/** Everything that one outside request led to, oldest first; causes are `causationId`s among these. */
export async function logChain(db: Kysely<ReadModels>, correlationId: string): Promise<LogEntry[]> {
  const rows = await db.selectFrom("log_index").selectAll().where("correlation_id", "=", correlationId)
    .orderBy("position").limit(1_000).execute();
  return rows.map(entryOf);
}

/** How many domain events there are in each of `buckets` equal spans of time between the first and the last. */
export async function logDensity(
  db: Kysely<ReadModels>,
  filter: LogFilter & { buckets: number },
): Promise<{ from: string; until: string; count: number }[]> {
  const span = await filtered(db.selectFrom("log_index"), filter)
    .select(({ fn }) => [fn.min("recorded_at").as("first"), fn.max("recorded_at").as("last")]).executeTakeFirst();
  if (!span?.first || !span.last) return [];
  const first = Date.parse(span.first), last = Date.parse(span.last);
  const width = Math.max((last - first + 1) / filter.buckets, 1);
  const rows = await filtered(db.selectFrom("log_index"), filter).select(({ fn }) => [
    sql<number>`floor((extract(epoch from recorded_at) * 1000 - ${first}::float8) / ${width}::float8)::int`.as(
      "bucket",
    ),
    fn.countAll<number>().as("count"),
  ]).groupBy("bucket").execute();
  const counts = new Map(rows.map(({ bucket, count }) => [bucket, count]));
  const at = (bucket: number) => new Date(first + bucket * width).toISOString();
  return Array.from({ length: filter.buckets }, (_, bucket) => ({
    from: at(bucket),
    until: at(bucket + 1),
    count: counts.get(bucket) ?? 0,
  }));
}

/** What there is to filter by: types with their counts, most frequent first. */
export async function logTypes(
  db: Kysely<ReadModels>,
  filter: Pick<LogFilter, "studioId">,
): Promise<{ type: string; count: number }[]> {
  return await filtered(db.selectFrom("log_index"), filter)
    .select(({ fn }) => ["type", fn.countAll<number>().as("count")]).groupBy("type").orderBy("count", "desc").execute();
}

function filtered<O>(query: SelectQueryBuilder<ReadModels, "log_index", O>, filter: LogFilter) {
  const { studioId, stream, category, type, actor, correlationId, personId, from, until } = filter;
  let found = query;
  if (studioId === null) found = found.where("studio_id", "is", null);
  else if (studioId !== undefined) found = found.where("studio_id", "=", studioId);
  if (stream) found = found.where("stream", "=", stream);
  if (category) found = found.where("category", "=", category);
  if (type) found = found.where("type", "=", type);
  if (actor) found = found.where("actor", "=", actor);
  if (correlationId) found = found.where("correlation_id", "=", correlationId);
  if (personId) found = found.where("person_id", "=", personId);
  if (from) found = found.where("recorded_at", ">=", from);
  if (until) found = found.where("recorded_at", "<", until);
  return found;
}

function entryOf(row: RowOf<typeof index["columns"]>): LogEntry {
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
    personId: row.person_id,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
  };
}
