import { type Kysely, sql } from "kysely";
import type { Mapping, Trigger } from "../domain/tracking/triggers.ts";
import type { ReadModels } from "./all.ts";

/** How sending goes, over the last seven days. */
export interface ConversionFigures {
  sent: number;
  /** Given up. Those that are being tried count as neither. */
  failed: number;
  pending: number;
  skipped: number;
  /** By the platform's name of the event, the most first. */
  byName: { name: string; sent: number }[];
  /** Milliseconds; null: nothing was sent. */
  meanLatency: number | null;
  p95Latency: number | null;
  /** How many of those sent held each identifier. */
  identifiers: { name: string; count: number }[];
  /** Why something was skipped, the most first. */
  reasons: { reason: string; count: number }[];
}

const kept = sql<boolean>`kind = 'conversion'`;

/** Figures of one pixel, or of all of a studio's. @param since ISO 8601 UTC */
export async function conversionFigures(
  db: Kysely<ReadModels>,
  { studioId, trackingId, since }: { studioId: string; trackingId?: string; since: string },
): Promise<ConversionFigures> {
  const base = () => {
    const found = db.selectFrom("conversions").where("studio_id", "=", studioId).where("created_at", ">=", since)
      .where(kept);
    return trackingId ? found.where("tracking_id", "=", trackingId) : found;
  };
  const [totals, byName, identifiers, reasons] = await Promise.all([
    base().select([
      sql<number>`count(*) filter (where state = 'succeeded')::int`.as("sent"),
      sql<number>`count(*) filter (where state = 'abandoned')::int`.as("failed"),
      sql<number>`count(*) filter (where state = 'skipped')::int`.as("skipped"),
      sql<number>`count(*) filter (where state in ('attempting', 'failed', 'replayed'))::int`.as("pending"),
      sql<number | null>`avg(latency_ms) filter (where state = 'succeeded')::float8`.as("meanLatency"),
      sql<number | null>`percentile_cont(0.95) within group (order by latency_ms) filter (where state = 'succeeded')`
        .as("p95Latency"),
    ]).executeTakeFirstOrThrow(),
    base().where("state", "=", "succeeded")
      .select(["event_name as name", sql<number>`count(*)::int`.as("sent")])
      .groupBy("event_name").orderBy("sent", "desc").orderBy("name").execute(),
    base().where("state", "=", "succeeded")
      .select([
        sql<string>`jsonb_array_elements_text(identifiers)`.as("name"),
        sql<number>`count(*)::int`.as("count"),
      ])
      .groupBy("name").orderBy("count", "desc").orderBy("name").execute(),
    base().where("state", "=", "skipped")
      .select(["skip_reason as reason", sql<number>`count(*)::int`.as("count")])
      .groupBy("skip_reason").orderBy("count", "desc").orderBy("reason").execute(),
  ]);
  return {
    ...totals,
    byName,
    identifiers,
    reasons: reasons.map(({ reason, count }) => ({ reason: reason ?? "", count })),
  };
}

/** How much could be sent to a pixel afterwards: allowed then and not taken back since, mapped, and never sent to it. */
export async function backfillCount(
  db: Kysely<ReadModels>,
  { studioId, trackingId, mapping, purpose, since }: {
    studioId: string;
    trackingId: string;
    mapping: Mapping;
    purpose: "ads" | "statistics";
    since: string;
  },
): Promise<number> {
  const triggers = Object.keys(mapping) as Trigger[];
  if (triggers.length === 0) return 0;
  const { count } = await db.selectFrom("conversion_sources as s")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("s.studio_id", "=", studioId).where("s.happened_at", ">=", since).where("s.trigger", "in", triggers)
    .where(`s.${purpose}`, "=", true)
    .where(({ not, exists, selectFrom }) =>
      not(exists(
        selectFrom("consent_refusals as r").select("r.subject_id")
          .where(sql<boolean>`r.subject_id in (s.consent_id, s.person_id)`)
          .where("r.purpose", "=", purpose).whereRef("r.refused_at", ">=", "s.happened_at"),
      ))
    )
    .where(({ not, exists, selectFrom }) =>
      not(exists(
        selectFrom("conversions as c").select("c.delivery_id").where("c.tracking_id", "=", trackingId)
          .whereRef("c.source_id", "=", "s.source_id").whereRef("c.trigger", "=", "s.trigger")
          .where(sql<boolean>`c.skip_reason is distinct from 'paused'`),
      ))
    )
    .executeTakeFirstOrThrow();
  return count;
}
