import type { Kysely } from "kysely";
import type { ReadModels } from "./all.ts";
import type { ConversionView, PixelView } from "./conversions.ts";
import { type Outcome, statesOf } from "./outcomes.ts";

/** A studio's pixels that are not removed, in the order they were connected. */
export async function pixelsOf(db: Kysely<ReadModels>, studioId: string): Promise<PixelView[]> {
  return await db.selectFrom("tracking_pixels").selectAll().where("studio_id", "=", studioId)
    .where("removed", "=", false).orderBy("created_at").orderBy("tracking_id").execute();
}

export interface ConversionsQuery {
  trackingId: string;
  outcome?: Outcome;
  eventName?: string;
  limit: number;
  offset?: number;
}

/** What platforms hear of a registration; null when nobody knows it. */
export async function conversionSeat(db: Kysely<ReadModels>, registrationId: string) {
  return await db.selectFrom("conversion_seats").selectAll().where("registration_id", "=", registrationId)
    .executeTakeFirst() ?? null;
}

/** A pixel's log, newest first. */
export async function conversionLog(
  db: Kysely<ReadModels>,
  { trackingId, outcome, eventName, limit, offset = 0 }: ConversionsQuery,
): Promise<ConversionView[]> {
  let found = db.selectFrom("conversions").selectAll().where("tracking_id", "=", trackingId);
  if (outcome) found = found.where("state", "in", [...statesOf[outcome]]);
  if (eventName) found = found.where("event_name", "=", eventName);
  return await found.orderBy("created_at", "desc").orderBy("delivery_id").limit(limit).offset(offset).execute();
}

/** One conversion of a studio; null when there is none. */
export async function conversionById(
  db: Kysely<ReadModels>,
  { studioId, id }: { studioId: string; id: string },
): Promise<ConversionView | null> {
  return await db.selectFrom("conversions").selectAll().where("delivery_id", "=", id).where("studio_id", "=", studioId)
    .executeTakeFirst() ?? null;
}
