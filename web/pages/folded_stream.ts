import { access } from "../../domain/access/access.ts";
import { claim } from "../../domain/claim/claim.ts";
import type { Decider } from "../../domain/decider.ts";
import { delivery } from "../../domain/delivery/delivery.ts";
import type { Fact } from "../../domain/fact.ts";
import { Lookup } from "../../domain/lookup.ts";
import { person } from "../../domain/person/person.ts";
import { studio } from "../../domain/studio/studio.ts";
import { timer } from "../../domain/timer/timer.ts";
import { virtualEvent } from "../../domain/virtual_event/virtual_event.ts";
import { isKnown } from "../../event_store/codec.ts";
import { DECLINED } from "../../event_store/folded.ts";
import type { RecordedEvent } from "../../event_store/port.ts";
import type { Application } from "../application.ts";

// deno-lint-ignore no-explicit-any -- a stream's category says which decider it is folded by, and so what its state is
type AnyDecider = Decider<any, any, any>;

const deciders: Readonly<Record<string, AnyDecider>> = {
  event: virtualEvent,
  studio,
  person,
  delivery,
  claim,
  timer,
  access,
};

/** A stream as it was after one of its facts, and right before. */
export interface FoldedStream {
  fact: Fact;
  /** Null where no rule decides by this stream. */
  state: unknown;
  before: unknown;
}

type Parts = Pick<Application, "store" | "codec">;

/** Up to where a stream is folded: a revision, or the last fact recorded by a moment (ISO 8601 UTC). */
export type Until = { revision: number } | { at: string };

/** A stream as it was after so many facts, to go on from. States are never changed in place. */
interface Checkpoint {
  revision: number;
  recordedAt: string;
  state: unknown;
}

/** Facts between two checkpoints: so many are folded again at most, once a stream was looked at. */
const APART = 1_000;
/** Streams whose checkpoints are kept, the last ones that were looked at. */
const KEPT_STREAMS = 20;

const kept = new WeakMap<Application["store"], Map<string, Checkpoint[]>>();

function checkpointsOf(store: Application["store"], stream: string): Checkpoint[] {
  const streams = kept.get(store) ?? new Map<string, Checkpoint[]>();
  kept.set(store, streams);
  const found = streams.get(stream) ?? [];
  streams.delete(stream);
  streams.set(stream, found); // the last one that was looked at stands last
  if (streams.size > KEPT_STREAMS) streams.delete(streams.keys().next().value!);
  return found;
}

/** Folds a stream as its rules do, without personal data; null when there is nothing that far. */
export async function foldStream({ store, codec }: Parts, stream: string, until: Until): Promise<FoldedStream | null> {
  const decider = deciders[stream.split("-", 1)[0]!];
  const checkpoints = checkpointsOf(store, stream);
  // the last fact itself is folded each time: it is what is shown
  const start = checkpoints.findLast(({ revision, recordedAt }) =>
    "at" in until ? recordedAt < until.at : revision < until.revision
  );
  let state = start ? start.state : decider?.initial(), before = state;
  let fact: Fact | null = null;
  const fold = (page: readonly RecordedEvent[]) => {
    for (const decoded of codec.decodeBlank(page)) {
      before = state;
      fact = decoded as Fact;
      if (decider && isKnown(decoded) && decoded.type !== DECLINED) state = decider.evolve(state, decoded);
      const { revision, recordedAt } = decoded;
      if ((revision + 1) % APART === 0 && revision > (checkpoints.at(-1)?.revision ?? -1)) {
        checkpoints.push({ revision, recordedAt, state });
      }
    }
  };
  for await (const page of factsUntil(store, stream, until, start ? start.revision + 1 : 0)) fold(page);
  if (!fact && start) return await foldStream({ store, codec }, stream, { revision: start.revision });
  return fact && { fact, state: state ?? null, before: before ?? null };
}

const PAGE = 500;

/** The facts of a stream up to there, in pages, the first of them at revision `from`. */
export async function* factsUntil(
  store: Application["store"],
  stream: string,
  until: Until,
  from = 0,
): AsyncGenerator<RecordedEvent[]> {
  const limit = "revision" in until ? until.revision + 1 - from : undefined;
  let page: RecordedEvent[] = [];
  for await (const event of store.read(stream, { from, limit })) {
    if ("at" in until && recordedAt(event) > until.at) break;
    if (page.push(event) < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** When a fact was recorded first, wherever it stands now. */
export function recordedAt(event: RecordedEvent): string {
  return typeof event.metadata.recordedAt === "string" ? event.metadata.recordedAt : event.recordedAt;
}

/** One value of a folded state. */
export interface StateRow {
  path: string;
  value: string | null;
  /** What it was before the step; only where it is different. */
  before?: string | null;
}

const MOST_ROWS = 300;
/** Of a longer list only its size is told: nobody reads more, and a page of it would be slow. */
const MOST_ENTRIES = 30;

/** A state value by value, what the step changed first. */
export function stateRows(state: unknown, before: unknown): StateRow[] {
  const now = flat(state), then = flat(before);
  const paths = new Set([...now.keys(), ...then.keys()]);
  const rows: StateRow[] = [...paths].map((path) => {
    const value = now.get(path) ?? null, former = then.get(path) ?? null;
    return value === former ? { path, value } : { path, value, before: former };
  });
  const changed = rows.filter((row) => row.before !== undefined);
  const same = rows.filter((row) => row.before === undefined);
  return [...changed, ...same].slice(0, MOST_ROWS);
}

function flat(value: unknown, path = "", into = new Map<string, string>()): Map<string, string> {
  if (value instanceof Lookup) {
    into.set(`${path}.size`, String(value.size));
    if (value.size <= MOST_ENTRIES) { for (const [key, entry] of value.entries()) flat(entry, `${path}.${key}`, into); }
  } else if (Array.isArray(value) && value.length > MOST_ENTRIES) into.set(`${path}.size`, String(value.length));
  else if (typeof value === "object" && value !== null) {
    for (const [name, part] of Object.entries(value)) flat(part, path === "" ? name : `${path}.${name}`, into);
  } else if (value !== undefined) into.set(path, value === null ? "–" : String(value));
  return into;
}
