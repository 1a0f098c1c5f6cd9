/** `deno task move production|embedded`: takes an installation to EventStoreDB and Postgres, or back. */
import { parseArgs } from "node:util";
import { readConfig } from "../config.ts";
import { print, progressLine, runProgram } from "./ask.ts";
import { type Moved, moveToEmbedded, moveToProduction } from "./move_installation.ts";

const usage = `deno task move production|embedded [--files PATH]

  production   from DATA_DIR, running or not, to EVENTSTOREDB_URL and DATABASE_URL
  embedded     from there into DATA_DIR, which is empty or holds an earlier try

  --files PATH   DATA_DIR of the production processes, when they keep uploaded files there and not in S3

Set all three, and S3_* as production has them: uploaded files go there, or come from there into DATA_DIR. It can be broken off at any time and goes on where it was. The old place is left
as it is. See docs/operations.md.`;

await runProgram(async () => {
  const { values, positionals } = parseArgs({
    args: Deno.args,
    allowPositionals: true,
    options: { files: { type: "string" }, help: { type: "boolean", short: "h", default: false } },
  });
  if (values.help) return print(usage);
  const [where] = positionals;
  if (where !== "production" && where !== "embedded") throw new TypeError(usage);
  const config = readConfig(Deno.env.toObject());
  const say = (text: string) => progressLine(text);
  const options = { filesIn: values.files, say, tell: print };
  const moved: Moved = await (where === "production" ? moveToProduction : moveToEmbedded)(config, options);
  progressLine("");
  await print(`${moved.facts} facts, ${moved.sealed} of them sealed and unchanged, are the same in both places.`);
  await print(`${moved.vaultRows} rows of the vault and ${moved.files} files were copied.`);
  await print(`Nothing could be changed for ${(moved.readOnlyMs / 1000).toFixed(1)} s. The old place is as it was.`);
});
