import type { WrittenEvent } from "../../../event_store/checked.ts";
import type { Appended } from "../../../event_store/port.ts";
import { GroupCommit } from "../../../event_store/sqlite/group_commit.ts";
import { lockDirectory } from "../../../event_store/sqlite/lock.ts";
import { Queries, type Run } from "../../../event_store/sqlite/query.ts";
import { openDatabase } from "../../../event_store/sqlite/schema.ts";
import { Wakes } from "../../../event_store/sqlite/wakes.ts";

/** Positions on the wire have gaps, as the real server's do: byte offsets, not a count. */
const SPREAD = 64;

export const toWire = (position: number | bigint): string => String(BigInt(position) * BigInt(SPREAD));
/** Rounds down: every record up to that offset. */
export const fromWire = (position: string): number => Math.floor(Number(position) / SPREAD);
export const isRecord = (position: string): boolean => Number(position) % SPREAD === 0 && Number(position) > 0;

/** What the protocol server keeps: the SQLite log without the checks that are ours and not the server's. */
export interface Storage {
  append(stream: string, events: WrittenEvent[], expected: number | "no_stream"): Promise<Appended>;
  lastRevision(stream: string): number;
  streamForwards(stream: string, from: number, limit: number): Run;
  streamBackwards(stream: string, from: number, limit: number): Run;
  logForwards(after: number, limit: number): Run;
  logBackwards(before: number, limit: number): Run;
  head(): number;
  /** Resolves at the next commit. */
  changed(signal: AbortSignal): Promise<void>;
}

/** Opens the directory's log; a new one begins with system records, which readers must step over. */
export async function openStorage(directory: string): Promise<Storage> {
  await Deno.mkdir(directory, { recursive: true });
  await lockDirectory(directory);
  const database = openDatabase(`${directory}/log.sqlite`);
  const queries = new Queries(database);
  const wakes = new Wakes();
  const commits = new GroupCommit(database, queries, () => new Date(), () => wakes.wake());
  const storage: Storage = {
    append: (stream, events, expected) => commits.append(stream, events, expected),
    lastRevision: (stream) => queries.lastRevision(stream),
    streamForwards: (stream, from, limit) => queries.streamForwards(stream, from, limit),
    streamBackwards: (stream, from, limit) => queries.streamBackwards(stream, from, limit),
    logForwards: (after, limit) => queries.log(undefined, after, commits.head, limit),
    logBackwards: (before, limit) => queries.logBackwards(before, limit),
    head: () => commits.head,
    changed: (signal) => wakes.next(signal),
  };
  await appendSystemEvent(storage, "$users", "$UserCreated");
  return storage;
}

/** A record such as the server writes for itself (statistics, users). */
export async function appendSystemEvent(storage: Storage, stream: string, type: string): Promise<void> {
  const last = storage.lastRevision(stream);
  const event = { id: crypto.randomUUID(), type, data: "{}", metadata: "{}" };
  await storage.append(stream, [event], last === -1 ? "no_stream" : last);
}
