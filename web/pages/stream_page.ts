import type { Step, StreamFact } from "../../components/dashboard/stream_step.ts";
import type { Language, StudioId } from "../../domain/ids.ts";

import type { Application } from "../application.ts";
import { inWords } from "./fact_words.ts";
import { foldStream, stateRows, type Until } from "./folded_stream.ts";
import { metadataOf } from "./history.ts";

type Parts = Pick<Application, "store" | "codec">;

/** Facts listed beside the chosen one. */
const LISTED = 25;

/**
 * A stream after one of its facts: the fact in words and raw, the folded state, what the step changed. Null when there is none
 * that far, or it is another studio's.
 */
export async function stepOf(
  parts: Parts,
  studioId: StudioId,
  stream: string,
  until: Until,
  language: Language,
): Promise<Step | null> {
  const folded = await foldStream(parts, stream, until);
  if (!folded || folded.fact.meta.studio !== studioId) return null;
  const { fact, state, before } = folded;
  const data = fact.data as Record<string, unknown>;
  return {
    revision: fact.revision,
    id: fact.id,
    type: fact.type,
    words: inWords({ type: fact.type, data }, language),
    time: fact.recordedAt,
    data: JSON.stringify(data, null, 1),
    metadata: metadataOf(fact),
    state: state === null ? [] : stateRows(state, before),
  };
}

/** The last revision of a stream, -1 without one. */
export async function lastRevision({ store }: Pick<Parts, "store">, stream: string): Promise<number> {
  const [last] = await Array.fromAsync(store.read(stream, { direction: "backwards", limit: 1 }));
  return last?.revision ?? -1;
}

/** The facts up to a revision, newest first, a page of them, in words. */
export async function factsBefore(
  { store, codec }: Parts,
  stream: string,
  revision: number,
  language: Language,
): Promise<StreamFact[]> {
  const recorded = await Array.fromAsync(store.read(stream, { from: revision, direction: "backwards", limit: LISTED }));
  return codec.decodeBlank(recorded).map(({ type, data, revision, recordedAt }) => ({
    revision,
    time: recordedAt,
    words: inWords({ type, data: data as Record<string, unknown> }, language),
  }));
}
