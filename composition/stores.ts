import pg from "pg";
import type { Config } from "../config.ts";
import { type EventStore, StoreUnavailable } from "../event_store/port.ts";
import { openSqliteLog } from "../event_store/sqlite/log.ts";
import { logLine } from "./log_line.ts";
import { loadMasterKey } from "../vault/master_key.ts";
import type { Vault } from "../vault/port.ts";
import { openPostgresVault, openSqliteVault } from "../vault/vault.ts";

/** What is precious: the log and the vault. Enough for commands. */
export interface Stores {
  log: EventStore;
  vault: Vault;
  close(): Promise<void>;
}

/** Opens the log of the configured shape alone: it takes no key. @throws when another process owns the embedded log, naming it */
export async function openLog({ stores, dataDir }: Pick<Config, "stores" | "dataDir">): Promise<EventStore> {
  if (stores.kind === "embedded") return await openSqliteLog({ directory: dataDir });
  // Its client takes long to load, and most installations go without it.
  const { openEventStoreDb } = await import("../event_store/eventstoredb/store.ts");
  return await openEventStoreDb({ url: stores.eventstoredbUrl, namespace: stores.namespace });
}

/** Opens the log and the vault of the configured shape. @throws when another process owns the embedded log, naming it */
export async function openStores(config: Config): Promise<Stores> {
  const { stores, dataDir, masterKey } = config;
  await Deno.mkdir(dataDir, { recursive: true });
  if (stores.kind === "embedded") {
    const log = await openLog(config);
    return await withVault(log, async () => {
      const vault = await openSqliteVault({ dataDir, masterKey: await loadMasterKey(dataDir, masterKey) });
      await vault.requests.takeOverAll();
      return vault;
    });
  }
  const pool = poolOf({ connectionString: stores.databaseUrl }, 10);
  try {
    const log = await openLog(config);
    const opened = await withVault(log, async () => {
      await reached(pool);
      return await openPostgresVault({ pool, masterKey: await loadMasterKey(dataDir, masterKey) });
    });
    return {
      ...opened,
      async close() {
        await opened.close();
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** Milliseconds for which a busy log may be silent. */
const PATIENCE = 60_000;

/** {@link openStores}, once the log answers; one that is silent is asked again for a minute. @throws what it said last */
export async function openStoresThatAnswer(config: Config): Promise<Stores> {
  const stores = await openStores(config);
  const until = performance.now() + PATIENCE;
  while (true) {
    try {
      await stores.log.head();
      return stores;
    } catch (error) {
      if (!isSilence(error) || performance.now() > until) {
        await stores.close();
        throw error;
      }
      logLine("warning", "the log does not answer yet", { error });
    }
  }
}

/** A server that answers nothing may be busy; one that refuses is not there. */
function isSilence(error: unknown): boolean {
  return error instanceof StoreUnavailable && error.cause instanceof StoreUnavailable;
}

/** Otherwise all that would be said at start is which port refused. */
async function reached(pool: pg.Pool): Promise<void> {
  try {
    await pool.query("select 1");
  } catch (error) {
    throw new Error(`Postgres (DATABASE_URL) cannot be reached: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

async function withVault(log: EventStore, openVault: () => Promise<Vault>): Promise<Stores> {
  try {
    const vault = await openVault();
    return {
      log,
      vault,
      async close() {
        await vault.close();
        await log.close();
      },
    };
  } catch (error) {
    await log.close();
    throw error;
  }
}

/** A pool that outlives a server that goes away: what fails on a connection is its query's to say, or nobody's. */
export function poolOf(connection: pg.PoolConfig, max: number): pg.Pool {
  const pool = new pg.Pool({ ...connection, max, idle_in_transaction_session_timeout: 10_000 });
  pool.on("error", () => {});
  // in a transaction, between two queries, a connection that ends has no other listener
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}
