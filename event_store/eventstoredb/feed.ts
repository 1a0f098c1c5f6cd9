import { type AllStreamResolvedEvent, START } from "@eventstore/db-client";
import type { Readable } from "node:stream";
import { iteratePages } from "../iterate.ts";
import { BEGINNING, type CaughtUp, type Filter, type Position, type RecordedEvent } from "../port.ts";
import { backoff, pause } from "./backoff.ts";
import type { Connection } from "./connection.ts";
import { isFatal, toUnavailable } from "./errors.ts";
import { matcher, serverFilter } from "./filter.ts";
import { Inbox } from "./inbox.ts";
import { type Probe, probe } from "./probe.ts";
import { namesOf, positionOf, toEvent } from "./record.ts";

interface FeedOptions {
  connection: Connection;
  prefix: string;
  after: Position;
  filter?: Filter | undefined;
  signal: AbortSignal;
  /** How often in a row it reconnects before it throws. */
  retries: number;
}

type Item = AllStreamResolvedEvent | { checkpoint: Position };

interface Subscribed {
  inbox: Inbox<Item>;
  /** The end of the log, as last looked at. */
  end: Probe;
  cancel(): void;
}

const FIRST_QUIET_MS = 50;
const LAST_QUIET_MS = 1_000;

/**
 * History, then live, from a subscription to `$all`, over any number of connections.
 *
 * `seen` is the position up to which everything was handed out: each new subscription begins after it, so nothing is
 * left out or repeated, whatever ended the last one. The server (22.10) never says "caught up". So the end of the log is
 * read backwards first, and whoever passes the last match there is caught up; because the server tells a filtered
 * subscription how far it has searched only every 32 events, the end is looked at again whenever it is quiet. That also
 * finds out about a server that has stopped answering.
 */
export function feed(options: FeedOptions): AsyncIterableIterator<RecordedEvent | CaughtUp> {
  const { connection, prefix, filter, signal, retries } = options;
  const matches = matcher(prefix, filter);
  let seen = options.after;
  let told: Position | undefined;
  let subscribed: Subscribed | undefined;
  let failures = 0;
  let quietMs = FIRST_QUIET_MS;

  const connect = async () => {
    const opened = open(connection, prefix, filter, seen);
    try {
      subscribed = { ...opened, end: await probe(connection, matches, seen) };
    } catch (error) {
      opened.cancel();
      throw error;
    }
  };
  const lose = () => {
    subscribed?.cancel();
    subscribed = undefined;
  };
  const accept = (items: Item[]): RecordedEvent[] => {
    const events: RecordedEvent[] = [];
    for (const item of items) {
      const position = "checkpoint" in item ? item.checkpoint : positionOf(item);
      if (position <= seen) continue;
      seen = position;
      if (!("checkpoint" in item) && matches(namesOf(item))) events.push(toEvent(item, prefix));
    }
    return events;
  };
  const caughtUp = ({ end }: Subscribed): CaughtUp[] => {
    if (seen < end.target) return [];
    if (seen < end.head) seen = end.head;
    if (told === seen) return [];
    told = seen;
    return [{ caughtUp: true, position: seen }];
  };
  const step = async (): Promise<(RecordedEvent | CaughtUp)[]> => {
    if (!subscribed) {
      await connect();
      return subscribed ? caughtUp(subscribed) : [];
    }
    const items = await subscribed.inbox.take(quietMs, signal);
    if (items === null) throw new Error("the server ended the subscription");
    if (signal.aborted) return [];
    if (items.length === 0) {
      quietMs = Math.min(quietMs * 2, LAST_QUIET_MS);
      subscribed.end = await probe(connection, matches, seen);
      return caughtUp(subscribed);
    }
    failures = 0;
    quietMs = FIRST_QUIET_MS;
    return [...accept(items), ...caughtUp(subscribed)];
  };
  const nextPage = async () => {
    while (!signal.aborted) {
      try {
        const page = await step();
        if (page.length > 0) return page;
      } catch (error) {
        lose();
        if (signal.aborted) break;
        if (isFatal(error) || failures >= retries) throw toUnavailable(error);
        await pause(backoff(failures++), signal);
      }
    }
    return null;
  };
  return iteratePages(nextPage, { signal, ended: lose });
}

function open(connection: Connection, prefix: string, filter: Filter | undefined, after: Position) {
  const subscription = connection.client.subscribeToAll({
    fromPosition: after === BEGINNING ? START : { commit: after, prepare: after },
    // pushed through the same stream, so that it stays behind the events before it
    filter: serverFilter(prefix, filter, (_, { commit }) => {
      stream.push({ checkpoint: commit });
      return Promise.resolve();
    }),
  });
  const stream = subscription as unknown as Readable;
  return {
    inbox: new Inbox<Item>(stream),
    cancel: () => void subscription.unsubscribe().catch(() => {}),
  };
}
