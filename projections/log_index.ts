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
    rule: nullable(text()),
    person_id: nullable(text()),
    registration_id: nullable(text()),
    occurred_at: timestamptz(),
    recorded_at: timestamptz(),
  },
  // each filter's rows stand in the order of the log, so a page of them is read and nothing is sorted
  rawIndexes: [
    "(stream, position)",
    "(event_id)",
    "(correlation_id, position)",
    "(causation_id) where causation_id is not null",
    "(type, position)",
    "(studio_id, position) where studio_id is not null",
    "(studio_id, type, position)",
    "(studio_id, category, position)",
    "(studio_id, actor, position)",
    "(person_id, position) where person_id is not null",
    "(registration_id, position) where registration_id is not null",
    "(recorded_at, position)",
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

export const logIndex = projection({
  name: "log_index",
  version: 2,
  about: "The whole log by stream, type, actor, studio, person, registration, cause and time, for auditors.",
  tables: { log_index: index, log_density: density },
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
    const hour = `${fact.recordedAt.slice(0, 13)}:00:00.000Z`;
    const bucket = `${meta.studio ?? ""}/${hour}/${type}`;
    const counted = rows.log_density.update(bucket, (row) => void row.count++);
    if (!counted) rows.log_density.insert({ bucket, studio_id: meta.studio, hour, type, category, count: 1 });
  },
});

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

/** Domain events, newest first, from before `before`; ask on with the last one's position. At most 500. */
export async function listLog(
  db: Kysely<ReadModels>,
  filter: LogFilter & { before?: string; limit?: number },
): Promise<LogEntry[]> {
  let found = filtered(db.selectFrom("log_index"), filter, await spanOf(db, filter));
  if (filter.before !== undefined) found = found.where("position", "<", Number(filter.before));
  const rows = await found.selectAll().orderBy("position", "desc")
    .limit(Math.min(filter.limit ?? 100, 500)).execute();
  return rows.map(entryOf);
}

/** The same, oldest first, from after `after`: for whoever walks through all of them. */
export async function walkLog(
  db: Kysely<ReadModels>,
  filter: LogFilter & { after?: string; limit?: number },
): Promise<LogEntry[]> {
  const rows = await filtered(db.selectFrom("log_index"), filter, await spanOf(db, filter))
    .where("position", ">", Number(filter.after ?? 0)).selectAll().orderBy("position")
    .limit(Math.min(filter.limit ?? 500, 500)).execute();
  return rows.map(entryOf);
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

/** A span of time with how many domain events it holds. */
export interface Density {
  from: string;
  until: string;
  count: number;
}

/** How many domain events a studio has in each of `buckets` equal spans between its first hour and its last. */
export async function logDensity(
  db: Kysely<ReadModels>,
  { studioId, type, category, buckets }: { studioId: string; type?: string; category?: string; buckets: number },
): Promise<Density[]> {
  const all = db.selectFrom("log_density").where("studio_id", "=", studioId);
  const span = await all.select(({ fn }) => [fn.min("hour").as("first"), fn.max("hour").as("last")]).executeTakeFirst();
  if (!span?.first || !span.last) return [];
  const hours = (Date.parse(span.last) - Date.parse(span.first)) / HOUR + 1;
  // whole hours only: that is how finely they were counted
  const width = Math.ceil(hours / buckets) * HOUR;
  const first = Date.parse(span.first);
  let counted = all;
  if (type) counted = counted.where("type", "=", type);
  if (category) counted = counted.where("category", "=", category);
  const rows = await counted.select(({ fn }) => [
    sql<number>`floor((extract(epoch from hour) * 1000 - ${first}::float8) / ${width}::float8)::int`.as("nth"),
    fn.sum<string>("count").as("count"),
  ]).groupBy("nth").execute();
  const counts = new Map(rows.map(({ nth, count }) => [nth, Number(count)]));
  const at = (bucket: number) => new Date(first + bucket * width).toISOString();
  return Array.from({ length: Math.ceil(hours * HOUR / width) }, (_, bucket) => ({
    from: at(bucket),
    until: at(bucket + 1),
    count: counts.get(bucket) ?? 0,
  }));
}

const HOUR = 3_600_000;

/** What there is to filter by: types with their counts, most frequent first. */
export async function logTypes(
  db: Kysely<ReadModels>,
  { studioId }: { studioId: string },
): Promise<{ type: string; category: string; count: number }[]> {
  const rows = await db.selectFrom("log_density").where("studio_id", "=", studioId)
    .select(({ fn }) => ["type", "category", fn.sum<string>("count").as("count")]).groupBy(["type", "category"])
    .orderBy("count", "desc").execute();
  return rows.map(({ count, ...row }) => ({ ...row, count: Number(count) }));
}

/** Between which positions a span of time lies, give or take. */
interface Span {
  first?: number;
  last?: number;
}

/** Clocks of processes that write may differ by so much (readiness refuses more): milliseconds. */
const SKEW = 10_000;

/** A time is looked up once, so that what is filtered by it too is read in the order of the log and only as far as needed. */
async function spanOf(db: Kysely<ReadModels>, { from, until }: LogFilter): Promise<Span> {
  const shifted = (instant: string, by: number) => new Date(Date.parse(instant) + by).toISOString();
  const [first, last] = await Promise.all([
    from && db.selectFrom("log_index").select("position").where("recorded_at", ">=", shifted(from, -SKEW))
      .orderBy("recorded_at").orderBy("position").limit(1).executeTakeFirst(),
    until && db.selectFrom("log_index").select("position").where("recorded_at", "<", shifted(until, SKEW))
      .orderBy("recorded_at", "desc").orderBy("position", "desc").limit(1).executeTakeFirst(),
  ]);
  return {
    ...(from ? { first: first ? first.position : Number.MAX_SAFE_INTEGER } : {}),
    ...(until ? { last: last ? last.position : -1 } : {}),
  };
}

function filtered<O>(query: SelectQueryBuilder<ReadModels, "log_index", O>, filter: LogFilter, span: Span) {
  const { studioId, stream, category, type, actor, correlationId, personId, registrationId, from, until } = filter;
  let found = query;
  if (studioId === null) found = found.where("studio_id", "is", null);
  else if (studioId !== undefined) found = found.where("studio_id", "=", studioId);
  if (stream) found = found.where("stream", "=", stream);
  if (category) found = found.where("category", "=", category);
  if (type) found = found.where("type", "=", type);
  if (actor) found = found.where("actor", "=", actor);
  if (correlationId) found = found.where("correlation_id", "=", correlationId);
  if (personId) found = found.where("person_id", "=", personId);
  if (registrationId) found = found.where("registration_id", "=", registrationId);
  if (filter.through) found = found.where("position", "<=", Number(filter.through));
  if (from) found = found.where("recorded_at", ">=", from);
  if (until) found = found.where("recorded_at", "<", until);
  if (span.first !== undefined) found = found.where("position", ">=", span.first);
  if (span.last !== undefined) found = found.where("position", "<=", span.last);
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
    rule: row.rule,
    registrationId: row.registration_id,
    personId: row.person_id,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
  };
}
