import type { Step, StreamFact } from "../../components/dashboard/stream_step.ts";
import { catalogue } from "../../domain/catalogue.ts";
import type { Fact } from "../../domain/fact.ts";
import type { Language, PersonId, StudioId } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import type { Application } from "../application.ts";
import { inWords } from "./fact_words.ts";
import { foldStream, recordedAt, stateRows, type Until } from "./folded_stream.ts";
import { metadataOf } from "./history.ts";
import { movesBetween } from "./waitlist_moves.ts";

type Parts = Pick<Application, "store" | "codec">;

/** Facts listed beside the chosen one. */
const LISTED = 25;

/**
 * A stream after one of its facts: the fact in words and raw, the folded state, what the step changed. Null when there is none
 * that far, or it is another studio's. `reveal`: with the fact's personal fields.
 */
export async function stepOf(
  parts: Parts,
  studioId: StudioId,
  stream: string,
  until: Until,
  language: Language,
  reveal = false,
): Promise<Step | null> {
  const folded = await foldStream(parts, stream, until);
  if (!folded || folded.fact.meta.studio !== studioId) return null;
  const { state, before } = folded;
  const [fact] = reveal ? await opened(parts, stream, folded.fact.revision) : [folded.fact];
  if (!fact) return null;
  const data = fact.data as Record<string, unknown>;
  return {
    revision: fact.revision,
    id: fact.id,
    type: fact.type,
    words: inWords({ type: fact.type, data }, language),
    time: fact.recordedAt,
    data: JSON.stringify(withWords(fact.type, data, language, reveal), null, 1),
    metadata: metadataOf(fact),
    state: state === null ? [] : stateRows(state, before),
    moves: movesBetween(before, state, language),
  };
}

async function opened({ store, codec }: Parts, stream: string, revision: number): Promise<Fact[]> {
  return await codec.decodePage(await Array.fromAsync(store.read(stream, { from: revision, limit: 1 }))) as Fact[];
}

/** In place of a personal field that is not shown: why it is not. */
function withWords(type: string, data: Record<string, unknown>, language: Language, revealed: boolean) {
  const word = translator(language)(revealed ? "history.erased" : "history.hidden");
  const personal = personalOf(type);
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, value === null && name in personal ? `(${word})` : value]),
  );
}

/** The persons whose data the facts of a page of a stream hold. */
export async function personsIn({ store, codec }: Parts, stream: string, revision: number): Promise<PersonId[]> {
  const facts = codec.decodeBlank(await page(store, stream, revision));
  return [
    ...new Set(
      facts.flatMap(({ type, data }) =>
        Object.values(personalOf(type)).map((of) => (data as Record<string, unknown>)[of] as PersonId)
      ),
    ),
  ];
}

function personalOf(type: string): Readonly<Record<string, string>> {
  return catalogue.find((one) => one.type === type)?.personal ?? {};
}

async function page(store: Parts["store"], stream: string, revision: number) {
  return await Array.fromAsync(store.read(stream, { from: revision, direction: "backwards", limit: LISTED }));
}

/** How far a stream goes: its last revision, and when its first and last fact were recorded; null without one. */
export async function extentOf(
  { store }: Pick<Parts, "store">,
  stream: string,
): Promise<{ last: number; from: string; until: string } | null> {
  const [newest] = await Array.fromAsync(store.read(stream, { direction: "backwards", limit: 1 }));
  const [oldest] = await Array.fromAsync(store.read(stream, { limit: 1 }));
  return newest && oldest ? { last: newest.revision, from: recordedAt(oldest), until: recordedAt(newest) } : null;
}

/** The facts up to a revision, newest first, a page of them, in words. */
export async function factsBefore(
  { store, codec }: Parts,
  stream: string,
  revision: number,
  language: Language,
  reveal = false,
): Promise<StreamFact[]> {
  const recorded = await page(store, stream, revision);
  return (reveal ? await codec.decodePage(recorded) : codec.decodeBlank(recorded)).map((
    { type, data, revision, recordedAt },
  ) => ({
    revision,
    time: recordedAt,
    words: inWords({ type, data: data as Record<string, unknown> }, language),
  }));
}
