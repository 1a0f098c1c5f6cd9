import type { EventStore } from "../../event_store/port.ts";
import type { FoldSpec } from "./fold.ts";
import { cancelRebuild, requestRebuild } from "./requests.ts";
import type { Pool } from "./transaction.ts";

/** One fold as analysts see it. Instants are ISO 8601 in UTC. */
export interface FoldStatus {
  name: string;
  about: string;
  version: number;
  generation: number;
  /** Opaque, ordered. */
  position: string;
  /** Domain events between its position and the end of the log; null while the log's index does not reach that far. */
  lag: number | null;
  /** Between the time of the last fact it folded and now, while it is behind; 0 when it is not. */
  lagSeconds: number | null;
  state: "live" | "catching_up" | "rebuilding" | "stopped";
  /** Domain events a second, lately; null when it has nothing to do. */
  rate: number | null;
  lastRebuiltAt: string | null;
  /** Why it stopped, with the event named. */
  problem: string | null;
  problemEvent: { id: string; type: string; stream: string; revision: number; position: string } | null;
  /** While another generation is built beside it. */
  rebuild: RebuildProgress | null;
}

export interface RebuildProgress {
  done: number;
  total: number;
  rate: number;
  secondsLeft: number | null;
  /** Why the rebuild stopped, with the event named. */
  problem: string | null;
}

/** What analysts do with folds, from any process; whoever leads is told. */
export interface FoldControl {
  list(): Promise<FoldStatus[]>;
  /** Asks for a rebuild and returns at once; progress is in `list`. False for a name that does not exist. */
  rebuild(name: string): Promise<boolean>;
  /** Gives a rebuild up. False when there is none. */
  cancel(name: string): Promise<boolean>;
  /** The progress of a rebuild until it is live, given up or stopped; nothing when there is none. */
  follow(name: string, signal: AbortSignal): AsyncIterable<RebuildProgress>;
}

interface Row {
  name: string;
  generation: number;
  version: number;
  state: "live" | "building";
  position: string;
  target: string;
  rate: number | null;
  last_recorded_at: string | null;
  problem: { message: string; event: NonNullable<FoldStatus["problemEvent"]> } | null;
  begun_at: string;
  live_at: string | null;
  about: string;
}

const LIVE_LAG_COUNTED = 100_000;
const PROGRESS_EVERY = 250;

/** `pool` as of `openReadModels`; `folds`: those whose rebuild may be asked for. */
export function createFoldControl(options: { pool: Pool; store: EventStore; folds: readonly FoldSpec[] }): FoldControl {
  const { pool, store, folds } = options;

  async function list(): Promise<FoldStatus[]> {
    const head = await store.head();
    const { rows } = await pool.query({
      text: `select name, generation, version, state, position::text, target::text, rate, last_recorded_at, problem,
          begun_at, live_at, about
        from projections.generations where state in ('live', 'building') order by name, generation`,
    });
    const all = rows as Row[];
    const total = await countUpTo(head);
    return await Promise.all(
      all.filter(({ state }) => state === "live").map(async (live) =>
        statusOf(live, all.find(({ name, state }) => name === live.name && state === "building"), {
          head,
          lag: BigInt(live.position) >= head ? 0 : await countAfter(live.position),
          total,
        })
      ),
    );
  }

  /** From the log's index, whose rows are the domain events; null before it exists. */
  async function countAfter(position: string): Promise<number | null> {
    const { rows } = await pool.query({
      text: `select count(*)::int as count from (
          select from read.log_index where position > $1::int8 limit ${LIVE_LAG_COUNTED}) counted`,
      values: [position],
    }).catch(() => ({ rows: [] }));
    return rows[0]?.count ?? null;
  }

  async function countUpTo(head: bigint): Promise<number> {
    const { rows } = await pool.query({
      text: "select greatest(reltuples, 0)::int8 as count from pg_class where oid = (" +
        "select (name || '_' || generation || '.log_index')::regclass from projections.generations " +
        "where name = 'log_index' and state = 'live')",
    }).catch(() => ({ rows: [] }));
    // before the index has been looked at by the database, positions stand in: without gaps in the embedded log
    return Number(rows[0]?.count ?? 0) || Number(head);
  }

  function specOf(name: string): FoldSpec | undefined {
    return folds.find((spec) => spec.name === name);
  }

  return {
    list,
    async rebuild(name) {
      const spec = specOf(name);
      return spec ? await requestRebuild(pool, spec, await store.head()) : false;
    },
    cancel: (name) => cancelRebuild(pool, name),
    async *follow(name, signal) {
      while (!signal.aborted) {
        const progress = (await list()).find((status) => status.name === name)?.rebuild;
        if (!progress) return;
        yield progress;
        if (progress.problem) return;
        await new Promise((resolve) => setTimeout(resolve, PROGRESS_EVERY));
      }
    },
  };
}

function statusOf(
  live: Row,
  building: Row | undefined,
  log: { head: bigint; lag: number | null; total: number },
): FoldStatus {
  const atEnd = log.lag === 0;
  return {
    name: live.name,
    about: live.about,
    version: live.version,
    generation: live.generation,
    position: live.position,
    lag: log.lag,
    lagSeconds: atEnd ? 0 : live.last_recorded_at ? secondsSince(live.last_recorded_at) : null,
    state: live.problem ? "stopped" : building ? "rebuilding" : atEnd ? "live" : "catching_up",
    rate: atEnd ? null : live.rate,
    lastRebuiltAt: live.live_at,
    problem: live.problem?.message ?? null,
    problemEvent: live.problem?.event ?? null,
    rebuild: building ? progressOf(building, log) : null,
  };
}

function progressOf(building: Row, { head, total }: { head: bigint; total: number }): RebuildProgress {
  const share = head === 0n ? 1 : Math.min(Number(building.position) / Number(head), 1);
  const done = Math.round(total * share);
  // over its whole way: the last page's speed jumps
  const rate = done / Math.max(secondsSince(building.begun_at), 0.001);
  return {
    done,
    total,
    rate: Math.round(rate),
    secondsLeft: rate > 0 ? Math.ceil((total - done) / rate) : null,
    problem: building.problem?.message ?? null,
  };
}

function secondsSince(instant: string): number {
  return Math.max((Date.now() - Date.parse(instant)) / 1000, 0);
}
