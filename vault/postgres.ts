import { type CompiledQuery, Kysely, PostgresDialect } from "kysely";
import type pg from "pg";
import { migrations, stepsFrom } from "./migrations.ts";
import type { Database, Tables } from "./tables.ts";

/** Any number that no one else's advisory lock has. */
const MIGRATING = 7_364_001;

/** Opens (and makes) the schema `vault`. The pool stays the caller's. */
export async function openPostgres(pool: pg.Pool): Promise<Database> {
  const inTransaction = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    try {
      await client.query("begin");
      const result = await work(client);
      await client.query("commit");
      client.release();
      return result;
    } catch (error) {
      const rolledBack = await client.query("rollback").then(() => true, () => false);
      client.release(!rolledBack);
      throw error;
    }
  };
  await inTransaction(migrate);
  // Kysely closes the pool it is given when it is destroyed; it never is, the pool being the caller's.
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }).withSchema("vault");
  return {
    db,
    atomically: (queries) =>
      inTransaction(async (client) => {
        const rows: unknown[][] = [];
        for (const { sql, parameters } of queries as readonly CompiledQuery[]) {
          rows.push((await client.query(sql, [...parameters])).rows);
        }
        return rows;
      }),
    async cleanUp() {
      for (const table of ["person_keys", "persons", "mails", "mail_persons", "requests"]) {
        await pool.query(`vacuum vault.${table}`);
      }
    },
    close: () => Promise.resolve(),
  };
}

async function migrate(client: pg.PoolClient): Promise<void> {
  await client.query("select pg_advisory_xact_lock($1)", [MIGRATING]);
  await client.query("create schema if not exists vault");
  await client.query("create table if not exists vault.version (number integer not null)");
  const { rows } = await client.query<{ number: number }>("select number from vault.version");
  const words = { bytes: "bytea", counter: "integer generated always as identity primary key" };
  const steps = stepsFrom(rows[0]?.number ?? 0, words);
  await client.query("set local search_path = vault");
  for (const step of steps) await client.query(step);
  await client.query("delete from vault.version");
  await client.query("insert into vault.version (number) values ($1)", [migrations.length]);
}
