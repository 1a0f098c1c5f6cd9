import { dirname, join, resolve } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { logFile, openSqliteLogReadOnly } from "../event_store/sqlite/log.ts";
import { masterKeyFile, vaultFile } from "../vault/master_key.ts";
import { type ArchivedFile, bytesOf, checksum, fileToArchive, writeArchive } from "./archive.ts";

/** First file of a backup: what else is in it. */
export interface Manifest {
  format: 1;
  /** ISO 8601 UTC. */
  createdAt: string;
  files: { name: string; size: number; sha256: string }[];
}

export const MANIFEST = "manifest.json";
/** What a backup must hold. */
export const LOG = "log.sqlite";
export const VAULT = "vault.sqlite";
export const MASTER_KEY = "master.key";
const MEDIA = "media";

/**
 * Copies an embedded installation into one new file, while it runs. The log is copied before the vault: every key that the
 * copied facts need is then in the copied vault, unless its person has been erased. A generated master key is in it, so the
 * file is as secret as DATA_DIR; one from the environment is not.
 * @throws when there is no installation, or the file exists
 */
export async function backUp({ dataDir, file }: { dataDir: string; file: string }): Promise<Manifest> {
  const target = resolve(file);
  if (await exists(target)) throw new TypeError(`${target} exists already`);
  for (const needed of [logFile(dataDir), vaultFile(dataDir)]) {
    if (!await exists(needed)) throw new TypeError(`there is nothing to back up: ${needed} does not exist`);
  }
  const staging = await Deno.makeTempDir({ dir: dirname(target), prefix: ".backup-" });
  try {
    const log = await openSqliteLogReadOnly({ directory: dataDir });
    await log.backup(join(staging, LOG)).finally(() => log.close());
    await copyVault(vaultFile(dataDir), join(staging, VAULT));
    const files = [await fileToArchive(LOG, join(staging, LOG)), await fileToArchive(VAULT, join(staging, VAULT))];
    if (await exists(masterKeyFile(dataDir))) files.push(await fileToArchive(MASTER_KEY, masterKeyFile(dataDir)));
    for await (const path of filesUnder(dataDir, MEDIA)) files.push(await fileToArchive(path, join(dataDir, path)));
    const manifest = await manifestOf(files, (name) => sourceOf(name, staging, dataDir));
    const draft = join(staging, "archive");
    await writeArchive(draft, [asFile(manifest), ...files]);
    await Deno.link(draft, target); // unlike a rename it never replaces a file
    return manifest;
  } finally {
    await Deno.remove(staging, { recursive: true });
  }
}

function sourceOf(name: string, staging: string, dataDir: string): string {
  return name === LOG || name === VAULT ? join(staging, name) : join(dataDir, name);
}

async function manifestOf(files: readonly ArchivedFile[], pathOf: (name: string) => string): Promise<Manifest> {
  const summed = [];
  for (const { name, size } of files) summed.push({ name, size, sha256: await checksum(bytesOf(pathOf(name))) });
  return { format: 1, createdAt: new Date().toISOString(), files: summed };
}

function asFile(manifest: Manifest): ArchivedFile {
  const bytes = new TextEncoder().encode(JSON.stringify(manifest, null, 2) + "\n");
  return {
    name: MANIFEST,
    size: bytes.length,
    content: (async function* () {
      yield bytes;
    })(),
  };
}

const ALL_PAGES = 2 ** 31 - 1;

/** In one step, so that it never has to start over for a writer. */
async function copyVault(from: string, to: string): Promise<void> {
  const vault = new DatabaseSync(from, { readOnly: true, timeout: 5_000 });
  try {
    await backup(vault, to, { rate: ALL_PAGES });
  } finally {
    vault.close();
  }
}

async function* filesUnder(root: string, folder: string): AsyncGenerator<string> {
  if (!await exists(join(root, folder))) return;
  for await (const { name, isDirectory, isFile } of Deno.readDir(join(root, folder))) {
    if (isDirectory) yield* filesUnder(root, `${folder}/${name}`);
    else if (isFile) yield `${folder}/${name}`;
  }
}

async function exists(path: string): Promise<boolean> {
  return await Deno.lstat(path).then(() => true, (error) => {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  });
}
