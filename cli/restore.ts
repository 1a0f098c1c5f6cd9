/** `deno task restore <file> [--later <DATA_DIR that went on>]`: a backup into an empty DATA_DIR, checked and erased again. */
import { parseArgs } from "node:util";
import { readConfig } from "../config.ts";
import { print, progressLine, runProgram } from "./ask.ts";
import { bringBack } from "./bring_back.ts";

await runProgram(async () => {
  const { values, positionals } = parseArgs({
    args: Deno.args,
    allowPositionals: true,
    options: { later: { type: "string" } },
  });
  const [file] = positionals;
  if (!file) throw new TypeError("restore what? deno task restore <file> [--later <DATA_DIR that went on>]");
  const { stores, dataDir, masterKey } = readConfig(Deno.env.toObject());
  if (stores.kind !== "embedded") throw new TypeError("restore is for the embedded shape");
  const { createdAt, facts, sealed, erased } = await bringBack({
    file,
    dataDir,
    masterKey,
    laterLog: values.later,
    onProgress: (checked) => progressLine(`${checked} facts checked`),
  });
  progressLine("");
  await print(`${dataDir} is as of ${createdAt}: ${facts} facts, ${sealed} of them sealed and unchanged.`);
  await print(`${erased} erased persons stay erased.`);
});
