import { type Kysely, sql } from "kysely";
import type { PersonId, StudioId } from "../domain/ids.ts";
import type { ReadModels } from "./all.ts";

/** A registration's number without what people write between its digits; there is an index on it. */
export const DIGITS = "regexp_replace(phone, '[^0-9]', '', 'g')";

/** Who registered with this number (E.164), in whichever studio. */
export async function peopleWithNumber(
  db: Kysely<ReadModels>,
  number: string,
): Promise<{ studioId: StudioId; personId: PersonId }[]> {
  const rows = await db.selectFrom("registrations").select(["studio_id", "person_id"]).distinct()
    .where("phone", "is not", null).where(sql<string>`${sql.raw(DIGITS)}`, "=", number.replace(/\D/g, ""))
    .where("studio_id", "is not", null).execute();
  return rows.map((row) => ({ studioId: row.studio_id as StudioId, personId: row.person_id as PersonId }));
}

/** How many of an event's people with a place gave a number, by their language. */
export async function numbersByLanguage(
  db: Kysely<ReadModels>,
  eventId: string,
): Promise<{ language: string; count: number }[]> {
  return await db.selectFrom("registrations").where("event_id", "=", eventId).where("status", "=", "confirmed")
    .where("phone", "is not", null).where("phone", "<>", "")
    .select(({ fn }) => ["language", fn.countAll<number>().as("count")]).groupBy("language").execute();
}
