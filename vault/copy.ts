import { Buffer } from "node:buffer";
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type pg from "pg";
import type { Vault } from "./port.ts";

/** One row of a vault's database, sign-in's tables among them, as both databases can take it. What is encrypted stays so. */
export interface VaultRow {
  table: string;
  row: Record<string, Portable>;
}
type Portable = string | number | boolean | null | { bytes: string };
type Accounts = Vault["accounts"];

const FETCH = 500;

/** Every row of a vault as of one moment. */
export async function* rowsOfVault(accounts: Accounts): AsyncGenerator<VaultRow> {
  if (accounts.kind === "sqlite") yield* rowsOfSqlite(accounts.database);
  else yield* rowsOfPostgres(accounts.pool);
}

/**
 * Makes a vault what the rows say, in one transaction; whatever it held is gone. Its tables must be there already, sign-in's
 * too; open it again afterwards, for its keys are others then.
 * @throws {TypeError} rows of a table or column that this version does not know
 */
export async function fillVault(accounts: Accounts, rows: AsyncIterable<VaultRow>): Promise<number> {
  return accounts.kind === "sqlite"
    ? await fillSqlite(accounts.database, rows)
    : await fillPostgres(accounts.pool, rows);
}

function* rowsOfSqlite(database: DatabaseSync): Generator<VaultRow> {
  database.exec("begin");
  try {
    for (const table of tablesOfSqlite(database)) {
      for (const row of database.prepare(`select * from ${quoted(table)}`).iterate()) {
        yield { table, row: portable(row as Record<string, unknown>) };
      }
    }
  } finally {
    database.exec("commit");
  }
}

function tablesOfSqlite(database: DatabaseSync): string[] {
  const sql =
    "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name";
  return database.prepare(sql).all().map(({ name }) => String(name));
}

async function fillSqlite(database: DatabaseSync, rows: AsyncIterable<VaultRow>): Promise<number> {
  const tables = new Set(tablesOfSqlite(database));
  let filled = 0;
  database.exec("pragma foreign_keys = off; begin immediate");
  try {
    for (const table of tables) database.exec(`delete from ${quoted(table)}`);
    for await (const { table, row } of rows) {
      if (!tables.has(table)) throw unknown(table);
      const names = Object.keys(row);
      const sql = `insert into ${quoted(table)} (${names.map(quoted)}) values (${names.map(() => "?")})`;
      database.prepare(sql).run(...names.map((name) => forSqlite(row[name]!)));
      filled++;
    }
    database.exec("commit");
    return filled;
  } catch (error) {
    if (database.isTransaction) database.exec("rollback");
    throw error;
  }
}

function forSqlite(value: Portable): SQLInputValue {
  if (typeof value === "boolean") return value ? 1 : 0;
  return isBytes(value) ? Uint8Array.fromBase64(value.bytes) : value;
}

async function* rowsOfPostgres(pool: pg.Pool): AsyncGenerator<VaultRow> {
  const client = await pool.connect();
  let whole = false;
  try {
    await client.query("begin isolation level repeatable read read only");
    for (const table of (await columnsOf(client)).keys()) {
      await client.query(`declare all_rows no scroll cursor for select * from vault.${quoted(table)}`);
      for (;;) {
        const { rows } = await client.query(`fetch ${FETCH} from all_rows`);
        for (const row of rows) yield { table, row: portable(row) };
        if (rows.length < FETCH) break;
      }
      await client.query("close all_rows");
    }
    await client.query("commit");
    whole = true;
  } finally {
    client.release(!whole);
  }
}

/** Columns with their types, by table; which migrations have run is the database's own business. */
async function columnsOf(client: pg.PoolClient): Promise<Map<string, Map<string, string>>> {
  const { rows } = await client.query<{ table: string; column: string; type: string }>(
    `select table_name as "table", column_name as "column", data_type as type from information_schema.columns
     where table_schema = 'vault' and table_name <> 'version' order by table_name, ordinal_position`,
  );
  const tables = new Map<string, Map<string, string>>();
  for (const { table, column, type } of rows) {
    tables.set(table, (tables.get(table) ?? new Map<string, string>()).set(column, type));
  }
  return tables;
}

async function fillPostgres(pool: pg.Pool, rows: AsyncIterable<VaultRow>): Promise<number> {
  const client = await pool.connect();
  let whole = false;
  try {
    await client.query("begin");
    await client.query("set constraints all deferred");
    const tables = await columnsOf(client);
    await client.query(`truncate ${[...tables.keys()].map((table) => `vault.${quoted(table)}`)}`);
    let filled = 0;
    for await (const { table, row } of inOrder(rows)) {
      const columns = tables.get(table);
      if (!columns) throw unknown(table);
      const names = Object.keys(row);
      await client.query(
        `insert into vault.${quoted(table)} (${names.map(quoted)}) overriding system value
         values (${names.map((_, i) => `$${i + 1}`)})`,
        names.map((name) => forPostgres(row[name]!, columns.get(name) ?? "")),
      );
      filled++;
    }
    await afterIdentities(client);
    await client.query("commit");
    whole = true;
    return filled;
  } finally {
    if (!whole) await client.query("rollback").catch(() => {});
    client.release(!whole);
  }
}

/** Accounts and sessions name their users, who have to be there before them. */
async function* inOrder(rows: AsyncIterable<VaultRow>): AsyncGenerator<VaultRow> {
  const later: VaultRow[] = [];
  for await (const row of rows) {
    if ("userId" in row.row) later.push(row);
    else yield row;
  }
  yield* later;
}

async function afterIdentities(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `select table_name as "table", column_name as "column" from information_schema.columns
     where table_schema = 'vault' and is_identity = 'YES'`,
  );
  for (const { table, column } of rows) {
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), coalesce(max(${quoted(column)}), 0) + 1, false)
       from vault.${quoted(table)}`,
      [`vault.${quoted(table)}`, column],
    );
  }
}

function forPostgres(value: Portable, type: string): unknown {
  if (isBytes(value)) return Buffer.from(value.bytes, "base64");
  return type === "boolean" && typeof value === "number" ? value !== 0 : value;
}

function portable(row: Record<string, unknown>): Record<string, Portable> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (value instanceof Uint8Array) return [name, { bytes: value.toBase64() }];
      return [name, value instanceof Date ? value.toISOString() : value as Portable];
    }),
  );
}

function isBytes(value: Portable): value is { bytes: string } {
  return typeof value === "object" && value !== null;
}

function unknown(table: string): TypeError {
  return new TypeError(`the vault has a table ${table} that this version does not know: use the version that wrote it`);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
