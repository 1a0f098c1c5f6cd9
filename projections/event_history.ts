import type { Kysely } from "kysely";
import type { ReadModels } from "./all.ts";

/** Where one fact of a stream stands, and who brought it about. */
export interface StreamEntry {
  revision: number;
  type: string;
  actor: string;
  /** ISO 8601 UTC. */
  occurredAt: string;
}

/** The facts of some types in a stream, newest first, without reading over all the others. */
export async function factsOfStream(
  db: Kysely<ReadModels>,
  { stream, types, limit }: { stream: string; types: readonly string[]; limit: number },
): Promise<StreamEntry[]> {
  const rows = await db.selectFrom("log_index").select(["revision", "type", "actor", "occurred_at"])
    .where("stream", "=", stream).where("type", "in", types).orderBy("position", "desc").limit(limit).execute();
  return rows.map(({ revision, type, actor, occurred_at: occurredAt }) => ({ revision, type, actor, occurredAt }));
}
