import { Sealed } from "../../domain/seal/events.ts";
import type { RecordedEvent } from "../../event_store/port.ts";
import { leafHash } from "../../event_store/seals/leaf.ts";
import type { Seal } from "../../event_store/seals/statement.ts";
import { type LogEntry, walkLog } from "../../projections/queries.ts";
import type { Application } from "../application.ts";

/** How one fact stands to the seals. */
export interface SealState {
  /** Its hash as it stands in the log now, base64. */
  hash: string;
  /** `broken`: there are seals after it, and none of them has this hash. */
  state: "sealed" | "waiting" | "broken" | "seal";
  /** Number of the seal that covers it, and the fact's place in it, from 0. */
  seal: { number: number; index: number } | null;
}

/** A seal covers what was there when it was begun: at the latest the second one after a fact does. */
const LOOKED_AT = 3;

/** Hashes a fact of this studio and looks for it in the seals that came after it. */
export async function sealStateOf(
  { db, store }: Pick<Application, "db" | "store">,
  studioId: string,
  { position }: Pick<LogEntry, "position">,
  recorded: RecordedEvent,
): Promise<SealState> {
  const hash = leafHash(recorded);
  if (recorded.type === Sealed.type) return { hash, state: "seal", seal: null };
  const seals = await walkLog(db, { studioId, type: Sealed.type, after: position, limit: LOOKED_AT });
  for (const { stream, revision } of seals) {
    for await (const { data } of store.read(stream, { from: revision, limit: 1 })) {
      const { number, leaves } = data as Seal;
      const index = leaves.indexOf(hash);
      if (index >= 0) return { hash, state: "sealed", seal: { number, index } };
    }
  }
  return { hash, state: seals.length === LOOKED_AT ? "broken" : "waiting", seal: null };
}
