import { Buffer } from "node:buffer";
import { randomUUID } from "node:crypto";
import type pg from "pg";
import { linkTokens } from "./links.ts";
import { mailbox } from "./mailbox.ts";
import { loadMasterKey, vaultFile } from "./master_key.ts";
import { PersonKeyring } from "./person_keys.ts";
import { persons } from "./persons.ts";
import { type Key, type Vault, WrongMasterKey } from "./port.ts";
import { openPostgres } from "./postgres.ts";
import { requests } from "./requests.ts";
import { decryptText, derive, encryptText } from "./sealed.ts";
import { secrets, signing } from "./secrets.ts";
import { connect, openSqlite } from "./sqlite.ts";
import { StudioKeys } from "./studio_keys.ts";
import type { Database } from "./tables.ts";

export interface SqliteVaultOptions {
  /** Holds `vault.sqlite`; `":memory:"` for tests. */
  dataDir: string;
  /** From `loadMasterKey`. */
  masterKey: Key;
  clock?: () => Date;
}

/**
 * Opens (and makes) `DATA_DIR/vault.sqlite`.
 * @throws {WrongMasterKey} it was made with another key
 */
export async function openSqliteVault(options: SqliteVaultOptions): Promise<Vault> {
  const file = options.dataDir === ":memory:" ? ":memory:" : vaultFile(options.dataDir);
  const database = await openSqlite(file);
  const accounts = connect(file);
  const close = async () => {
    if (accounts.isOpen) accounts.close();
    await database.close();
  };
  try {
    return await assemble({ ...database, close }, options.masterKey, options.clock, {
      kind: "sqlite",
      database: accounts,
    });
  } catch (error) {
    await close();
    throw error;
  }
}

/** The vault of a directory with the key that belongs to it, see `loadMasterKey`. */
export async function openVaultIn(dataDir: string, masterKey: string | null): Promise<Vault> {
  return await openSqliteVault({ dataDir, masterKey: await loadMasterKey(dataDir, masterKey) });
}

/**
 * Opens (and makes) the schema `vault` of a Postgres. The pool stays the caller's.
 * @throws {WrongMasterKey} it was made with another key
 */
export async function openPostgresVault(
  { pool, masterKey, clock }: { pool: pg.Pool; masterKey: Key; clock?: () => Date },
): Promise<Vault> {
  return await assemble(await openPostgres(pool), masterKey, clock, { kind: "postgres", pool, schema: "vault" });
}

async function assemble(
  database: Database,
  master: Key,
  clock: () => Date = () => new Date(),
  accounts: Vault["accounts"],
): Promise<Vault> {
  const id = await vaultId(database, master);
  const signs = await signing(database, master);
  const studios = new StudioKeys(database, master);
  const keyring = new PersonKeyring(database, studios);
  return {
    id,
    accounts,
    ...persons(database, studios, keyring, clock),
    ...linkTokens(studios),
    keysOf: (personIds, purpose) => keyring.keysOf(personIds, purpose),
    requests: requests(database, studios, clock),
    secrets: secrets(database, studios),
    mailbox: mailbox(database, studios, clock),
    signing: signs,
    derivedSecret: (purpose) => Buffer.from(derive(master, `secret ${purpose}`)).toString("base64url"),
    cleanUp: () => database.cleanUp(),
    check: () => keyring.look(),
    async close() {
      keyring.close();
      await database.close();
    },
  };
}

/** The vault's id is kept encrypted, so that a wrong key is found at once and not at the first person's name. */
async function vaultId({ db }: Database, master: Key): Promise<string> {
  await db.insertInto("meta").values({ name: "id", value: encryptText(master, "vault id", randomUUID()) })
    .onConflict((conflict) => conflict.doNothing()).execute();
  const { value } = await db.selectFrom("meta").select("value").where("name", "=", "id").executeTakeFirstOrThrow();
  try {
    return decryptText(master, "vault id", value);
  } catch {
    throw new WrongMasterKey(
      "this is not the master key that the vault was made with (MASTER_KEY, DATA_DIR/master.key)",
    );
  }
}
