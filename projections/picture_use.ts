import { type Kysely, sql } from "kysely";
import type { ReadModels } from "./all.ts";

/** Whether a picture of a studio shows somebody besides this person, or stands on an event's page or among its materials. */
export async function isShown(
  db: Kysely<ReadModels>,
  { studioId, mediaId, besides }: { studioId: string; mediaId: string; besides: string },
): Promise<boolean> {
  const { rows: [found] } = await sql<{ shown: boolean }>`select
    exists (select 1 from read.event_speakers s join read.event_details e using (event_id)
      where e.studio_id = ${studioId} and s.photo = ${mediaId} and s.person_id <> ${besides})
    or exists (select 1 from read.event_details where studio_id = ${studioId}
      and (strpos(page::text, ${mediaId}) > 0 or strpos(materials::text, ${mediaId}) > 0)) as shown`.execute(db);
  return found!.shown;
}
