import pg from "pg";
import type { Position } from "../../event_store/port.ts";
import { CHANNEL, heard, type Notice } from "./notices.ts";
import { hangUp } from "./hang_up.ts";
import { migrate } from "./migrate.ts";
import { orAborted, waitFor } from "./wait.ts";

/** How far the live read models are, known in every process without asking: each commit tells. */
export interface Watch {
  /**
   * Waits until the live generations hold everything up to `position`; says whether they do. At once false when one that is
   * asked for has stopped before it. `folds`: those that the watch was opened for, when left out.
   */
  caughtUp(position: Position, options?: { timeoutMs?: number; folds?: readonly string[] }): Promise<boolean>;
  /** Calls `listener` after commits, with the fold's name, until the returned function is called. */
  subscribe(listener: (fold: string) => void): () => void;
  /** Whether commits are heard of at the moment. */
  readonly connected: boolean;
  close(): Promise<void>;
}

interface Standing {
  generation: number;
  position: Position;
  stopped: boolean;
}

const PATIENCE = 2_000;
const BACKOFF = { first: 100, most: 2_000 };

/** Listens to commits until closed, over lost connections too. `onRebuild` hears of rebuilds that are asked for or given up. */
export async function watchProjections(options: {
  connection: pg.ClientConfig;
  /** Names of those that `caughtUp` waits for. */
  folds: readonly string[];
  onRebuild?: () => void;
  /** Told why nothing is heard; it is tried again. */
  log?: (problem: { what: string; error: unknown }) => void;
}): Promise<Watch> {
  const standings = new Map<string, Standing>();
  const listeners = new Set<(fold: string) => void>();
  const closing = new AbortController();
  let connected = false;
  let moved = Promise.withResolvers<void>();

  function changed(fold: string) {
    moved.resolve();
    moved = Promise.withResolvers();
    for (const listener of [...listeners]) listener(fold);
  }

  async function load(client: pg.Client) {
    const { rows } = await client.query(
      "select name, generation, position::text, problem is not null or frozen as stopped from projections.generations where state = 'live'",
    );
    standings.clear();
    for (const { name, generation, position, stopped } of rows) {
      standings.set(name, { generation, position: BigInt(position), stopped });
    }
    changed("");
  }

  function hear(client: pg.Client, notice: Notice | null) {
    if (!notice) return;
    if (!("generation" in notice)) {
      // who comes first hears of a rebuild; the rest are told by the tables
      options.onRebuild?.();
      load(client).catch(() => {});
      return;
    }
    const standing = standings.get(notice.name);
    if (!standing) return void load(client).catch(() => {});
    if (standing.generation !== notice.generation) return;
    standing.position = BigInt(notice.position);
    standing.stopped = false;
    changed(notice.name);
  }

  async function listen(ready: () => void) {
    const client = new pg.Client({ ...options.connection, application_name: "projections watch", keepAlive: true });
    const ended = Promise.withResolvers<void>();
    client.on("error", () => ended.resolve());
    client.on("end", () => ended.resolve());
    client.on("notification", ({ payload }) => hear(client, heard(payload)));
    try {
      await client.connect();
      // what an older program has left is changed by whoever comes first, and that is not always the one that folds
      await migrate({
        query: (statement) => client.query(statement as pg.QueryConfig),
        connect: () =>
          Promise.resolve({ query: (statement) => client.query(statement as pg.QueryConfig), release() {} }),
      });
      await client.query(`listen ${CHANNEL}`);
      await load(client);
      connected = true;
      ready();
      await orAborted(ended.promise, closing.signal);
    } finally {
      connected = false;
      await hangUp(client);
    }
  }

  const ready = Promise.withResolvers<void>();
  const following = (async () => {
    for (let pause = BACKOFF.first; !closing.signal.aborted; pause = Math.min(pause * 2, BACKOFF.most)) {
      await listen(() => {
        pause = BACKOFF.first;
        ready.resolve();
      }).catch((error) => {
        if (!closing.signal.aborted) options.log?.({ what: "nobody tells of changes in the read models", error });
      });
      await waitFor(pause, closing.signal);
    }
  })();
  await ready.promise;

  return {
    async caughtUp(position, { timeoutMs = PATIENCE, folds = options.folds } = {}) {
      const until = AbortSignal.timeout(timeoutMs);
      for (;;) {
        const late = folds.map((name) => standings.get(name))
          .filter((standing) => !standing || standing.position < position);
        if (late.length === 0) return true;
        if (late.some((standing) => standing?.stopped) || until.aborted || closing.signal.aborted) return false;
        await orAborted(moved.promise, until);
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    get connected() {
      return connected;
    },
    async close() {
      closing.abort();
      await following;
    },
  };
}
