import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { rowTypes } from "./sql.ts";

/** The read models, for queries. */
export interface ReadModelDatabase<T> {
  /** On schema `read`: views that always show the live generations. */
  db: Kysely<T>;
  /** The same connections, for what is not in the views (`projections.generations`). */
  pool: pg.Pool;
  close(): Promise<void>;
}

/** Opens a pool for queries. Nothing is connected before the first one; lost connections are replaced. */
export function openReadModels<T>(
  connection: pg.ClientConfig,
  options: { max?: number } = {},
): ReadModelDatabase<T> {
  const pool = new pg.Pool({
    ...connection,
    max: options.max ?? 10,
    application_name: "read models",
    connectionTimeoutMillis: 5_000,
    types: rowTypes as pg.CustomTypesConfig,
  });
  // an idle connection that breaks is replaced by the next query; without listeners it would end the process
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const db = new Kysely<T>({ dialect: new PostgresDialect({ pool }) }).withSchema("read");
  return {
    db,
    pool,
    async close() {
      await db.destroy();
      if (!pool.ending) await pool.end(); // Kysely ends only a pool that it has used
    },
  };
}
