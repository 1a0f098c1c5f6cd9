import { basename, dirname, join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { PersonErased } from "../domain/person/events.ts";
import { BEGINNING, type EventStore } from "../event_store/port.ts";
import { verifyLog } from "../event_store/seals/verify.ts";
import { openSqliteLog, openSqliteLogReadOnly } from "../event_store/sqlite/log.ts";
import { vaultFile } from "../vault/master_key.ts";
import type { Vault } from "../vault/port.ts";
import { openVaultIn } from "../vault/vault.ts";
import { bytesOf, checksum, readArchive } from "./archive.ts";
import { LOG, MANIFEST, type Manifest, VAULT } from "./back_up.ts";

export interface RestoreOptions {
  file: string;
  /** Missing, or an empty directory. */
  dataDir: string;
  /** From the environment; null: the backup brings its own. */
  masterKey: string | null;
  /** Directory of a log that went on after the backup: who was erased in it stays erased. */
  laterLog?: string;
  onProgress?: (facts: number) => void;
}

export interface Restored {
  createdAt: string;
  facts: number;
  sealed: number;
  erased: number;
}

/**
 * Puts a backup where there is nothing yet. It is checked in a directory beside, sums and seals, and erasures are applied
 * again, before it gets its name: a restore that fails leaves nothing behind.
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

async function prepare(staging: string, options: RestoreOptions): Promise<Restored> {
  const { createdAt } = await unpack(options.file, staging);
  forgetAnswers(vaultFile(staging));
  const vault = await openVaultIn(staging, options.masterKey);
  try {
    const log = await openSqliteLog({ directory: staging });
    try {
      const checked = await check(log, vault, options);
      const erased = await eraseAgain(log, vault, options.laterLog);
      await vault.cleanUp();
      return { createdAt, ...checked, erased };
    } finally {
      await log.close();
    }
  } finally {
    await vault.close();
  }
}

async function unpack(file: string, staging: string): Promise<Manifest> {
  let manifest: Manifest | null = null;
  for await (const { name, content } of readArchive(file)) {
    if (!manifest) {
      if (name !== MANIFEST) throw new TypeError(`${file} is no backup: it does not begin with ${MANIFEST}`);
      manifest = await new Response(ReadableStream.from(content)).json() as Manifest;
      if (manifest.format !== 1) throw new TypeError(`${file} was made by a newer version`);
      continue;
    }
    if (!manifest.files.some((listed) => listed.name === name) || name.split("/").includes("..")) {
      throw new TypeError(`${file} holds ${name}, which its manifest does not list`);
    }
    await Deno.mkdir(dirname(join(staging, name)), { recursive: true });
    await Deno.writeFile(join(staging, name), ReadableStream.from(content), { createNew: true, mode: 0o600 });
  }
  if (!manifest) throw new TypeError(`${file} is empty`);
  for (const { name, sha256 } of manifest.files) {
    const sum = await checksum(bytesOf(join(staging, name))).catch(() => null);
    if (sum !== sha256) throw new TypeError(`${file} is damaged: ${name} is not what was backed up`);
  }
  for (const name of [LOG, VAULT]) {
    if (!manifest.files.some((listed) => listed.name === name)) throw new TypeError(`${file} lacks ${name}`);
  }
  return manifest;
}

/** Kept answers may be about facts that came after the copied log; whoever asks again is answered from the facts. */
function forgetAnswers(vault: string): void {
  const file = new DatabaseSync(vault);
  file.exec("pragma secure_delete = on; delete from requests");
  file.close();
}

async function check(log: EventStore, vault: Vault, { onProgress }: RestoreOptions) {
  const [first] = await Array.fromAsync(log.read("installation", { limit: 1 }));
  if (first && first.data.vaultId !== vault.id) throw new TypeError("this vault does not belong to this log");
  const { keyId, publicKey } = vault.signing;
  const { facts, sealed, damages } = await verifyLog({ store: log, publicKeys: { [keyId]: publicKey }, onProgress });
  if (damages.length > 0) throw new TypeError(`the log is not what was sealed: ${damages[0]!.message}`);
  return { facts, sealed };
}

/** Whoever was erased stays so: the vault's copy may still know them. */
async function eraseAgain(log: EventStore, vault: Vault, laterLog: string | undefined): Promise<number> {
  const persons = await erasedIn(log);
  if (laterLog !== undefined) {
    const later = await openSqliteLogReadOnly({ directory: laterLog });
    for (const [personId, studioId] of await erasedIn(later).finally(() => later.close())) {
      persons.set(personId, studioId);
    }
  }
  for (const [personId, studioId] of persons) await vault.erasePerson(studioId, personId);
  return persons.size;
}

/** Person → studio. */
async function erasedIn(log: EventStore): Promise<Map<string, string>> {
  const persons = new Map<string, string>();
  for await (const { data } of log.readAll({ after: BEGINNING, filter: { types: [PersonErased.type] } })) {
    persons.set(data.personId, data.studioId);
  }
  return persons;
}

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
