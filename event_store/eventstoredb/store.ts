import { BACKWARDS, END, FORWARDS, START } from "@eventstore/db-client";
import { checkAppend, checkStream } from "../checked.ts";
import { iteratePages } from "../iterate.ts";
import { BEGINNING, type CaughtUp, type EventStore, isEvent, type RecordedEvent, StoreUnavailable } from "../port.ts";
import { Appender } from "./append.ts";
import { Connection } from "./connection.ts";
import { feed } from "./feed.ts";
import { matcher } from "./filter.ts";
import { backwards, records } from "./read.ts";
import { namesOf, positionOf, toEvent } from "./record.ts";

export interface EventStoreDbOptions {
  /** `esdb://…`, as EventStoreDB and KurrentDB document it. */
  url: string;
  /** Letters, digits, `_`; prefixes every stream, so that installations or tests share a server. */
  namespace?: string;
  /** How long the server may take to answer, in milliseconds, before a call fails (an append with an unknown outcome). */
  timeoutMs?: number;
}

/** Skipped records are read in steps of this many. */
const BACKWARDS_PAGE = 200;
const READ_RETRIES = 3;

/**
 * Opens EventStoreDB (22.10 or newer, KurrentDB too). Connects at the first call.
 * `close()` takes at most a few seconds, also when the server is gone.
 */
export function openEventStoreDb(options: EventStoreDbOptions): Promise<EventStore> {
  const { url, namespace = "", timeoutMs = 10_000 } = options;
  if (!/^\w*$/.test(namespace)) throw new TypeError(`not a namespace: ${namespace}`);
  const prefix = namespace && `${namespace}.`;
  const connection = new Connection(url, timeoutMs);
  const appender = new Appender(connection);
  const closing = new AbortController();
  const checkOpen = () => {
    if (closing.signal.aborted) throw new StoreUnavailable("the log is closed", "not_written");
  };

  const store: EventStore = {
    async append(stream, events, expected) {
      const written = checkAppend(stream, events);
      checkOpen();
      return await appender.append(stream, prefix, written, expected);
    },

    read(stream, { from, direction = "forwards", limit } = {}) {
      checkStream(stream);
      const forwards = direction === "forwards";
      const fromRevision = from === undefined ? (forwards ? START : END) : BigInt(from);
      if (limit === 0 || (from !== undefined && from < 0)) {
        return iteratePages<RecordedEvent>(() => Promise.resolve(null));
      }
      return mapped(
        records(connection, () => {
          checkOpen();
          return connection.client.readStream(prefix + stream, {
            fromRevision,
            direction: forwards ? FORWARDS : BACKWARDS,
            ...(limit !== undefined && { maxCount: limit }),
          });
        }, limit),
        (resolved) => toEvent(resolved, prefix),
      );
    },

    async *readAll({ after, until, filter, limit = Infinity }) {
      checkOpen();
      const head = await store.head();
      const to = until === undefined || head < until ? head : until;
      if (after >= to || limit <= 0) return;
      const signal = closing.signal;
      let left = limit;
      for await (const item of feed({ connection, prefix, after, filter, signal, retries: READ_RETRIES })) {
        if (item.position > to) return;
        if (isEvent(item)) yield item;
        if (item.position === to || (isEvent(item) && --left === 0)) return;
      }
      checkOpen();
    },

    async *readAllBackwards({ before, limit }) {
      checkOpen();
      const matches = matcher(prefix, undefined);
      let next = before;
      for (let left = limit; left > 0 && next !== BEGINNING;) {
        let found = 0;
        for await (const record of backwards(connection, { before: next, count: BACKWARDS_PAGE })) {
          found++;
          next = positionOf(record);
          if (!matches(namesOf(record))) continue;
          yield toEvent(record, prefix);
          if (--left === 0) return;
        }
        if (found < BACKWARDS_PAGE) return;
      }
    },

    subscribe({ after, filter, signal }): AsyncIterable<RecordedEvent | CaughtUp> {
      checkOpen();
      const either = AbortSignal.any([signal, closing.signal]);
      return feed({ connection, prefix, after, filter, signal: either, retries: Infinity });
    },

    async head() {
      checkOpen();
      for await (const record of backwards(connection, { count: 1 })) return positionOf(record);
      return BEGINNING;
    },

    async close() {
      if (closing.signal.aborted) return;
      closing.abort();
      await connection.close();
    },
  };
  return Promise.resolve(store);
}

/** Cheaper than an async generator: no promise of its own per item. */
function mapped<A, B>(items: AsyncIterableIterator<A>, map: (item: A) => B): AsyncIterableIterator<B> {
  const through = ({ value, done }: IteratorResult<A>): IteratorResult<B> =>
    done ? { value: undefined, done: true } : { value: map(value), done: false };
  return {
    next: () => items.next().then(through),
    return: () => items.return?.().then(through) ?? Promise.resolve({ value: undefined, done: true }),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
