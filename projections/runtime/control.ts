import type { EventStore } from "../../event_store/port.ts";
import { differenceOf, type TableDifference } from "../analysis/difference.ts";
import { checkCompleteness, type Completeness } from "./completeness.ts";
import type { FoldSpec } from "./fold.ts";
import { schemaOf } from "./generations.ts";
import {
  cancelRebuild,
  requestDrop,
  requestRebuild,
  requestRetry,
  requestRollback,
  requestSwitch,
} from "./requests.ts";
import type { RunnerOptions } from "./runner.ts";
import { type FoldStatus, type GenerationRow, type RebuildProgress, statusOf } from "./status.ts";
import type { Pool } from "./transaction.ts";

export type { FoldStatus, RebuildProgress } from "./status.ts";

/** Two generations of one fold, compared: what readers see, and what they saw or will see. */
export interface Difference {
  before: { generation: number; version: number; position: string };
  after: { generation: number; version: number; position: string };
  tables: TableDifference[];
}

/** What analysts do with folds, from any process; whoever leads is told. Without `folds`, names of all that are folded. */
export interface FoldControl {
  list(): Promise<FoldStatus[]>;
  /**
   * Asks for a rebuild and returns at once; progress is in `list`. `waits`: once built it waits for `switchTo`. False for a
   * name that does not exist.
   */
  rebuild(name: string, options?: { waits?: boolean }): Promise<boolean>;
  /** Gives a rebuild up, or what was built and waits. False when there is none. */
  cancel(name: string): Promise<boolean>;
  /** Lets readers see what was built. False when nothing was. */
  switchTo(name: string): Promise<boolean>;
  /** Goes back to what readers saw before, brought up to date. False when it is not there or not of this version. */
  rollBack(name: string): Promise<boolean>;
  /** Drops what is kept to go back to. False when there is nothing. */
  drop(name: string): Promise<boolean>;
  /** Lets what has stopped at an event try it again. False when it has not stopped. */
  retry(name: string): Promise<boolean>;
  /**
   * What is different between what readers see and what was built, or else what they saw before. `studioId`: in this studio's
   * rows. Null when there is nothing to compare with.
   */
  difference(name: string, options?: { studioId?: string }): Promise<Difference | null>;
  /** Counts the whole log against what the fold took. Null for a name that does not exist. */
  check(name: string): Promise<Completeness | null>;
  /** The progress of a rebuild until it is live, ready, given up or stopped; nothing when there is none. */
  follow(name: string, signal: AbortSignal): AsyncIterable<RebuildProgress>;
}

/** The fold whose rows are the domain events: what is missing there cannot be counted. */
const INDEX = "log_index";
const LIVE_LAG_COUNTED = 100_000;
const PROGRESS_EVERY = 250;

/** `pool` as of `openReadModels`; `folds`: those that this program can fold, reactors too. */
export function createFoldControl(
  options: { pool: Pool; store: EventStore; folds: readonly FoldSpec[]; skipped?: RunnerOptions["skipped"] },
): FoldControl {
  const { pool, store, folds, skipped } = options;

  async function generations(): Promise<GenerationRow[]> {
    const { rows } = await pool.query({
      text: `select name, generation, version, shape, state, position::text, rate, last_recorded_at, problem, begun_at,
          live_at, about, waits, ready_at, frozen, checked, coalesce((
            select sum(pg_table_size(c.oid) + pg_indexes_size(c.oid)) from pg_class c
            where c.relkind = 'r' and c.relnamespace = to_regnamespace(quote_ident(name || '_' || generation))), 0)::int8
            as bytes
        from projections.generations where state in ('live', 'building', 'previous') order by name, generation`,
    });
    return rows;
  }

  async function list(): Promise<FoldStatus[]> {
    const [head, all] = [await store.head(), await generations()];
    const total = await countUpTo(head);
    const index = all.find(({ name, state }) => name === INDEX && state === "live");
    return await Promise.all(
      all.filter(({ state }) => state === "live").map(async (live) => {
        const { lag, since } = BigInt(live.position) >= head
          ? { lag: 0, since: null }
          : BigInt(live.position) < BigInt(index?.position ?? 0)
          ? await after(live.position)
          // as far as the index at least, and the index takes every fact
          : { lag: null, since: index?.last_recorded_at ?? null };
        const usable = specOf(live.name)?.version === live.version;
        return statusOf(all.filter(({ name }) => name === live.name), { head, lag, since, total, usable });
      }),
    );
  }

  /** How many facts stand after a position, and when the first of them was recorded, from the log's index. */
  async function after(position: string): Promise<{ lag: number | null; since: string | null }> {
    const { rows } = await pool.query({
      text: `select count(*)::int as lag, min(recorded_at) as since from (select recorded_at from read.log_index
          where position > $1::int8 order by position limit ${LIVE_LAG_COUNTED}) counted`,
      values: [position],
    }).catch(() => ({ rows: [] }));
    return { lag: rows[0]?.lag ?? null, since: rows[0]?.since ?? null };
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
    async rebuild(name, { waits = false } = {}) {
      const spec = specOf(name);
      return spec ? await requestRebuild(pool, spec, await store.head(), waits) : false;
    },
    cancel: (name) => cancelRebuild(pool, name),
    switchTo: (name) => requestSwitch(pool, name),
    async rollBack(name) {
      const spec = specOf(name);
      return spec ? await requestRollback(pool, spec) : false;
    },
    drop: (name) => requestDrop(pool, name),
    retry: (name) => requestRetry(pool, name),
    async difference(name, { studioId } = {}) {
      const spec = specOf(name);
      const all = (await generations()).filter((one) => one.name === name);
      const of = (state: GenerationRow["state"]) => all.find((one) => one.state === state);
      const live = of("live"), building = of("building"), previous = of("previous");
      if (!spec || !live || !(building ?? previous)) return null;
      const [before, after] = building ? [live, building] : [previous!, live];
      return {
        before: placeOf(before),
        after: placeOf(after),
        tables: await differenceOf(pool, spec, { before: schemaOf(before), after: schemaOf(after), studioId }),
      };
    },
    async check(name) {
      const spec = specOf(name);
      if (!spec) return null;
      const counted = { spec, skipped: await skipped?.(spec) ?? new Set<string>() };
      return (await checkCompleteness(pool, store, [counted])).get(name) ?? null;
    },
    async *follow(name, signal) {
      while (!signal.aborted) {
        const progress = (await list()).find((status) => status.name === name)?.rebuild;
        if (!progress) return;
        yield progress;
        if (progress.problem || progress.readyAt) return;
        await new Promise((resolve) => setTimeout(resolve, PROGRESS_EVERY));
      }
    },
  };
}

function placeOf({ generation, version, position }: GenerationRow) {
  return { generation, version, position };
}
