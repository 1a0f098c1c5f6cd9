import assert from "node:assert/strict";
import { poolOf } from "../../composition/stores.ts";
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

Deno.test("a connection that the server ends in the midst of a transaction is its transaction's misfortune alone", async () => {
  const pool = poolOf({ ...postgres.connection }, 1);
  try {
    const client = await pool.connect();
    const ended = new Promise((resolve) => client.once("end", resolve));
    const { rows: [{ pid }] } = await client.query("select pg_backend_pid() as pid");
    await postgres.pool().query("select pg_terminate_backend($1)", [pid]);
    await ended; // with nobody listening for what it says then, the process would end here
    await assert.rejects(client.query("select 1"));
    client.release(true);
    const { rows } = await pool.query("select 1 as one");
    assert.deepEqual(rows, [{ one: 1 }]);
  } finally {
    await pool.end();
  }
});
