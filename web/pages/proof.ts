import type { StudioId } from "../../domain/ids.ts";
import { type Verdict, verifyLog } from "../../event_store/seals/verify.ts";
import { verifyStream } from "../../event_store/seals/verify_stream.ts";
import { listLog } from "../../projections/queries.ts";
import type { Application } from "../application.ts";

type Parts = Pick<Application, "store"> & {
  vault: { signing: Pick<Application["vault"]["signing"], "keyId" | "publicKey"> };
};

/** The key that seals are signed with, as auditors are given it. */
export function sealKeys({ vault: { signing } }: Parts) {
  return { keys: [{ keyId: signing.keyId, algorithm: "Ed25519", publicKey: signing.publicKey }] };
}

/** Holds everything of one studio, or one stream of it, against its seals. Reads the log itself, not the read models. */
export async function verification(
  { store, vault: { signing } }: Parts,
  studio: string,
  stream: string | null,
  onProgress?: (facts: number) => void,
): Promise<Verdict> {
  const publicKeys = { [signing.keyId]: signing.publicKey };
  if (stream !== null) return await verifyStream({ store, publicKeys, studio, stream });
  return await verifyLog({ store, publicKeys, studio, onProgress });
}

/** The stream that was asked for; `"unknown"` when this studio has none of that name, null when everything is meant. */
export async function streamToVerify(
  { db }: Pick<Application, "db">,
  studioId: StudioId,
  asked: string | null | undefined,
): Promise<string | null | "unknown"> {
  const stream = asked?.trim() ?? "";
  if (stream === "") return null;
  return (await listLog(db, { studioId, stream, limit: 1 })).length > 0 ? stream : "unknown";
}

/** How many domain events a studio has: what the progress is measured by. */
export async function countFacts({ db }: Pick<Application, "db">, studioId: StudioId): Promise<number> {
  const { count } = await db.selectFrom("log_types").where("studio_id", "=", studioId)
    .select(({ fn }) => fn.sum<string>("count").as("count")).executeTakeFirstOrThrow();
  return Number(count ?? 0);
}
