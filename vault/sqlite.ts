import { type CompiledQuery, Kysely, SqliteDialect } from "kysely";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { migrations, stepsFrom } from "./migrations.ts";
import type { Database, Tables } from "./tables.ts";

const KEPT_STATEMENTS = 200;
/** Milliseconds to wait for another connection's transaction. */
const PATIENCE = 5_000;

/** Opens (and makes) a vault's file. Several processes may: each waits for the other's transaction. */
export async function openSqlite(file: string): Promise<Database & { connection: DatabaseSync }> {
  if (file !== ":memory:") (await Deno.open(file, { create: true, write: true, mode: 0o600 })).close();
  const connection = connect(file);
  try {
    migrate(connection);
  } catch (error) {
    connection.close();
    throw error;
  }
  const prepared = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const found = prepared.get(sql);
    if (found) return found;
    if (prepared.size >= KEPT_STATEMENTS) prepared.clear();
    const statement = connection.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };
  const all = ({ sql, parameters }: CompiledQuery) => prepare(sql).all(...parameters as SQLInputValue[]);
  return {
    connection,
    db: new Kysely<Tables>({ dialect: new SqliteDialect({ database: asBetterSqlite(connection, prepare) }) }),
    // Without an await in between: nothing else of this process can come into the transaction.
    // deno-lint-ignore require-await -- a Promise in the contract, for the other database
    async atomically(queries) {
      connection.exec("begin immediate");
      try {
        const rows = queries.map(all);
        connection.exec("commit");
        return rows;
      } catch (error) {
        if (connection.isTransaction) connection.exec("rollback");
        throw error;
      }
    },
    async cleanUp() {
      // whoever reads at the moment holds it up, in this process too: it cannot be waited for in one piece
      for (let attempt = 0; attempt < 50; attempt++) {
        connection.exec("pragma busy_timeout = 0");
        const emptied = connection.prepare("pragma wal_checkpoint(truncate)").get();
        connection.exec(`pragma busy_timeout = ${PATIENCE}`);
        if (emptied?.busy === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error("the vault's write-ahead log is being read all the time and cannot be emptied");
    },
    // deno-lint-ignore require-await -- as above
    async close() {
      if (connection.isOpen) connection.close();
    },
  };
}

/** A connection that writes nothing it cannot wipe: deleted rows are overwritten, temporary data stays in memory. */
export function connect(file: string): DatabaseSync {
  const connection = new DatabaseSync(file, { timeout: PATIENCE });
  // FULL: a key must be on the disk before the fact that is encrypted with it.
  connection.exec(
    "pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on; pragma temp_store = memory",
  );
  return connection;
}

function migrate(connection: DatabaseSync): void {
  connection.exec("begin exclusive");
  try {
    const version = Number(connection.prepare("pragma user_version").get()?.user_version);
    const words = { bytes: "blob", counter: "integer primary key autoincrement" };
    for (const statement of stepsFrom(version, words)) connection.exec(statement);
    connection.exec(`pragma user_version = ${migrations.length}; commit`);
  } catch (error) {
    if (connection.isTransaction) connection.exec("rollback");
    throw error;
  }
}

/** Kysely's dialect speaks to better-sqlite3; Deno's own SQLite differs in how parameters are given. */
function asBetterSqlite(connection: DatabaseSync, prepare: (sql: string) => StatementSync) {
  return {
    close: () => connection.isOpen && connection.close(),
    prepare(sql: string) {
      const statement = prepare(sql);
      const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (parameters: readonly unknown[]) => statement.all(...values(parameters)),
        run: (parameters: readonly unknown[]) => statement.run(...values(parameters)),
        iterate: (parameters: readonly unknown[]) => statement.iterate(...values(parameters)),
      };
    },
  };
}
