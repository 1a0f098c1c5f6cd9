import { checkStream } from "../checked.ts";
import { breathe, iteratePages } from "../iterate.ts";
import {
  type CaughtUp,
  type EventStore,
  type ReadAllOptions,
  type ReadOptions,
  type RecordedEvent,
  StoreUnavailable,
  type StreamId,
  type SubscribeOptions,
} from "../port.ts";
import { PAGE, type Queries, type Run } from "./query.ts";

interface Source {
  queries: Queries;
  head(): number;
  /** Resolves when something was committed since the last look, or when aborted. */
  changed(signal: AbortSignal): Promise<void>;
  close(): void;
}

/** The reading half of the contract. Pages are read at once and handed out one by one, with a breath in between. */
export function reading({ queries, head, changed, close }: Source): Omit<EventStore, "append"> {
  const closing = new AbortController();

  /** Calls `page` with how many are still wanted until there are no more. */
  const pages = (limit: number, page: (wanted: number) => Run) => {
    let left = limit;
    let first = true;
    return iteratePages(async () => {
      if (left <= 0) return null;
      if (!first) await breathe();
      first = false;
      const wanted = Math.min(left, PAGE);
      const { events, more } = whileOpen(() => page(wanted));
      left = more ? left - events.length : 0;
      return events;
    });
  };
  const whileOpen = <T>(look: () => T): T => {
    if (closing.signal.aborted) throw new StoreUnavailable("the log is closed", "not_written");
    return look();
  };

  return {
    read(stream: StreamId, { from, direction = "forwards", limit = Infinity }: ReadOptions = {}) {
      checkStream(stream);
      let next = from ?? (direction === "forwards" ? 0 : Number.MAX_SAFE_INTEGER);
      return pages(limit, (wanted) => {
        const forwards = direction === "forwards";
        const run = forwards
          ? queries.streamForwards(stream, next, wanted)
          : queries.streamBackwards(stream, next, wanted);
        const last = run.events.at(-1);
        if (last) next = last.revision + (forwards ? 1 : -1);
        return run;
      });
    },

    readAll({ after, until, filter, limit = Infinity }: ReadAllOptions) {
      let from = toNumber(after);
      // what is appended while reading is not handed out: a reader slower than the writers would never end
      const to = Math.min(whileOpen(head), until === undefined ? Infinity : toNumber(until));
      return pages(limit, (wanted) => {
        const run = queries.log(filter, from, to, wanted);
        from = Number(run.events.at(-1)?.position ?? from);
        return run;
      });
    },

    readAllBackwards({ before, limit }) {
      let next = before === undefined ? Number.MAX_SAFE_INTEGER : toNumber(before);
      return pages(limit, (wanted) => {
        const run = queries.logBackwards(next, wanted);
        next = Number(run.events.at(-1)?.position ?? next);
        return run;
      });
    },

    subscribe({ after, filter, signal }: SubscribeOptions) {
      const until = AbortSignal.any([signal, closing.signal]);
      let from = toNumber(after);
      let told = -1;
      const nextPage = async (): Promise<(RecordedEvent | CaughtUp)[] | null> => {
        while (!until.aborted) {
          const end = head();
          if (end !== told) {
            if (told !== -1 || from > toNumber(after)) await breathe();
            if (until.aborted) break;
            const { events, more } = from < end ? queries.log(filter, from, end, PAGE) : { events: [], more: false };
            const last = events.at(-1);
            if (last && more) {
              from = Number(last.position);
              return events;
            }
            from = Math.max(from, end);
            told = end;
            return [...events, { caughtUp: true, position: BigInt(from) }];
          }
          await changed(until);
        }
        return null;
      };
      return iteratePages(nextPage, { signal: until });
    },

    head: () => Promise.resolve().then(() => BigInt(whileOpen(head))),

    close() {
      if (!closing.signal.aborted) {
        closing.abort();
        close();
      }
      return Promise.resolve();
    },
  };
}

/** Positions past what a row can have mean the end. */
function toNumber(position: bigint): number {
  return position > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(position);
}
