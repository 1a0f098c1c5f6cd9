import { type Kysely, sql } from "kysely";
import type { ReadModels } from "./all.ts";

/** A span of time with how many domain events it holds. */
export interface Density {
  from: string;
  until: string;
  count: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * How many domain events a studio has in each of at most `buckets` equal spans between its first day and its last; whole days,
 * or whole hours where those are enough.
 */
export async function logDensity(
  db: Kysely<ReadModels>,
  { studioId, type, category, buckets }: { studioId: string; type?: string; category?: string; buckets: number },
): Promise<Density[]> {
  const first = await edge(db, studioId, "asc");
  const last = await edge(db, studioId, "desc");
  if (first === null || last === null) return [];
  const unit = last - first > buckets * DAY ? DAY : HOUR;
  const start = unit === DAY ? first - first % DAY : first;
  // as finely as they were counted, and no finer
  const width = Math.ceil(((last - start) / unit + 1) / buckets) * unit;
  // both have the same columns, but for the one that says when
  const table = (unit === DAY ? "log_days" : "log_density") as "log_density";
  const since = sql.ref(unit === DAY ? "day" : "hour");
  let counted = db.selectFrom(table).where("studio_id", "=", studioId);
  if (type) counted = counted.where("type", "=", type);
  if (category) counted = counted.where("category", "=", category);
  const rows = await counted.select(({ fn }) => [
    sql<number>`floor((extract(epoch from ${since}) * 1000 - ${start}::float8) / ${width}::float8)::int`.as("nth"),
    fn.sum<string>("count").as("count"),
  ]).groupBy("nth").execute();
  const counts = new Map(rows.map(({ nth, count }) => [nth, Number(count)]));
  const at = (bucket: number) => new Date(start + bucket * width).toISOString();
  return Array.from({ length: Math.ceil((last - start + unit) / width) }, (_, bucket) => ({
    from: at(bucket),
    until: at(bucket + 1),
    count: counts.get(bucket) ?? 0,
  }));
}

/** The first hour in which a studio recorded something, or the last one; milliseconds. */
async function edge(db: Kysely<ReadModels>, studioId: string, order: "asc" | "desc"): Promise<number | null> {
  const row = await db.selectFrom("log_density").select("hour").where("studio_id", "=", studioId)
    .orderBy("hour", order).limit(1).executeTakeFirst();
  return row ? Date.parse(row.hour) : null;
}

/** What there is to filter by: types with their counts, most frequent first. */
export async function logTypes(
  db: Kysely<ReadModels>,
  { studioId }: { studioId: string },
): Promise<{ type: string; category: string; count: number }[]> {
  return await db.selectFrom("log_types").where("studio_id", "=", studioId).select(["type", "category", "count"])
    .orderBy("count", "desc").orderBy("type").execute();
}
