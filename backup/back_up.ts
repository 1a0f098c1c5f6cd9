import { join } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import type { EventStore, RecordedEvent } from "../event_store/port.ts";
import { logFile, openSqliteLogReadOnly } from "../event_store/sqlite/log.ts";
import { type KeptFile, keptFiles } from "../media/kept.ts";
import type { S3Place } from "../media/s3.ts";
import { rowsOfVault, type VaultRow } from "../vault/copy.ts";
import { masterKeyFile, vaultFile } from "../vault/master_key.ts";
import type { Vault } from "../vault/port.ts";
import { type ArchivedFile, archiveOf, bytesOf, checksum, writeNew } from "./archive.ts";
import { countFiles } from "./counts.ts";
import { type Counts, LOG, MANIFEST, type Manifest, MASTER_KEY, VAULT, VAULT_ROWS } from "./manifest.ts";
import { backupName, type BackupPlace } from "./place.ts";
import { sealFile } from "./sealed_file.ts";
import { folderFor } from "./workshop.ts";

/** What is backed up. */
export type Backed =
  | { shape: "embedded"; dataDir: string }
  | { shape: "production"; dataDir: string; log: Pick<EventStore, "readAllBackwards">; accounts: Vault["accounts"] };

export interface BackUpOptions {
  from: Backed;
  /** Where uploaded files are, when not in DATA_DIR. */
  s3: S3Place | null;
  to: BackupPlace;
  /** Key or passphrase; null: readable by whoever has the file. */
  key: string | null;
  /** Its time and kind when left out. */
  name?: string;
}

/** A backup that is where it belongs. */
export interface Made {
  name: string;
  bytes: number;
  /** Of the file as it is kept. */
  sha256: string;
  encrypted: boolean;
  manifest: Manifest;
}

/**
 * Copies an installation into one new file, while it runs. The log is copied before the vault: every key that the copied
 * facts need is then in the copied vault, unless its person has been erased. A generated master key is in it, so a file that
 * is not encrypted is as secret as DATA_DIR; a master key from the environment is not.
 * @throws {TypeError} there is no installation, or a file of this name, or no room
 */
export async function backUp({ from, s3, to, key, name }: BackUpOptions): Promise<Made> {
  const at = new Date();
  const chosen = name ?? backupName(at, key !== null);
  const staging = await folderFor("backup", to.workshop);
  try {
    const staged = from.shape === "embedded" ? await stageFiles(from.dataDir, staging) : await stageRows(from, staging);
    const media = await Array.fromAsync(keptFiles({ s3, dataDir: from.dataDir }));
    const files = [...await Promise.all(staged.files.map(onDisk)), ...media];
    const manifest: Manifest = {
      format: 2,
      shape: from.shape,
      createdAt: at.toISOString(),
      newest: staged.newest,
      counts: { ...staged.counts, media: media.length },
      files: await summed(files),
    };
    const archive = archiveOf(archived(manifest, files));
    const draft = join(staging, "archive");
    const sha256 = await writeNew(draft, key === null ? archive : sealFile(archive, key));
    const { size: bytes } = await Deno.stat(draft);
    await to.put(chosen, draft);
    return { name: chosen, bytes, sha256, encrypted: key !== null, manifest };
  } catch (error) {
    throw isFull(error) ? new TypeError(`there is no room for a backup in ${to.workshop}: nothing was kept`) : error;
  } finally {
    await Deno.remove(staging, { recursive: true });
  }
}

interface Staged {
  files: { name: string; path: string }[];
  counts: Omit<Counts, "media">;
  newest: Manifest["newest"];
}

async function stageFiles(dataDir: string, staging: string): Promise<Staged> {
  for (const needed of [logFile(dataDir), vaultFile(dataDir)]) {
    if (!await exists(needed)) throw new TypeError(`there is nothing to back up: ${needed} does not exist`);
  }
  const [log, vault] = [join(staging, LOG), join(staging, VAULT)];
  const original = await openSqliteLogReadOnly({ directory: dataDir });
  await original.backup(log).finally(() => original.close());
  await copyVault(vaultFile(dataDir), vault);
  const copied = await openSqliteLogReadOnly({ directory: staging });
  const newest = await newestOf(copied).finally(() => copied.close());
  const files = [{ name: LOG, path: log }, { name: VAULT, path: vault }];
  const masterKey = masterKeyFile(dataDir);
  if (await exists(masterKey)) files.push({ name: MASTER_KEY, path: masterKey });
  return { files, counts: countFiles({ log, vault, media: 0 }), newest };
}

async function stageRows(
  { log, accounts, dataDir }: Extract<Backed, { shape: "production" }>,
  staging: string,
): Promise<Staged> {
  const found = new Map<string, number>();
  async function* lines() {
    const encoder = new TextEncoder();
    for await (const row of rowsOfVault(accounts)) {
      found.set(row.table, (found.get(row.table) ?? 0) + 1);
      yield encoder.encode(JSON.stringify(row satisfies VaultRow) + "\n");
    }
  }
  const path = join(staging, VAULT_ROWS);
  await writeNew(path, lines());
  const files = [{ name: VAULT_ROWS, path }];
  const masterKey = masterKeyFile(dataDir);
  if (await exists(masterKey)) files.push({ name: MASTER_KEY, path: masterKey });
  const count = (table: string) => found.get(table) ?? 0;
  return {
    files,
    counts: {
      facts: null,
      streams: null,
      persons: count("persons"),
      personKeys: count("person_keys"),
      accounts: count("user"),
    },
    newest: await newestOf(log),
  };
}

async function newestOf(log: Pick<EventStore, "readAllBackwards">): Promise<Manifest["newest"]> {
  const [event] = await Array.fromAsync<RecordedEvent>(log.readAllBackwards({ limit: 1 }));
  return event ? { stream: event.stream, revision: event.revision, id: event.id } : null;
}

async function onDisk({ name, path }: Staged["files"][number]): Promise<KeptFile> {
  return { name, size: (await Deno.stat(path)).size, open: () => bytesOf(path) };
}

async function summed(files: readonly KeptFile[]): Promise<Manifest["files"]> {
  const sums: Manifest["files"] = [];
  for (const { name, size, open } of files) sums.push({ name, size, sha256: await checksum(open()) });
  return sums;
}

/** Each file is opened when its turn comes. */
function* archived(manifest: Manifest, files: readonly KeptFile[]): Generator<ArchivedFile> {
  yield asFile(manifest);
  for (const { name, size, open } of files) yield { name, size, content: open() };
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

/** No space, past a limit of file size, past a quota; SQLite has its own words for it. */
function isFull(error: unknown): boolean {
  return error instanceof Error &&
    /os error (28|27|122)\b|database or disk is full|disk I\/O error/.test(error.message);
}

async function exists(path: string): Promise<boolean> {
  return await Deno.lstat(path).then(() => true, (error) => {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  });
}
