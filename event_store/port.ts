/**
 * The log: append-only, ordered, the only truth. Everything else is derived from it.
 * One contract, two adapters (`sqlite/`, `eventstoredb/`), judged by one suite (`tests/event_store/contract.ts`).
 */

/** Name of one stream, `<category>-<id>`; the category ends at the first hyphen. */
export type StreamId = string;

/** Index of an event within its stream, from 0. */
export type Revision = number;

/** Where an event stands in the whole log. Opaque but ordered; {@link BEGINNING} is before the first. */
export type Position = bigint;

/** The position before the first event. */
export const BEGINNING: Position = 0n;

// deno-lint-ignore no-explicit-any -- JSON is the one place where any value may stand; the codec parses it
export type Json = Record<string, any>;

/** An event to append. `data` and `metadata` are JSON; `id` is a UUID that makes a repeated append harmless. */
export interface NewEvent {
  id: string;
  type: string;
  data: Json;
  metadata: Json;
}

/** An event as it stands in the log. `recordedAt` is ISO 8601 in UTC, set by the store. */
export interface RecordedEvent extends NewEvent {
  stream: StreamId;
  revision: Revision;
  position: Position;
  recordedAt: string;
}

/** What a successful append wrote: its last event's revision and position. */
export interface Appended {
  revision: Revision;
  position: Position;
}

/** A subscription has handed out all that was in the log when it looked; `position` is how far it has read. */
export interface CaughtUp {
  caughtUp: true;
  position: Position;
}

export interface ReadOptions {
  /** First revision to hand out; forwards from the beginning (0), backwards from the end, when left out. */
  from?: Revision;
  direction?: "forwards" | "backwards";
  limit?: number;
}

/** Restricts to whole type names and/or stream prefixes; both given: both must hold. Judged by the store, not the reader. */
export interface Filter {
  types?: readonly string[];
  streamPrefixes?: readonly string[];
}

export interface ReadAllOptions {
  /** Exclusive. Forwards: hands out what stands after it. */
  after: Position;
  /** Inclusive upper end, forwards only. */
  until?: Position;
  filter?: Filter;
  limit?: number;
}

export interface SubscribeOptions {
  /** Exclusive. */
  after: Position;
  filter?: Filter;
  /** Ends the iteration (without an error) when aborted. */
  signal: AbortSignal;
}

export interface EventStore {
  /**
   * Appends all events or none, directly after `expected`.
   * The same ids at the same `expected` again give the first answer again and write nothing.
   * @throws {WrongRevision} the stream is elsewhere; nothing was written
   * @throws {AppendTooLarge} more than {@link MAX_APPEND_BYTES}; nothing was written
   * @throws {StoreUnavailable} with `outcome: "unknown"` when it may or may not have been written
   */
  append(stream: StreamId, events: readonly NewEvent[], expected: Revision | "no_stream"): Promise<Appended>;
  /** A stream's events in order; nothing for a stream that does not exist. */
  read(stream: StreamId, options?: ReadOptions): AsyncIterable<RecordedEvent>;
  /** The log's events in order. */
  readAll(options: ReadAllOptions): AsyncIterable<RecordedEvent>;
  /** The newest events of the log first, from before `before` (exclusive; the end when left out). */
  readAllBackwards(options: { before?: Position; limit: number }): AsyncIterable<RecordedEvent>;
  /**
   * History, then live, without gap or repeat; says {@link CaughtUp} each time it has reached the end.
   * Survives dropped connections by itself, with backoff.
   */
  subscribe(options: SubscribeOptions): AsyncIterable<RecordedEvent | CaughtUp>;
  /** Position of the newest event, {@link BEGINNING} when the log is empty. */
  head(): Promise<Position>;
  close(): Promise<void>;
}

/** Largest append that every adapter takes, in bytes of JSON of data and metadata together. */
export const MAX_APPEND_BYTES = 512 * 1024;

/** Somebody else appended first: the stream's last revision is not the expected one. */
export class WrongRevision extends Error {
  override name = "WrongRevision";
  constructor(
    readonly stream: StreamId,
    readonly expected: Revision | "no_stream",
    readonly actual: Revision | "no_stream",
  ) {
    super(`${stream} is at ${actual}, expected ${expected}`);
  }
}

/** One append is over {@link MAX_APPEND_BYTES}. */
export class AppendTooLarge extends Error {
  override name = "AppendTooLarge";
  constructor(readonly stream: StreamId, readonly bytes: number) {
    super(`append to ${stream} has ${bytes} bytes, at most ${MAX_APPEND_BYTES} are taken`);
  }
}

/** The store cannot be reached, is out of disk, or did not answer. `unknown`: the append may have happened. */
export class StoreUnavailable extends Error {
  override name = "StoreUnavailable";
  constructor(message: string, readonly outcome: "not_written" | "unknown", options?: ErrorOptions) {
    super(message, options);
  }
}

/** Tells an event from the caught-up mark. */
export function isEvent(item: RecordedEvent | CaughtUp): item is RecordedEvent {
  return !("caughtUp" in item);
}

/** About how many characters of JSON an event's data is: what queues of events are kept within bounds by. */
export function weightOf({ data }: Pick<RecordedEvent, "data">): number {
  return weight(data);
}

/** What is neither a text nor made of others: a number, a truth, nothing. */
const SMALL = 4;

function weight(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return SMALL;
  let sum = SMALL;
  for (const key in value) sum += weight((value as Record<string, unknown>)[key]);
  return sum;
}
