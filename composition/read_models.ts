import type pg from "pg";
import type { Config } from "../config.ts";
import { projectionNames, type ReadModels } from "../projections/all.ts";
import { keepPostgres } from "../projections/runtime/kept_postgres.ts";
import { openReadModels, type ReadModelDatabase } from "../projections/runtime/read_models.ts";
import { type Watch, watchProjections } from "../projections/runtime/watch.ts";
import { logLine } from "./log_line.ts";

/** The read models as this process reaches them. */
export interface ReadModelAccess extends ReadModelDatabase<ReadModels> {
  connection: pg.ClientConfig;
  watch: Watch;
}

/** Reaches the configured Postgres, or starts the private one and starts it again whenever it dies. */
export async function openReadModelAccess(config: Config, onRebuild: () => void): Promise<ReadModelAccess> {
  const server = await serverFor(config);
  const models = openReadModels<ReadModels>(server.connection, { max: 12 });
  const watch = await watchProjections({
    connection: server.connection,
    folds: projectionNames,
    onRebuild,
    log: ({ what, error }) => logLine("warning", what, { error }),
  });
  return {
    ...models,
    connection: server.connection,
    watch,
    async close() {
      await watch.close();
      await models.close();
      await server.stop();
    },
  };
}

interface Server {
  connection: pg.ClientConfig;
  stop(): Promise<void>;
}

async function serverFor({ stores, dataDir }: Config): Promise<Server> {
  if (stores.kind === "embedded") {
    return await keepPostgres({ dataDir, log: ({ what, error }) => logLine("warning", what, { error }) });
  }
  return { connection: { connectionString: stores.databaseUrl }, stop: () => Promise.resolve() };
}
