import type pg from "pg";
import { projections } from "../../projections/all.ts";
import type { FoldSpec } from "../../projections/runtime/fold.ts";
import { Runner, type RunnerOptions } from "../../projections/runtime/runner.ts";
import { ident } from "../../projections/runtime/sql.ts";
import type { History } from "./history.ts";

/** A runner at work, without an election. */
export interface Running extends AsyncDisposable {
  runner: Runner;
  problems: { what: string; fold?: string; error: unknown }[];
  stop(): Promise<void>;
}

/** Runs folds over a history until stopped. */
export function run(
  pool: pg.Pool,
  history: History,
  options: Partial<RunnerOptions> = {},
): Running {
  const problems: Running["problems"] = [];
  const stopping = new AbortController();
  const runner = new Runner({
    pool,
    store: history.log,
    decode: history.codec.decodePage as RunnerOptions["decode"],
    folds: projections,
    log: (problem) => problems.push(problem),
    ...options,
  });
  const running = runner.run(stopping.signal);
  async function stop() {
    stopping.abort();
    await running;
  }
  return { runner, problems, stop, [Symbol.asyncDispose]: stop };
}

/** Waits until every live generation of these folds stands at the end of the log. */
export async function caughtUp(
  pool: pg.Pool,
  history: History,
  folds: readonly FoldSpec[] = projections,
): Promise<void> {
  const head = await history.log.head();
  await eventually(async () => {
    const { rows } = await pool.query(
      "select count(*)::int n from projections.generations where state = 'live' and position >= $1 and name = any($2)",
      [String(head), folds.map(({ name }) => name)],
    );
    return rows[0].n === folds.length;
  });
}

/** Waits until it is so. @throws after two minutes */
export async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + 120_000;
  while (!await isSo().catch(() => false)) {
    if (Date.now() > until) throw new Error(`still not so: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Everything that readers see, in one string per table. */
export async function contents(
  pool: pg.Pool,
  folds: readonly FoldSpec[] = projections,
): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { tables } of folds) {
    for (const [name, { key }] of Object.entries(tables)) {
      const { rows } = await pool.query(
        `select coalesce(jsonb_agg(to_jsonb(t) order by ${ident(key)}), '[]')::text as all from read.${ident(name)} t`,
      );
      found[name] = rows[0].all;
    }
  }
  return found;
}
