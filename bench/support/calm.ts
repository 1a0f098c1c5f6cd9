import { join } from "node:path";
import type pg from "pg";
import { askControl } from "../../cli/control.ts";
import type { FoldStatus } from "../../projections/runtime/control.ts";
import { eventually, type RunningApp } from "../../tests/support/app.ts";

/** Asks the product as its command line does. @throws what it throws, or when it does not run */
export async function ask<T>({ dataDir }: RunningApp, operation: string, ...args: string[]): Promise<T[]> {
  const answers = await askControl(join(dataDir, "control.sock"), { operation, args });
  if (!answers) throw new Error("the product is not running");
  return await Array.fromAsync(answers as AsyncIterable<T>);
}

/** Where all folds stand, as one text; null while one is behind. */
type Look = () => Promise<string | null>;

/** Waits until everything is folded, sent and written down: two looks, a second apart, find the same end of the log. */
export async function calm(app: RunningApp, within = 60_000, look: Look = () => throughSocket(app)): Promise<void> {
  let before: string | null = null;
  await eventually("the product to have nothing to do", async () => {
    const now = await look();
    const still = now !== null && now === before;
    before = now;
    if (!still) await new Promise((resolve) => setTimeout(resolve, 1_000));
    return still;
  }, within);
}

async function throughSocket(app: RunningApp): Promise<string | null> {
  // before the worker has begun there is nothing to list
  const folds = await ask<FoldStatus>(app, "projections").catch(() => []);
  const allLive = folds.length > 0 && folds.every(({ state }) => state === "live");
  return allLive ? folds.map(({ position }) => position).join() : null;
}

/** The same where the product's database is at hand, in the production shape. */
export async function throughDatabase(pool: pg.Pool): Promise<string | null> {
  const { rows } = await pool.query("select distinct position::text from projections.generations where state = 'live'");
  return rows.length === 1 ? rows[0].position : null;
}
