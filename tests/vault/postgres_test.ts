import { openPostgresVault } from "../../vault/vault.ts";
import { startPostgres, type TestPostgres } from "../support/postgres.ts";
import { vaultContract } from "./contract.ts";

let postgres: TestPostgres;
Deno.test.beforeAll(async () => {
  postgres = await startPostgres();
});
Deno.test.afterAll(() => postgres.stop());

let places = 0;
vaultContract("Postgres vault", async () => {
  const database = `vault_${++places}`;
  await postgres.pool().query(`create database ${database}`);
  return {
    open: (options) => openPostgresVault({ pool: postgres.pool({ database, max: 4 }), ...options }),
    remove: () => Promise.resolve(), // with the server
  };
});
