import { basename, dirname, join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { BEGINNING, type EventStore } from "../event_store/port.ts";
import { verifyLog } from "../event_store/seals/verify.ts";
import { logFile, openSqliteLog } from "../event_store/sqlite/log.ts";
import { vaultFile } from "../vault/master_key.ts";
import type { Vault } from "../vault/port.ts";
import { openVaultIn } from "../vault/vault.ts";
import { countFiles, differences } from "./counts.ts";
import { type Erased, erasedIn } from "./erased.ts";
import type { Counts, Manifest } from "./manifest.ts";
import { type Packed, unpack } from "./unpack.ts";
import { folderFor } from "./workshop.ts";

export interface RestoreOptions {
  backup: Packed;
  /** Missing, or an empty directory. */
  dataDir: string;
  /** From the environment; null: the backup brings its own. */
  masterKey: string | null;
  /** Who was erased after the backup stays erased. */
  laterErased?: Erased;
  onProgress?: (facts: number) => void;
  /** Takes the uploaded files out of a folder, where they are not kept in DATA_DIR. */
  takeMedia?: (folder: string) => Promise<void>;
  /** The last step before the place gets its name, e.g. to write down that it was restored. */
  finish?: (opened: { log: EventStore; vault: Vault; manifest: Manifest }) => Promise<void>;
}

export interface Restored {
  createdAt: string;
  facts: number;
  sealed: number;
  erased: number;
  counts: Counts;
}

/**
 * Puts a backup of an embedded installation where there is nothing yet. It is checked in a directory beside, sums, counts and
 * seals, and erasures are applied again, before it gets its name: a restore that fails leaves nothing behind.
 * @throws {TypeError} there is something, or the file is no backup, or not what it was
 */
export async function bringBack(options: RestoreOptions): Promise<Restored> {
  const target = resolve(options.dataDir);
  if (!await isVacant(target)) throw new TypeError(`${target} is not empty: a restore goes into an empty place only`);
  const staging = join(dirname(target), `.${basename(target)}-${crypto.randomUUID()}`);
  await Deno.mkdir(staging, { recursive: true });
  try {
    const restored = await prepare(staging, options);
    await Deno.rename(staging, target);
    return restored;
  } catch (error) {
    await Deno.remove(staging, { recursive: true });
    throw error;
  }
}

/**
 * Restores a backup into a temporary place beside `workshop`, compares what came back with what was backed up, and deletes it.
 * @throws {TypeError} what came back is not what was backed up, or cannot be brought back
 */
export async function tryOut(options: Omit<RestoreOptions, "dataDir"> & { workshop: string }): Promise<Restored> {
  const place = await folderFor("verify", options.workshop);
  try {
    return await bringBack({ ...options, dataDir: join(place, "data") });
  } finally {
    await Deno.remove(place, { recursive: true });
  }
}

async function prepare(staging: string, options: RestoreOptions): Promise<Restored> {
  const manifest = await unpack(options.backup, staging);
  if (manifest.shape !== "embedded") {
    throw new TypeError(
      `${options.backup.name} is of a production installation: set EVENTSTOREDB_URL and DATABASE_URL`,
    );
  }
  const counts = countFiles({
    log: logFile(staging),
    vault: vaultFile(staging),
    media: manifest.files.filter(({ name }) => name.startsWith("media/")).length,
  });
  const missing = differences(manifest.counts, counts);
  if (missing.length > 0) throw new TypeError(`${options.backup.name} is not complete: ${missing.join("; ")}`);
  forgetAnswers(vaultFile(staging));
  const vault = await openVaultIn(staging, options.masterKey);
  try {
    const log = await openSqliteLog({ directory: staging });
    try {
      const checked = await checkLog(log, vault, options.onProgress);
      const erased = await eraseAgain(log, vault, options.laterErased);
      if (options.takeMedia) {
        await options.takeMedia(staging);
        await Deno.remove(join(staging, "media"), { recursive: true }).catch(ignoreMissing);
      }
      await options.finish?.({ log, vault, manifest });
      await vault.cleanUp();
      return { createdAt: manifest.createdAt, ...checked, erased, counts };
    } finally {
      await log.close();
    }
  } finally {
    await vault.close();
  }
}

/** Kept answers may be about facts that came after the copied log; whoever asks again is answered from the facts. */
function forgetAnswers(vault: string): void {
  const file = new DatabaseSync(vault);
  file.exec("pragma secure_delete = on; delete from requests");
  file.close();
}

/** @throws {TypeError} the vault is another log's, or facts are not as they were sealed */
export async function checkLog(log: EventStore, vault: Vault, onProgress?: (facts: number) => void) {
  const [first] = await Array.fromAsync(log.read("installation", { limit: 1 }));
  if (first && first.data.vaultId !== vault.id) throw new TypeError("this vault does not belong to this log");
  const { keyId, publicKey } = vault.signing;
  const { facts, sealed, damages } = await verifyLog({ store: log, publicKeys: { [keyId]: publicKey }, onProgress });
  if (damages.length > 0) throw new TypeError(`the log is not what was sealed: ${damages[0]!.message}`);
  return { facts, sealed };
}

/** Whoever was erased stays so: the vault's copy may still know them. Answers how many. */
export async function eraseAgain(log: EventStore, vault: Vault, later: Erased = new Map()): Promise<number> {
  const persons = new Map([...await erasedIn(log.readAll({ after: BEGINNING, filter: erasures })), ...later]);
  for (const [personId, studioId] of persons) {
    await vault.erasePerson(studioId, personId);
  }
  return persons.size;
}

const erasures = { types: ["PersonErased"] };

async function isVacant(directory: string): Promise<boolean> {
  try {
    for await (const _ of Deno.readDir(directory)) return false;
    await Deno.remove(directory);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return true;
    throw error;
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
