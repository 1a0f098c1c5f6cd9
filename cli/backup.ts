/** `deno task backup [file]`: an embedded installation, running or not, as one file. */
import { readConfig } from "../config.ts";
import { print, runProgram } from "./ask.ts";
import { backUp } from "./back_up.ts";

await runProgram(async () => {
  const { stores, dataDir } = readConfig(Deno.env.toObject());
  if (stores.kind !== "embedded") {
    throw new TypeError("backup is for the embedded shape: EventStoreDB first, then Postgres, have tools of their own");
  }
  const file = Deno.args[0] ?? `backup-${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}.tar`;
  const { files } = await backUp({ dataDir, file });
  for (const { name, size } of files) await print(`${name}  ${size} bytes`);
  await print(file);
  if (files.some(({ name }) => name === "master.key")) {
    await print("It holds the master key: whoever has this file can read everything. Keep it as you keep DATA_DIR.");
  }
});
