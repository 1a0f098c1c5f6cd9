/** `deno task reset [--yes]`: deletes what is embedded in DATA_DIR, after asking. */
import { readConfig } from "../config.ts";
import { lockDirectory } from "../event_store/sqlite/lock.ts";
import { placeFor } from "../projections/runtime/postgres_place.ts";
import { runProgram } from "./ask.ts";

await runProgram(async () => {
  const { dataDir } = readConfig(Deno.env.toObject());
  if (!await Deno.stat(dataDir).catch(() => null)) return console.log(`${dataDir} is not there: nothing to delete`);
  if (!Deno.args.includes("--yes") && !confirm(`Delete log, vault, keys and everything else in ${dataDir} for good?`)) {
    return console.log("nothing was deleted");
  }
  const giveBack = await lockDirectory(dataDir); // refuses while the product runs on it
  const { base } = await placeFor(dataDir);
  await Deno.remove(base, { recursive: true }).catch(ignoreMissing);
  await Deno.remove(dataDir, { recursive: true });
  giveBack();
  console.log(`${dataDir} is deleted`);
});

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
