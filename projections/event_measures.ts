import type { Kysely } from "kysely";
import type { ReadModels } from "./all.ts";

/** What is measured of an event beside its registrations; null where nothing has measured it. */
export interface EventMeasures {
  /** Unique per day, added up over the days. */
  visitors: number | null;
  /** Confirmed people who came, where anybody noted it. */
  attended: number | null;
}

/** The measures of some events, by their ids. */
export async function measuresOf(
  db: Kysely<ReadModels>,
  eventIds: readonly string[],
): Promise<Map<string, EventMeasures>> {
  if (eventIds.length === 0) return new Map();
  const [visits, attendance] = await Promise.all([
    db.selectFrom("visit_days").where("event_id", "in", eventIds)
      .select(({ fn }) => ["event_id", fn.sum<number>("visitors").as("visitors")]).groupBy("event_id").execute(),
    db.selectFrom("registrations").where("event_id", "in", eventIds)
      .where("attendance", "!=", "unknown").where("status", "=", "confirmed")
      .select(({ fn }) => [
        "event_id",
        fn.countAll<number>().filterWhere("attendance", "=", "attended").as("attended"),
      ]).groupBy("event_id").execute(),
  ]);
  return new Map(eventIds.map((eventId) => [eventId, {
    visitors: numberOf(visits.find((row) => row.event_id === eventId)?.visitors),
    attended: numberOf(attendance.find((row) => row.event_id === eventId)?.attended),
  }]));
}

/** Sums come as texts where they may be too large for a number. */
function numberOf(value: number | string | undefined): number | null {
  return value === undefined ? null : Number(value);
}
