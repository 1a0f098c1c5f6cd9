/** `deno task restore <file>`: a backup into an empty place, checked and erased again. */
import { basename, dirname } from "node:path";
import { parseArgs } from "node:util";
import { bringBack } from "../backup/bring_back.ts";
import { erasedAt } from "../backup/erased.ts";
import { bucketPlace, folderPlace } from "../backup/place.ts";
import type { Packed } from "../backup/unpack.ts";
import { type Config, readConfig } from "../config.ts";
import { keepAll } from "../media/kept.ts";
import { print, progressLine, runProgram } from "./ask.ts";
import { noteRestore } from "./note_restore.ts";
import { restoreProduction } from "./restore_production.ts";

const usage = `deno task restore <file or s3://bucket/name> [options]

  --later PATH         who was erased after the backup: a DATA_DIR that went on, or the list that
                       \`deno task log export --type PersonErased\` made
  --nothing-went-on    nothing was sent after the backup: what was due by now is sent, and not kept back

Embedded: into DATA_DIR, which must be empty. In production: into the empty schema \`vault\` of DATABASE_URL, after
EventStoreDB has been restored by its own means (docs/operations.md).`;

await runProgram(async () => {
  const { values, positionals } = parseArgs({
    args: Deno.args,
    allowPositionals: true,
    options: {
      later: { type: "string" },
      "nothing-went-on": { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return print(usage);
  const [file] = positionals;
  if (!file) throw new TypeError(`restore what?\n${usage}`);
  const config = readConfig(Deno.env.toObject());
  const options = {
    backup: packed(file, config),
    laterErased: values.later === undefined ? undefined : await erasedAt(values.later),
    onProgress: (facts: number) => progressLine(`${facts.toLocaleString("en")} facts checked`),
  };
  const keepsBack = !values["nothing-went-on"];
  const { dataDir, masterKey, stores, s3 } = config;
  const finish = keepsBack ? noteRestore : undefined;
  const takeMedia = s3 ? async (folder: string) => void await keepAll(folder, config) : undefined;
  const { createdAt, facts, sealed, erased, later } = stores.kind === "embedded"
    ? { ...await bringBack({ ...options, dataDir, masterKey, takeMedia, finish }), later: 0 }
    : await restoreProduction(config, { ...options, keepsBack });
  progressLine("");
  await print(`The installation is as of ${createdAt}: ${facts} facts, ${sealed} of them sealed and unchanged.`);
  await print(`${erased} erased persons stay erased.`);
  if (later > 0) await print(`${later} facts came after the vault was copied: whoever came with them cannot be read.`);
  if (keepsBack) await print("What was due by now and may have been sent already is shown as skipped, not sent again.");
});

function packed(file: string, { s3, dataDir, backup: { key } }: Config): Packed {
  const inBucket = file.match(/^s3:\/\/([a-z0-9.-]+)\/(.+)$/);
  if (!inBucket) return { bytes: folderPlace(dirname(file)).open(basename(file)), name: file, key };
  if (!s3) throw new TypeError(`${file} needs S3_REGION, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY`);
  const [, bucket = "", name = ""] = inBucket;
  return { bytes: bucketPlace({ ...s3, bucket }, "", dataDir).open(name), name: file, key };
}
