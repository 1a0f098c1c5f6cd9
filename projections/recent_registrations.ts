import { type Kysely, sql } from "kysely";
import type { ReadModels } from "./all.ts";

/** Somebody who registered a short while ago. */
export interface RecentRegistration {
  id: string;
  name: string;
  event: string;
}

/** The studio's newest confirmed registrations of people who are not erased, at most twenty. */
export async function recentRegistrations(db: Kysely<ReadModels>, studioId: string): Promise<RecentRegistration[]> {
  return await db.selectFrom("registrations as r").innerJoin("event_cards as e", "e.event_id", "r.event_id")
    .where("e.studio_id", "=", studioId).where("r.status", "=", "confirmed").where("r.first_name", "is not", null)
    .select([
      "r.registration_id as id",
      sql<string>`concat_ws(' ', r.first_name, r.last_name)`.as("name"),
      "e.title as event",
    ])
    .orderBy("r.registered_at", "desc").limit(20).execute();
}
