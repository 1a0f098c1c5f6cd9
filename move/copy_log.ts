import {
  AppendTooLarge,
  BEGINNING,
  type EventStore,
  type NewEvent,
  type Position,
  type RecordedEvent,
  StoreUnavailable,
  WrongRevision,
} from "../event_store/port.ts";
import { leafHash } from "../event_store/seals/leaf.ts";

export interface Logs {
  from: Pick<EventStore, "read" | "readAll" | "head">;
  to: EventStore;
}

/** Facts of one stream that stand together go together, at most so many. */
const TOGETHER = 100;
/** Milliseconds for which an append is repeated whose answer was lost. */
const PATIENCE = 60_000;

/**
 * Copies a log into another place: facts with their ids, revisions, order and original times. What is there already, from an
 * earlier try, is gone on from. Answers how many were copied.
 * @throws {TypeError} the other place holds what is not of this log
 */
export async function copyLog({ from, to }: Logs, onProgress: (copied: number) => void = () => {}): Promise<number> {
  let copied = 0;
  for await (const together of runs(from.readAll({ after: await resumeAt({ from, to }), until: await from.head() }))) {
    await appendRun(to, together);
    copied += together.length;
    onProgress(copied);
  }
  return copied;
}

/** Where the last copied fact stands in the original. Copies are made in order, so everything before it is there too. */
async function resumeAt({ from, to }: Logs): Promise<Position> {
  const [last] = await Array.fromAsync(to.readAllBackwards({ limit: 1 }));
  if (!last) return BEGINNING;
  const [original] = await Array.fromAsync(from.read(last.stream, { from: last.revision, limit: 1 }));
  if (original?.id !== last.id) {
    throw new TypeError("the place to move to is in use: it holds facts that are not of this installation");
  }
  return original.position;
}

/** A fact keeps the time at which it was first recorded, where seals and "as of" look for it. */
function moved({ id, type, data, metadata, recordedAt }: RecordedEvent): NewEvent {
  return { id, type, data, metadata: { ...metadata, recordedAt: metadata.recordedAt ?? recordedAt } };
}

async function* runs(events: AsyncIterable<RecordedEvent>): AsyncGenerator<RecordedEvent[]> {
  let run: RecordedEvent[] = [];
  for await (const event of events) {
    const last = run.at(-1);
    if (last && (last.stream !== event.stream || run.length >= TOGETHER)) {
      yield run;
      run = [];
    }
    run.push(event);
  }
  if (run.length > 0) yield run;
}

async function appendRun(to: EventStore, run: readonly RecordedEvent[]): Promise<void> {
  const { stream, revision } = run[0]!;
  const until = performance.now() + PATIENCE;
  for (let wait = 100;; wait = Math.min(wait * 2, 5_000)) {
    try {
      await to.append(stream, run.map(moved), revision === 0 ? "no_stream" : revision - 1);
      return;
    } catch (error) {
      if (error instanceof AppendTooLarge && run.length > 1) {
        for (const event of run) await appendRun(to, [event]);
        return;
      }
      if (error instanceof WrongRevision) {
        throw new TypeError(`the place to move to is in use: ${error.message}`, { cause: error });
      }
      if (!(error instanceof StoreUnavailable) || performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

/**
 * Holds two logs against each other, fact by fact, as seals hash them.
 * @throws {TypeError} naming the first fact that is not the same
 */
export async function compareLogs({ from, to }: Logs): Promise<number> {
  const copies = to.readAll({ after: BEGINNING })[Symbol.asyncIterator]();
  let facts = 0;
  for await (const event of from.readAll({ after: BEGINNING })) {
    const copy = await copies.next();
    if (copy.done || leafHash(copy.value) !== leafHash(event)) {
      throw new TypeError(`fact ${facts + 1} (${event.stream}@${event.revision}) is not the same in both places`);
    }
    facts++;
  }
  if (!(await copies.next()).done) throw new TypeError("the place to move to holds more facts than were moved");
  return facts;
}
