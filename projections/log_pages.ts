import { type Kysely, type RawBuilder, sql } from "kysely";
import type { ReadModels } from "./all.ts";
import { logTypes } from "./log_density.ts";
import { entryOf, type LogEntry, type LogFilter } from "./log_index.ts";

/** Domain events, newest first, from before `before`; ask on with the last one's position. At most 500. */
export async function listLog(
  db: Kysely<ReadModels>,
  { before, limit = 100, ...filter }: LogFilter & { before?: string; limit?: number },
): Promise<LogEntry[]> {
  const span = await spanOf(db, filter);
  const last = Math.min(span.last, before === undefined ? Infinity : Number(before) - 1);
  return await pageOf(db, filter, { ...span, last }, "desc", limit);
}

/** The same, oldest first, from after `after`: for whoever walks through all of them. */
export async function walkLog(
  db: Kysely<ReadModels>,
  { after, limit = 500, ...filter }: LogFilter & { after?: string; limit?: number },
): Promise<LogEntry[]> {
  const span = await spanOf(db, filter);
  const first = Math.max(span.first, after === undefined ? 0 : Number(after) + 1);
  return await pageOf(db, filter, { ...span, first }, "asc", limit);
}

/** Between which positions what is asked for lies, both included. */
interface Span {
  first: number;
  last: number;
}

/** Clocks of processes that write may differ by so much (readiness refuses more): milliseconds. */
const SKEW = 10_000;

/** A time is looked up once, so that what is filtered by it too is read in the order of the log and only as far as needed. */
async function spanOf(db: Kysely<ReadModels>, { from, until, through }: LogFilter): Promise<Span> {
  const shifted = (instant: string, by: number) => new Date(Date.parse(instant) + by).toISOString();
  const [first, last] = await Promise.all([
    from && db.selectFrom("log_index").select("position").where("recorded_at", ">=", shifted(from, -SKEW))
      .orderBy("recorded_at").orderBy("position").limit(1).executeTakeFirst(),
    until && db.selectFrom("log_index").select("position").where("recorded_at", "<", shifted(until, SKEW))
      .orderBy("recorded_at", "desc").orderBy("position", "desc").limit(1).executeTakeFirst(),
  ]);
  return {
    first: from ? first ? first.position : Infinity : 0,
    last: Math.min(until ? last ? last.position : -1 : Infinity, through === undefined ? Infinity : Number(through)),
  };
}

/** Columns of an index that ends in `position`, in its order, and the values of them that are asked for. */
type Way = Partial<
  Record<"registration_id" | "person_id" | "correlation_id" | "stream" | "studio_id" | "actor" | "type", string>
>;

const MOST = 500;

async function pageOf(
  db: Kysely<ReadModels>,
  filter: LogFilter,
  { first, last }: Span,
  order: "asc" | "desc",
  limit: number,
): Promise<LogEntry[]> {
  if (first > last) return [];
  const most = Math.min(limit, MOST);
  const ways = await waysTo(db, filter);
  if (ways.length === 0) return [];
  const bounds = { first, last: Math.min(last, Number.MAX_SAFE_INTEGER) };
  const [one, ...more] = ways.map((way) =>
    db.selectFrom(along(db, way, filter, bounds, order).limit(most).as("near")).selectAll()
  );
  const rows = await db.selectFrom(more.reduce((all, page) => all.unionAll(page), one!).as("found")).selectAll()
    .orderBy("position", order).limit(most).execute();
  return rows.map(entryOf);
}

/** Whoever acts in a stream this long may be met there often, and yet never in the way that is asked for. */
const LONG_STREAM = 2_000;

/**
 * By which index rows are read so that a page of them is near, whatever else they have to be: what is rare comes first, and of
 * what is frequent each kind by itself. The database, left alone, takes columns for independent of each other and reads
 * everything for a page of nothing. Empty when there can be none.
 */
async function waysTo(db: Kysely<ReadModels>, filter: LogFilter): Promise<Way[]> {
  const { studioId, stream, type, category, actor } = filter;
  if (filter.registrationId) return [{ registration_id: filter.registrationId }];
  if (filter.personId) return [{ person_id: filter.personId }];
  if (filter.correlationId) return [{ correlation_id: filter.correlationId }];
  const itsCategory = stream?.split("-", 1)[0];
  if (itsCategory && category && category !== itsCategory) return [];
  if (!studioId) return [stream ? { stream } : {}];
  if (!stream && !type && !category && !actor) return [{ studio_id: studioId }];
  const known = await logTypes(db, { studioId });
  const types = known.filter((one) =>
    (!type || one.type === type) && (!category || one.category === category) &&
    (!itsCategory || one.category === itsCategory)
  );
  const byType = types.map((one): Way => ({ studio_id: studioId, type: one.type }));
  const byActor = actor ? types.map((one): Way => ({ studio_id: studioId, actor, type: one.type })) : [];
  if (!stream) return actor ? byActor : byType;
  if (types.length === 0) return [];
  const length = await lengthOf(db, stream);
  if (actor && length > LONG_STREAM) return byActor;
  return type && types[0]!.count < length ? byType : [{ stream }];
}

/** A stream that makes up much of the log would else be looked for from the log's end. */
async function lengthOf(db: Kysely<ReadModels>, stream: string): Promise<number> {
  const all = { first: 0, last: Number.MAX_SAFE_INTEGER };
  const row = await along(db, { stream }, {}, all, "desc").limit(1).executeTakeFirst();
  return (row?.revision ?? -1) + 1;
}

/** The rows that one way leads to, in the order of the log, those among them that are asked for. */
function along(db: Kysely<ReadModels>, way: Way, filter: LogFilter, { first, last }: Span, order: "asc" | "desc") {
  const columns = Object.keys(way) as (keyof Way)[];
  // compared as a row and ordered by all of it: only the index over these columns gives that
  const row = (position: number | RawBuilder<unknown>, values: readonly (RawBuilder<unknown> | string)[]) =>
    sql`(${sql.join([...values, position])})`;
  const place = row(sql.ref("position"), columns.map((column) => sql.ref(column)));
  const values = columns.map((column) => way[column]!);
  let found = db.selectFrom("log_index").selectAll()
    .where(sql<boolean>`${place} >= ${row(first, values)}`).where(sql<boolean>`${place} <= ${row(last, values)}`);
  for (const column of columns) found = found.where(column, "is not", null);
  for (const [column, value] of Object.entries(conditionsOf(filter))) {
    if (way[column as keyof Way] === undefined) {
      found = found.where(sql.ref<string | null>(column), value === null ? "is" : "=", value);
    }
  }
  if (filter.from) found = found.where("recorded_at", ">=", filter.from);
  if (filter.until) found = found.where("recorded_at", "<", filter.until);
  for (const column of columns) found = found.orderBy(column, order);
  return found.orderBy("position", order);
}

function conditionsOf(filter: LogFilter): Record<string, string | null> {
  const { studioId, stream, category, type, actor, correlationId, personId, registrationId } = filter;
  const asked = {
    studio_id: studioId,
    stream,
    category,
    type,
    actor,
    correlation_id: correlationId,
    person_id: personId,
    registration_id: registrationId,
  };
  return Object.fromEntries(
    Object.entries(asked).filter((entry): entry is [string, string | null] =>
      entry[1] !== undefined && (entry[1] !== "" || entry[0] === "studio_id")
    ),
  );
}
