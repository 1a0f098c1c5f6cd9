import { join } from "node:path";
import type { EventStore } from "../event_store/port.ts";
import { fillVault, type VaultRow } from "../vault/copy.ts";
import { parseMasterKey } from "../vault/master_key.ts";
import type { Key, Vault } from "../vault/port.ts";
import { openSqliteVault } from "../vault/vault.ts";
import { bytesOf } from "./archive.ts";
import { checkLog, eraseAgain, type Restored } from "./bring_back.ts";
import { differences } from "./counts.ts";
import type { Erased } from "./erased.ts";
import { type Counts, type Manifest, MASTER_KEY, VAULT_ROWS } from "./manifest.ts";
import { type Packed, unpack } from "./unpack.ts";
import { folderFor } from "./workshop.ts";

export interface VaultRestoreOptions {
  backup: Packed;
  /** A folder of this machine. */
  workshop: string;
  /** From the environment; null: the backup brings its own. */
  masterKey: string | null;
  /** Opens the vault that is filled. It must hold nobody yet. */
  open(masterKey: Key): Promise<Vault>;
  /** Makes sign-in's tables. */
  migrateAccounts(vault: Vault): Promise<void>;
  /** The log, restored before by EventStoreDB's own means, or the running one where a backup is only tried out. */
  log: EventStore;
  laterErased?: Erased;
  onProgress?: (facts: number) => void;
  /** Takes the files that were uploaded, once everything else is there. */
  takeMedia?: (folder: string) => Promise<void>;
  /** The last step, with what was brought back. */
  finish?: (opened: { log: EventStore; vault: Vault }) => Promise<void>;
}

export interface VaultRestored extends Restored {
  /** Facts in the log that came after the vault was copied: whoever came with them cannot be read. */
  later: number;
}

/**
 * Fills an empty vault with a production installation's backup, and holds the log against it.
 * @throws {TypeError} somebody is in the vault already, the backup is none, or another installation's, or not what it was
 */
export async function bringBackVault(options: VaultRestoreOptions): Promise<VaultRestored> {
  const staging = await folderFor("restore", options.workshop);
  try {
    const manifest = await unpack(options.backup, staging);
    if (manifest.shape !== "production") {
      throw new TypeError(
        `${options.backup.name} is of an embedded installation: unset EVENTSTOREDB_URL and DATABASE_URL`,
      );
    }
    const masterKey = await keyFor(staging, options.masterKey);
    await fill(staging, masterKey, options, manifest);
    const vault = await options.open(masterKey);
    try {
      const checked = await checkLog(options.log, vault, options.onProgress);
      const erased = await eraseAgain(options.log, vault, options.laterErased);
      await options.takeMedia?.(staging);
      await options.finish?.({ log: options.log, vault });
      const { createdAt, counts, newest } = manifest;
      const later = await factsAfter(options.log, newest);
      return { createdAt, ...checked, erased, counts, later };
    } finally {
      await vault.close();
    }
  } finally {
    await Deno.remove(staging, { recursive: true });
  }
}

/**
 * Fills a vault in a temporary file and compares: what comes back is what was backed up, the master key opens it, and the
 * log is as this vault has sealed it.
 */
export async function tryOutVault(
  options: Pick<
    VaultRestoreOptions,
    "backup" | "workshop" | "masterKey" | "migrateAccounts" | "log" | "onProgress" | "finish"
  >,
): Promise<VaultRestored> {
  const place = await folderFor("verify", options.workshop);
  const open = (masterKey: Key) => openSqliteVault({ dataDir: place, masterKey });
  try {
    return await bringBackVault({ ...options, open });
  } finally {
    await Deno.remove(place, { recursive: true });
  }
}

async function keyFor(staging: string, given: string | null): Promise<Key> {
  if (given !== null) return parseMasterKey(given);
  const brought = await Deno.readTextFile(join(staging, MASTER_KEY)).catch(() => null);
  if (brought === null) throw new TypeError("the backup does not bring its master key: set MASTER_KEY");
  return parseMasterKey(brought);
}

async function fill(
  staging: string,
  key: Key,
  { open, migrateAccounts, backup }: VaultRestoreOptions,
  manifest: Manifest,
) {
  const vault = await open(key);
  try {
    await migrateAccounts(vault);
    const found = new Map<string, number>();
    const rows = counted(rowsIn(join(staging, VAULT_ROWS)), found);
    if (await isInhabited(vault)) {
      throw new TypeError("the vault is in use: a restore goes into an empty database only");
    }
    await fillVault(vault.accounts, rows);
    const came: Counts = {
      ...manifest.counts,
      persons: found.get("persons") ?? 0,
      personKeys: found.get("person_keys") ?? 0,
      accounts: found.get("user") ?? 0,
    };
    const missing = differences(manifest.counts, came);
    if (missing.length > 0) throw new TypeError(`${backup.name} is not complete: ${missing.join("; ")}`);
  } finally {
    await vault.close();
  }
}

async function isInhabited({ accounts }: Vault): Promise<boolean> {
  const asked = (prefix: string) =>
    `select exists (select 1 from ${prefix}persons) or exists (select 1 from ${prefix}"user") as somebody`;
  if (accounts.kind === "sqlite") return accounts.database.prepare(asked("")).get()?.somebody === 1;
  const { rows } = await accounts.pool.query<{ somebody: boolean }>(asked("vault."));
  return rows[0]!.somebody;
}

async function* rowsIn(path: string): AsyncGenerator<VaultRow> {
  let rest = "";
  const decoder = new TextDecoder();
  for await (const chunk of bytesOf(path)) {
    rest += decoder.decode(chunk, { stream: true });
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line) as VaultRow;
  }
}

/** Kept answers may be about facts that are not in the log any more. */
async function* counted(rows: AsyncIterable<VaultRow>, found: Map<string, number>): AsyncGenerator<VaultRow> {
  for await (const row of rows) {
    found.set(row.table, (found.get(row.table) ?? 0) + 1);
    if (row.table !== "requests") yield row;
  }
}

async function factsAfter(log: EventStore, newest: Manifest["newest"]): Promise<number> {
  let after = 0;
  let before: bigint | undefined;
  for (;;) {
    const page = await Array.fromAsync(log.readAllBackwards({ before, limit: 500 }));
    for (const { id } of page) {
      if (id === newest?.id) return after;
      after++;
    }
    before = page.at(-1)?.position;
    if (before === undefined) return after;
  }
}
