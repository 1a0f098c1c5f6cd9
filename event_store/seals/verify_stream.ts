import { Sealed } from "../../domain/seal/events.ts";
import { BEGINNING, type EventStore, type Position } from "../port.ts";
import { leafHash } from "./leaf.ts";
import { positionBefore, sealStream } from "./sealer.ts";
import type { Seal } from "./statement.ts";
import { type Damage, problemWithSeal, type Verdict } from "./verify.ts";

/** One fact of the stream. */
interface Link {
  id: string;
  revision: number;
  position: Position;
  hash: string;
}

/**
 * Holds the facts of one stream against the seals of its studio: each is in a seal, in their order, and no revision is
 * missing. Whether facts were cut off at the stream's end, only the verification of everything tells.
 */
export async function verifyStream(
  { store, publicKeys, studio, stream }: {
    store: EventStore;
    publicKeys: Readonly<Record<string, string>>;
    studio: string;
    stream: string;
  },
): Promise<Verdict> {
  const links: Link[] = [];
  for await (const event of store.read(stream)) {
    const { id, revision, position } = event;
    links.push({ id, revision, position, hash: leafHash(event) });
  }
  const { places, seals, damage, sealedUpTo } = await placesInSeals(store, publicKeys, studio, links);
  const at = (index: number, kind: Damage["kind"], message: string): Damage => ({
    studio,
    kind,
    seal: seals,
    index,
    eventId: links[index]?.id ?? null,
    stream,
    message,
  });
  const verdict: Verdict = { facts: links.length, sealed: 0, seals, damages: [] };
  let last = -1;
  for (const [index, { id, revision, position, hash }] of links.entries()) {
    const named = `${id} in ${stream}`;
    const place = places.get(hash);
    if (revision !== index) verdict.damages.push(at(index, "lost", `a fact is missing before ${named}`));
    else if (place === undefined && position <= sealedUpTo) {
      verdict.damages.push(at(index, "changed", `${named} is not what was sealed`));
    } else if (place !== undefined && place < last) {
      verdict.damages.push(at(index, "swapped", `${named} was sealed before the fact that stands before it`));
    }
    if (verdict.damages.length > 0) return verdict;
    if (place === undefined) continue;
    verdict.sealed++;
    last = place;
  }
  if (damage) verdict.damages.push(damage);
  return verdict;
}

/** Where each fact stands among all that is sealed, and whether the seals themselves hold. Memory is that of the stream. */
async function placesInSeals(
  store: EventStore,
  publicKeys: Readonly<Record<string, string>>,
  studio: string,
  links: readonly Link[],
) {
  const wanted = new Set(links.map(({ hash }) => hash));
  const places = new Map<string, number>();
  let seals = 0, place = 0;
  let previous: Seal | null = null;
  let sealedUpTo: Position = BEGINNING;
  let damage: Damage | null = null;
  for await (const event of store.read(sealStream(studio))) {
    if (event.type !== Sealed.type) continue;
    const seal = event.data as Seal;
    const problem = problemWithSeal(seal, { number: seals, previous, studio }, publicKeys);
    if (problem) {
      damage = { ...problem, studio, seal: seals + 1, index: place, eventId: null, stream: sealStream(studio) };
      break;
    }
    seals++;
    previous = seal;
    for (const leaf of seal.leaves) {
      if (wanted.has(leaf)) places.set(leaf, place);
      place++;
    }
    sealedUpTo = event.position;
  }
  // the seal itself stands a little after the last fact that it covers
  if (previous) sealedUpTo = await positionBefore(sealedUpTo, previous.lastEventId, BEGINNING, store);
  return { places, seals, damage, sealedUpTo };
}
