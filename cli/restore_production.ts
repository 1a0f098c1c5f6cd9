import { join } from "node:path";
import type pg from "pg";
import { bringBackVault, type VaultRestored } from "../backup/bring_back_vault.ts";
import type { Erased } from "../backup/erased.ts";
import type { Packed } from "../backup/unpack.ts";
import { poolOf } from "../composition/stores.ts";
import type { Config } from "../config.ts";
import { openEventStoreDb } from "../event_store/eventstoredb/store.ts";
import type { Key } from "../vault/port.ts";
import { keepAll } from "../media/kept.ts";
import { openPostgresVault } from "../vault/vault.ts";
import { noteRestore } from "./note_restore.ts";
import { migrateAccounts } from "./try_out.ts";

interface Options {
  backup: Packed;
  laterErased: Erased | undefined;
  onProgress: (facts: number) => void;
  keepsBack: boolean;
}

/** Fills the empty vault of the configured Postgres and holds the restored EventStoreDB against it. */
export async function restoreProduction(config: Config, options: Options): Promise<VaultRestored> {
  const { stores, dataDir, masterKey } = config;
  if (stores.kind !== "production") throw new TypeError("this is not a production installation");
  const pool = poolOf({ connectionString: stores.databaseUrl }, 4);
  const log = await openEventStoreDb({ url: stores.eventstoredbUrl, namespace: stores.namespace });
  try {
    await refuseInUse(pool);
    let key: Key | null = null;
    const open = (masterKey: Key) => openPostgresVault({ pool, masterKey: key = masterKey });
    const restored = await bringBackVault({
      ...options,
      workshop: join(dataDir, "restore"),
      masterKey,
      open,
      migrateAccounts,
      log,
      takeMedia: async (folder) => void await keepAll(folder, config),
    });
    if (options.keepsBack) await noteRestore({ log, vault: await open(key!), manifest: restored });
    return restored;
  } finally {
    await log.close();
    await pool.end();
  }
}

/** An opened vault names itself, so it has to be asked before: one that anybody is in is left as it is. */
async function refuseInUse(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ found: string | null }>("select to_regclass('vault.persons')::text as found");
  if (rows[0]?.found == null) return;
  const { rows: asked } = await pool.query("select exists (select 1 from vault.persons) as somebody");
  if (asked[0].somebody) throw new TypeError("the vault is in use: a restore goes into an empty database only");
}
