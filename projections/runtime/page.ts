import { catalogue } from "../../domain/catalogue.ts";
import { type EventStore, isEvent, type RecordedEvent, weightOf } from "../../event_store/port.ts";
import type { AnyDecoded } from "./definition.ts";
import { breath, breathIsDue } from "./breath.ts";
import type { FoldSpec } from "./fold.ts";
import { isPassing } from "./passing.ts";

/** Decodes events in order: upcast, personal fields decrypted. Rejects when one of them cannot be. */
export type DecodePage = (events: readonly RecordedEvent[]) => Promise<readonly AnyDecoded[]>;

/** A run of the log, decoded. */
export interface Page {
  facts: readonly AnyDecoded[];
  /** Everything up to here is in `facts`, or is none of the types asked for. */
  position: bigint;
  /** The event right after `position` that cannot be read, and never will be by this code. */
  unreadable?: { event: RecordedEvent; error: unknown };
  /** Whether there was more than a page. */
  full: boolean;
}

/** A page of large events (seals) is shorter: it and the next one are in memory at once. */
const HEAVY = 2 * 2 ** 20;

/**
 * Reads and decodes a page. Ends before an event that cannot be read.
 * @throws when the log, or what decoding needs, cannot be reached, or an event is from a newer version: try again later
 */
export async function readPage(
  store: EventStore,
  decode: DecodePage,
  options: { after: bigint; until: bigint; types: readonly string[] | undefined; limit: number },
): Promise<Page> {
  const { after, until, types, limit } = options;
  const events: RecordedEvent[] = [];
  let weight = 0;
  for await (const event of store.readAll({ after, until, limit, ...(types ? { filter: { types } } : {}) })) {
    if (isEvent(event)) events.push(event);
    weight += weightOf(event);
    if (weight >= HEAVY) break;
    if (breathIsDue()) await breath();
  }
  const full = events.length >= limit || weight >= HEAVY;
  const page = await decoded(decode, events, after);
  if (page.full || page.unreadable) return page;
  return { ...page, full, position: full ? page.position : until };
}

/** Between two runs of decoding others get their turn. */
const DECODED_AT_ONCE = 200;

/** Decodes events that stand after `after`; as {@link readPage}. */
export async function decoded(decode: DecodePage, events: RecordedEvent[], after: bigint): Promise<Page> {
  try {
    const facts: AnyDecoded[] = [];
    for (let from = 0; from < events.length; from += DECODED_AT_ONCE) {
      if (breathIsDue()) await breath();
      facts.push(...await decode(events.slice(from, from + DECODED_AT_ONCE)));
    }
    return { facts, position: events.at(-1)?.position ?? after, full: false };
  } catch (error) {
    if (events.length > 1) return await oneByOne(decode, events, after);
    if (isPassing(error)) throw error;
    return { facts: [], position: after, unreadable: { event: events[0]!, error }, full: false };
  }
}

async function oneByOne(decode: DecodePage, events: RecordedEvent[], after: bigint): Promise<Page> {
  const facts: AnyDecoded[] = [];
  let position = after;
  for (const event of events) {
    try {
      facts.push(...await decode([event]));
    } catch (error) {
      if (!isPassing(error)) return { facts, position, unreadable: { event, error }, full: true };
      if (facts.length === 0) throw error;
      return { facts, position, full: true };
    }
    position = event.position;
  }
  return { facts, position, full: false };
}

/** Names under which the types that these folds take may stand in the log; undefined when one of them takes all. */
export function namesFor(specs: readonly FoldSpec[]): string[] | undefined {
  if (specs.some(({ types }) => !types)) return undefined;
  const wanted = new Set<string>(specs.flatMap(({ types }) => types ?? []));
  return catalogue.filter(({ type }) => wanted.has(type)).flatMap(({ type, formerly }) => [type, ...formerly]);
}

/** Whether a fold takes events that stand under this name in the log. */
export function takes(spec: FoldSpec, name: string): boolean {
  return namesFor([spec])?.includes(name) ?? true;
}
