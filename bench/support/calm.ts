import { join } from "node:path";
import { askControl } from "../../cli/control.ts";
import type { FoldStatus } from "../../projections/runtime/control.ts";
import { eventually, type RunningApp } from "../../tests/support/app.ts";

/** Asks the product as its command line does. @throws what it throws, or when it does not run */
export async function ask<T>({ dataDir }: RunningApp, operation: string, ...args: string[]): Promise<T[]> {
  const answers = await askControl(join(dataDir, "control.sock"), { operation, args });
  if (!answers) throw new Error("the product is not running");
  return await Array.fromAsync(answers as AsyncIterable<T>);
}

/** Waits until everything is folded, sent and written down: two looks, a second apart, find the same end of the log. */
export async function calm(app: RunningApp, within = 60_000): Promise<void> {
  let before = "";
  await eventually("the product to have nothing to do", async () => {
    // before the worker has begun there is nothing to list
    const folds = await ask<FoldStatus>(app, "projections").catch(() => []);
    const now = folds.map(({ position }) => position).join();
    const still = now === before && folds.length > 0 && folds.every(({ state }) => state === "live");
    before = now;
    if (!still) await new Promise((resolve) => setTimeout(resolve, 1_000));
    return still;
  }, within);
}
