import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { WrittenEvent } from "../checked.ts";
import { type Appended, type Revision, StoreUnavailable, type StreamId, WrongRevision } from "../port.ts";
import type { Queries } from "./query.ts";
import { RowBuffer } from "./row_buffer.ts";

interface Append {
  stream: StreamId;
  events: WrittenEvent[];
  expected: Revision | "no_stream";
  resolve: (appended: Appended) => void;
  reject: (error: Error) => void;
}

type Verdict = Appended | WrongRevision;

/** One transaction takes at most so many events: others wait for their turn while it is written. */
const GROUP_EVENTS = 1_000;
const CACHED_TAILS = 10_000;
/** Longest that a commit waits for others, in ms. */
const LONGEST_WAIT = 20;
/** Milliseconds for which those who shared a commit are expected to do so again. */
const LATELY = 100;

/**
 * Group commit: the appends that wait at the same moment share one transaction and one sync of the disk. Each is judged
 * for itself before it is written, so that one's conflict does not fail its neighbours.
 *
 * A stream said not to exist is believed at first: where that is wrong, its first revision is taken, the insert fails, and
 * the group is judged again with a look at every stream. New streams are the most frequent append and need no look.
 *
 * A commit stops the whole process while the disk syncs. Where several write, the next one waits as long as the last one took
 * until as many have come again: everybody else gets half of the time, and shares the sync. Who writes alone never waits.
 */
export class GroupCommit {
  readonly #database: DatabaseSync;
  readonly #queries: Queries;
  readonly #committed: () => void;
  readonly #clock: () => Date;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #rows: RowBuffer;
  readonly #tails = new Map<StreamId, Revision>();
  #waiting: Append[] = [];
  #scheduled = false;
  /** When several shared a commit last. */
  #shared = -Infinity;
  /** How many did. */
  #size = 0;
  /** From when on the next commit begins, if fewer have come. */
  #rested = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #head: number;
  #recordedAt: string;
  #closed = false;

  constructor(database: DatabaseSync, queries: Queries, clock: () => Date, committed: () => void) {
    this.#database = database;
    this.#queries = queries;
    this.#clock = clock;
    this.#committed = committed;
    this.#begin = database.prepare("begin immediate");
    this.#commit = database.prepare("commit");
    this.#rows = new RowBuffer(database);
    this.#head = queries.head();
    this.#recordedAt = queries.lastRecordedAt();
  }

  /** Position of the newest committed event. */
  get head(): number {
    return this.#head;
  }

  append(stream: StreamId, events: WrittenEvent[], expected: Revision | "no_stream"): Promise<Appended> {
    if (this.#closed) return Promise.reject(new StoreUnavailable("the log is closed", "not_written"));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ stream, events, expected, resolve, reject });
      this.#schedule();
    });
  }

  /** Writes what waits and takes nothing more. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    while (this.#waiting.length > 0) this.#flush();
  }

  /** After the callbacks that are due: whoever was woken by the last commit can still join this one. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      const wait = this.#waiting.length < this.#size ? this.#rested - performance.now() : 0;
      if (wait >= 1) this.#timer = setTimeout(() => this.#turn(), wait);
      else this.#turn();
    });
  }

  #turn(): void {
    this.#scheduled = false;
    this.#flush();
    if (this.#waiting.length > 0) this.#schedule();
  }

  #flush(): void {
    const group = this.#takeGroup();
    if (group.length === 0) return;
    const before = this.#head;
    const began = performance.now();
    let verdicts: Verdict[];
    try {
      verdicts = this.#write(group, true) ?? this.#write(group, false) ?? [];
    } catch (error) {
      for (const append of group) append.reject(error as Error);
      return;
    }
    group.forEach((append, i) => {
      const verdict = verdicts[i] as Verdict;
      if (verdict instanceof WrongRevision) append.reject(verdict);
      else append.resolve(verdict);
    });
    if (this.#head !== before) this.#committed();
    const ended = performance.now();
    if (group.length > 1) [this.#shared, this.#size] = [ended, group.length];
    this.#rested = ended - this.#shared < LATELY ? ended + Math.min(ended - began, LONGEST_WAIT) : 0;
  }

  #takeGroup(): Append[] {
    let events = 0;
    let count = 0;
    for (const append of this.#waiting) {
      events += append.events.length;
      if (count > 0 && events > GROUP_EVENTS) break;
      count++;
    }
    const group = this.#waiting.slice(0, count);
    this.#waiting = this.#waiting.slice(count);
    return group;
  }

  /**
   * One transaction, or none.
   * @returns nothing when a stream was wrongly believed not to exist
   * @throws {StoreUnavailable}
   */
  #write(group: Append[], believing: boolean): Verdict[] | undefined {
    const before = this.#head;
    let committing = false;
    try {
      const recordedAt = this.#now();
      this.#begin.run();
      const verdicts = group.map((append) => this.#judge(append, recordedAt, believing));
      this.#rows.write();
      committing = true;
      this.#commit.run();
      this.#recordedAt = recordedAt;
      return verdicts;
    } catch (error) {
      this.#head = before;
      this.#tails.clear();
      this.#rows.clear();
      if (this.#database.isOpen && this.#database.isTransaction) this.#database.exec("rollback");
      if (believing && (error as { errcode?: number }).errcode === UNIQUE_VIOLATED) return undefined;
      throw unavailable(error, committing);
    }
  }

  #judge({ stream, events, expected }: Append, recordedAt: string, believing: boolean): Verdict {
    const after = expected === "no_stream" ? -1 : expected;
    const last = this.#tails.get(stream) ?? (believing && after === -1 ? -1 : this.#queries.lastRevision(stream));
    if (after === last) return this.#insert(stream, events, last, recordedAt);
    return (after < last && this.#repeated(stream, events, after)) ||
      new WrongRevision(stream, expected, last === -1 ? "no_stream" : last);
  }

  /** As EventStoreDB does: the same ids directly after the same revision are the same append, and get its answer. */
  #repeated(stream: StreamId, events: WrittenEvent[], after: Revision): Appended | undefined {
    this.#rows.write();
    const stored = this.#queries.idsAfter(stream, after, events.length);
    const last = stored.at(-1);
    const same = stored.length === events.length && stored.every(({ id }, i) => id === events[i]?.id);
    return same && last ? { revision: last.revision, position: BigInt(last.position) } : undefined;
  }

  #insert(stream: StreamId, events: WrittenEvent[], last: Revision, recordedAt: string): Appended {
    let revision = last;
    for (const event of events) this.#rows.add(++this.#head, stream, ++revision, event, recordedAt);
    if (this.#tails.size >= CACHED_TAILS) this.#tails.clear();
    this.#tails.set(stream, revision);
    return { revision, position: BigInt(this.#head) };
  }

  /** Recorded time never runs backwards along the log, so "as of" is a position. */
  #now(): string {
    const now = this.#clock().toISOString();
    return now > this.#recordedAt ? now : this.#recordedAt;
  }
}

const UNIQUE_VIOLATED = 2067;
const FULL = 13;
const READ_ONLY = 8;
const CANNOT_OPEN = 14;
const IO_ERROR_ON_WRITE = 778;

/** Only a commit whose sync failed may come back from the write-ahead log; anything refused earlier cannot. */
function unavailable(error: unknown, committing: boolean): StoreUnavailable {
  const { errcode, message } = error as { errcode?: number; message: string };
  const refused = [FULL, READ_ONLY, CANNOT_OPEN, IO_ERROR_ON_WRITE].includes(errcode ?? 0);
  return new StoreUnavailable(
    `the log cannot be written: ${message}`,
    committing && !refused ? "unknown" : "not_written",
    {
      cause: error,
    },
  );
}
