import type { Kysely } from "kysely";
import type { StudioId } from "../../domain/ids.ts";
import { listEvents, type ReadModels } from "../../projections/queries.ts";
import type { Application } from "../application.ts";
import { peopleOf } from "../people.ts";

/** The members of a studio, for choosing who looks after somebody. */
export async function membersToChoose(
  app: Pick<Application, "store" | "codec" | "commands">,
  studioId: StudioId,
): Promise<{ userId: string; name: string }[]> {
  const { members } = await peopleOf(app, studioId);
  return members.map(({ userId, name, email }) => ({ userId, name: name ?? email ?? userId }));
}

/** A studio's events, the newest first, as many as one may want to choose from. */
export async function eventTitlesOf(
  db: Kysely<ReadModels>,
  studioId: StudioId,
  now: string,
): Promise<{ id: string; title: string }[]> {
  const { rows } = await listEvents(db, { studioId, now, limit: 200 });
  return rows.map(({ id, title }) => ({ id, title }));
}
