/** `deno task backup [file | folder | s3://…] [--verify]`: an installation, running or not, as one file. */
import { parseArgs } from "node:util";
import { basename, dirname, join } from "node:path";
import { backUp, type Made } from "../backup/back_up.ts";
import { type BackupPlace, folderPlace, placeAt } from "../backup/place.ts";
import { type Config, readConfig } from "../config.ts";
import { openStores } from "../composition/stores.ts";
import { print, progressLine, runProgram } from "./ask.ts";
import { tryOutBackup } from "./try_out.ts";

const usage = `deno task backup [where] [--verify] [--newest]

  where      a new file (….tar, ….sealed), a folder, or s3://bucket/prefix; BACKUP_TO, or this folder, when left out
  --verify   brings it back into a temporary place, folds its read models there, and compares; an existing file is only tried
             out, not made
  --newest   tries out the newest backup that is there, and makes none
  --json     one line of JSON for machines

BACKUP_KEY encrypts. In production it holds the vault and uploaded files; back up EventStoreDB before (docs/operations.md).`;

await runProgram(async () => {
  const { values, positionals } = parseArgs({
    args: Deno.args,
    allowPositionals: true,
    options: {
      verify: { type: "boolean", default: false },
      newest: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return print(usage);
  const config = readConfig(Deno.env.toObject());
  const { place, ...target } = targetOf(positionals[0] ?? config.backup.to ?? ".", config);
  const name = values.newest ? await newestIn(place) : target.name;
  const exists = name !== undefined && (await Deno.stat(join(place.workshop, name)).catch(() => null)) !== null;
  const triesOnly = values.newest || exists && values.verify;
  const made = triesOnly ? null : await make(config, place, name);
  const tried = triesOnly || values.verify
    ? await tryOutBackup(config, place, made?.name ?? name!, progressLine)
    : null;
  progressLine("");
  if (values.json) return print(JSON.stringify({ ...made, tried }));
  if (made) await tell(made, place);
  if (tried) {
    const counts = Object.entries(tried.counts).filter(([, n]) => n !== null).map(([what, n]) => `${n} ${what}`);
    if (!made) await print(`${name} was tried out.`);
    await print(`It was brought back and everything was there: ${counts.join(", ")}; ${tried.sealed} facts as sealed.`);
    if (tried.folded) {
      await print(`${tried.folded.complete} read models were folded from it and are what its log says.`);
    }
    for (const name of tried.folded?.stopped ?? []) {
      await print(`${name} stops at a fact that it cannot take, as it does here.`);
    }
  }
});

function targetOf(where: string, config: Config): { place: BackupPlace; name?: string } {
  if (!where.startsWith("s3://") && /\.(tar|sealed)$/.test(where)) {
    return { place: folderPlace(dirname(where)), name: basename(where) };
  }
  return { place: placeAt(where, config) };
}

async function newestIn(place: BackupPlace): Promise<string> {
  const newest = (await place.list()).at(-1);
  if (!newest) throw new TypeError(`there is no backup in ${place.words}`);
  return newest.name;
}

async function make(config: Config, to: BackupPlace, name: string | undefined): Promise<Made> {
  const { dataDir, s3, backup: { key } } = config;
  if (config.stores.kind === "embedded") {
    return await backUp({ from: { shape: "embedded", dataDir }, s3, to, key, name });
  }
  const { log, vault, close } = await openStores(config);
  try {
    const { accounts } = vault;
    return await backUp({ from: { shape: "production", dataDir, log, accounts }, s3, to, key, name });
  } finally {
    await close();
  }
}

async function tell({ name, bytes, encrypted, manifest }: Made, { words }: BackupPlace): Promise<void> {
  for (const { name, size } of manifest.files) await print(`${name}  ${size} bytes`);
  await print(`${words.endsWith("/") ? words : `${words}/`}${name}  ${bytes} bytes`);
  if (!encrypted && manifest.files.some(({ name }) => name === "master.key")) {
    await print("It holds the master key: whoever has this file can read everything. Keep it as you keep DATA_DIR.");
  }
}
