import { Sealed } from "../../domain/seal/events.ts";
import { uuidv5 } from "../../domain/uuid.ts";
import { BEGINNING, type EventStore, isEvent, type NewEvent, type Position, StoreUnavailable } from "../port.ts";
import { leafHash, merkleRoot } from "./leaf.ts";
import { type Seal, sealHash, signedBytes } from "./statement.ts";

/** Facts without a studio are sealed under this name. */
export const INSTALLATION = "installation";

export interface SealerOptions {
  store: EventStore;
  signing: { keyId: string; sign(bytes: Uint8Array): string };
  /** Up to where everything is sealed; may be lost, then the log is read from its beginning once. */
  checkpoint: { load(): Promise<Position | null>; save(position: Position): Promise<void> };
  now(): string;
  /** A seal is made after so many facts of a studio, or after `intervalMs` when there are any. */
  batch?: number;
  intervalMs?: number;
  signal: AbortSignal;
}

/** The facts of one studio that wait for their seal, and the seal they will follow. */
interface Pending {
  studio: string;
  previous: Seal | null;
  /** Revision of the last seal in its stream, -1 without one. */
  revision: number;
  leaves: string[];
  firstEventId: string;
  lastEventId: string;
  /** Position before the first of them. */
  after: Position;
  /** Facts up to here were sealed before this process began. */
  sealedUpTo: Position;
}

/** The stream that holds a studio's seals. */
export const sealStream = (studio: string): string => `seals-${studio}`;

/**
 * Seals facts until aborted: one chain of signed seals per studio. Meant for the elected worker; a second sealer is found
 * out by the exact revision and stops.
 * @throws {WrongRevision} when another process seals too
 */
export async function runSealer(options: SealerOptions): Promise<void> {
  const { store, checkpoint, signal, batch = 1_000, intervalMs = 60_000 } = options;
  const studios = new Map<string, Pending>();
  const start = await checkpoint.load() ?? BEGINNING;
  let reached = start;
  // one at a time: a seal names the one before it
  let sealing = Promise.resolve();
  const broken = new AbortController();
  const sealAll = () => {
    sealing = sealing.then(async () => {
      for (const pending of studios.values()) await seal(pending, options);
      await checkpoint.save(lowest(studios.values(), reached));
    });
    sealing.catch((error) => broken.abort(error));
    return sealing;
  };
  const interval = setInterval(sealAll, intervalMs);
  try {
    for await (const item of store.subscribe({ after: start, signal: AbortSignal.any([signal, broken.signal]) })) {
      if (!isEvent(item)) {
        reached = item.position;
        continue;
      }
      if (item.type !== Sealed.type) {
        const studio = String(item.metadata.studio ?? INSTALLATION);
        const pending = studios.get(studio) ?? await pendingOf(studio, start, store);
        studios.set(studio, pending);
        if (item.position > pending.sealedUpTo) {
          if (pending.leaves.length === 0) {
            pending.firstEventId = item.id;
            pending.after = reached;
          }
          pending.leaves.push(leafHash(item));
          pending.lastEventId = item.id;
        }
        reached = item.position;
        if (pending.leaves.length >= batch) await sealAll();
      }
    }
    if (broken.signal.aborted) throw broken.signal.reason;
    await sealAll();
  } finally {
    clearInterval(Number(interval));
    await sealing.catch(() => {});
  }
}

async function pendingOf(studio: string, start: Position, store: EventStore): Promise<Pending> {
  const [last] = await Array.fromAsync(store.read(sealStream(studio), { direction: "backwards", limit: 1 }));
  const empty = { studio, leaves: [], firstEventId: "", lastEventId: "", after: start };
  if (!last) return { ...empty, previous: null, revision: -1, sealedUpTo: start };
  const previous = Sealed.schema.parse(last.data);
  const sealedUpTo = await positionBefore(last.position, previous.lastEventId, start, store);
  return { ...empty, previous, revision: last.revision, sealedUpTo };
}

/** Position of an event that stands shortly before `before`; `floor` when it stands before that. */
export async function positionBefore(
  before: Position,
  id: string,
  floor: Position,
  store: EventStore,
): Promise<Position> {
  for (let at = before; at > floor;) {
    const page = await Array.fromAsync(store.readAllBackwards({ before: at, limit: 1_000 }));
    const found = page.find((event) => event.id === id);
    if (found) return found.position;
    const oldest = page.at(-1);
    if (!oldest) break;
    at = oldest.position;
  }
  return floor;
}

async function seal(pending: Pending, { store, signing, now, signal }: SealerOptions): Promise<void> {
  if (pending.leaves.length === 0) return;
  const { studio, previous, firstEventId, lastEventId } = pending;
  const leaves = pending.leaves;
  pending.leaves = []; // what comes while this is written belongs to the next seal
  const statement = {
    studio,
    number: (previous?.number ?? 0) + 1,
    firstEventId,
    lastEventId,
    count: leaves.length,
    merkleRoot: merkleRoot(leaves),
    previous: previous && sealHash(previous),
    keyId: signing.keyId,
  };
  const made: Seal = { ...statement, leaves, signature: signing.sign(signedBytes(statement)) };
  const expected = pending.revision < 0 ? "no_stream" : pending.revision;
  const event = eventOf(made, now());
  await insist(() => store.append(sealStream(studio), [event], expected), signal);
  pending.previous = made;
  pending.revision++;
}

function eventOf(made: Seal, occurredAt: string): NewEvent {
  const id = uuidv5("seal", made.studio, made.number, made.signature);
  return {
    id,
    type: Sealed.type,
    data: Sealed.schema.parse(made),
    metadata: {
      actor: "system",
      studio: made.studio === INSTALLATION ? null : made.studio,
      correlationId: id,
      causationId: null,
      commandId: id,
      command: "Seal",
      schemaVersion: Sealed.version,
      occurredAt,
    },
  };
}

/** The same append again while its outcome is unknown: the store recognises it. */
async function insist<T>(append: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let wait = 100;; wait = Math.min(wait * 2, 5_000)) {
    try {
      return await append();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || signal.aborted) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

function lowest(pending: Iterable<Pending>, reached: Position): Position {
  let position = reached;
  for (const { leaves, after } of pending) if (leaves.length > 0 && after < position) position = after;
  return position;
}
