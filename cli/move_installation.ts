import type pg from "pg";
import { compareLogs, copyLog, type Logs } from "../move/copy_log.ts";
import { copyVault } from "../move/vault.ts";
import { checkLog } from "../backup/bring_back.ts";
import { poolOf } from "../composition/stores.ts";
import type { Config } from "../config.ts";
import { openEventStoreDb } from "../event_store/eventstoredb/store.ts";
import { lockDirectory } from "../event_store/sqlite/lock.ts";
import { logFile, openSqliteLog, openSqliteLogReadOnly } from "../event_store/sqlite/log.ts";
import { copyAll, keepAll } from "../media/kept.ts";
import { loadMasterKey } from "../vault/master_key.ts";
import type { Vault } from "../vault/port.ts";
import { openPostgresVault, openSqliteVault, openVaultIn } from "../vault/vault.ts";
import { askControl, controlSocket } from "./control.ts";
import { migrateAccounts } from "./try_out.ts";

/** What was moved. */
export interface Moved {
  facts: number;
  sealed: number;
  vaultRows: number;
  files: number;
  /** How long nothing could be changed. */
  readOnlyMs: number;
}

type Say = (text: string) => unknown;

/** Facts that may be missing when the short time begins in which nothing can be changed. */
const NEARLY = 500;

/** `filesIn`: DATA_DIR of the production processes, when they keep uploaded files there and not in S3. */
export interface MoveOptions {
  filesIn?: string;
  say: Say;
  tell: Say;
}

/** From DATA_DIR, running or not, to the configured EventStoreDB and Postgres. */
export async function moveToProduction(config: Config, { filesIn, say }: MoveOptions): Promise<Moved> {
  const { stores, dataDir, masterKey } = config;
  if (stores.kind !== "production") throw new TypeError("move where? set EVENTSTOREDB_URL and DATABASE_URL");
  if (!await Deno.stat(logFile(dataDir)).catch(() => null)) {
    throw new TypeError(`there is nothing in ${dataDir} to move`);
  }
  const from = await openSqliteLogReadOnly({ directory: dataDir });
  const to = await openEventStoreDb({ url: stores.eventstoredbUrl, namespace: stores.namespace });
  const pool = poolOf({ connectionString: stores.databaseUrl }, 4);
  try {
    await chase({ from, to }, say);
    const held = await holdEmbedded(dataDir);
    try {
      await copyLog({ from, to }, progress(say));
      const key = await loadMasterKey(dataDir, masterKey);
      const old = await openVaultIn(dataDir, masterKey);
      const open = () => openPostgresVault({ pool, masterKey: key });
      const vaultRows = await copyVault(old, { open, migrateAccounts }).finally(() => old.close());
      const files = config.s3 || filesIn ? await keepAll(dataDir, { s3: config.s3, dataDir: filesIn ?? dataDir }) : 0;
      const moved = await verified({ from, to }, await open(), say);
      await held.forGood();
      return { ...moved, vaultRows, files, readOnlyMs: held.lasted() };
    } finally {
      held.letGo();
    }
  } finally {
    await pool.end();
    await to.close();
    await from.close();
  }
}

/** From the configured EventStoreDB and Postgres into DATA_DIR. */
export async function moveToEmbedded(config: Config, { filesIn, say, tell }: MoveOptions): Promise<Moved> {
  const { stores, dataDir, masterKey } = config;
  if (stores.kind !== "production") throw new TypeError("move from where? set EVENTSTOREDB_URL and DATABASE_URL");
  await Deno.mkdir(dataDir, { recursive: true });
  const from = await openEventStoreDb({ url: stores.eventstoredbUrl, namespace: stores.namespace });
  const pool = poolOf({ connectionString: stores.databaseUrl }, 4);
  const to = await openSqliteLog({ directory: dataDir });
  try {
    const key = await loadMasterKey(dataDir, masterKey);
    const old = await openPostgresVault({ pool, masterKey: key });
    await chase({ from, to }, say);
    const stopped = await untilStopped(pool, tell);
    await copyLog({ from, to }, progress(say));
    const open = () => openSqliteVault({ dataDir, masterKey: key });
    const vaultRows = await copyVault(old, { open, migrateAccounts });
    const files = config.s3 || filesIn ? await copyAll({ s3: config.s3, dataDir: filesIn ?? dataDir }, dataDir) : 0;
    const vault = await open();
    const moved = await verified({ from, to }, vault, say).finally(() => vault.close());
    return { ...moved, vaultRows, files, readOnlyMs: Date.now() - stopped };
  } finally {
    await to.close();
    await pool.end();
    await from.close();
  }
}

/** Copies while people go on working, until hardly anything is missing. */
async function chase(logs: Logs, say: Say): Promise<void> {
  while (await copyLog(logs, progress(say)) > NEARLY);
}

function progress(say: Say): (copied: number) => void {
  return (copied) => void say(`${copied.toLocaleString("en")} facts copied`);
}

async function verified(logs: Logs, vault: Vault, say: Say) {
  say("holding both places against each other");
  const facts = await compareLogs(logs);
  const { sealed } = await checkLog(logs.to, vault);
  return { facts, sealed };
}

/** Keeps a DATA_DIR from changing: by asking the process that runs on it, or by taking its place. */
async function holdEmbedded(dataDir: string) {
  const since = Date.now();
  const running = await askControl(controlSocket(dataDir), { operation: "hold", args: [] });
  if (!running) {
    const giveBack = await lockDirectory(dataDir);
    return { lasted: () => Date.now() - since, forGood: () => Promise.resolve(), letGo: giveBack };
  }
  const holding = running[Symbol.asyncIterator]();
  await holding.next(); // from here on nothing is taken, for as long as we listen
  return {
    lasted: () => Date.now() - since,
    async forGood() {
      const retired = await askControl(controlSocket(dataDir), { operation: "retire", args: [] });
      for await (const _ of retired ?? []);
    },
    letGo: () => void holding.return?.(undefined),
  };
}

/** Waits until no process works on the installation any more. Answers since when. */
async function untilStopped(pool: pg.Pool, tell: Say): Promise<number> {
  for (let told = false;;) {
    const { rows: [there] } = await pool.query("select to_regclass('operations.processes')::text as found");
    const { rows } = there.found === null ? { rows: [] } : await pool.query(
      "select host, pid from operations.processes where seen_at > clock_timestamp() - interval '20 seconds'",
    );
    if (rows.length === 0) return Date.now();
    if (!told) {
      const named = rows.map(({ host, pid }) => `${host}/${pid}`).join(", ");
      await tell(`All but the newest facts are copied. Stop these processes now; the move goes on by itself: ${named}`);
    }
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
