import { type Kysely, sql } from "kysely";
import type { ReadModels } from "./all.ts";

/** Where one fact of a stream stands, and who brought it about. */
export interface StreamEntry {
  revision: number;
  type: string;
  actor: string;
  /** ISO 8601 UTC. */
  occurredAt: string;
}

/** The facts in an event's stream that are about no registration, newest first, without reading over all the others. */
export async function factsOfStream(
  db: Kysely<ReadModels>,
  { stream, types, limit }: { stream: string; types?: readonly string[]; limit: number },
): Promise<StreamEntry[]> {
  let found = db.selectFrom("log_index").where("stream", "=", stream)
    // as the index says it that holds only these
    .where("registration_id", "is", null).where(sql<boolean>`category = 'event'`);
  if (types) found = found.where("type", "in", types);
  const rows = await found.select(["revision", "type", "actor", "occurred_at"])
    .orderBy("position", "desc").limit(limit).execute();
  return rows.map(({ revision, type, actor, occurred_at: occurredAt }) => ({ revision, type, actor, occurredAt }));
}
