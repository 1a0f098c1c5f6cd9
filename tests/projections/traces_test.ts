import assert from "node:assert/strict";
import { projections } from "../../projections/all.ts";
import { eraseTraces, vacuumErased } from "../../projections/runtime/traces.ts";
import { startPostgres } from "../support/postgres.ts";
import { openHistory, studio, writeHistory } from "./history.ts";
import { caughtUp, eventually, run } from "./running.ts";

Deno.test("after an erasure no file of the cluster holds what was erased", async () => {
  await using postgres = await startPostgres();
  const pool = postgres.pool();
  const history = await openHistory();
  await using _ = run(pool, history);
  await writeHistory(history, 300, 5);
  await caughtUp(pool, history);
  await pool.query("analyze");
  const { rows } = await pool.query("select person_id, email from read.people where not erased limit 1");
  const [{ person_id: personId, email }] = rows;
  await pool.query("checkpoint");
  assert.notDeepEqual(await filesWith(postgres.base, email), []);

  await history.write(`person-${personId}`, [
    { type: "PersonErased", data: { studioId: studio, personId, reason: "requested" } },
  ]);
  history.destroyKey(personId);
  await eraseTraces(pool, { folds: projections, position: await history.log.head() });
  assert.deepEqual(await filesWith(postgres.base, email), []);
});

Deno.test("in a database of others, rows as they were before an erasure are let go of", async () => {
  await using postgres = await startPostgres();
  const pool = postgres.pool();
  const history = await openHistory();
  await using _ = run(pool, history);
  await writeHistory(history, 100, 5);
  await caughtUp(pool, history);
  const { rows: [{ person_id: personId }] } = await pool.query("select person_id from read.people limit 1");
  await history.write(`person-${personId}`, [
    { type: "PersonErased", data: { studioId: studio, personId, reason: "requested" } },
  ]);
  history.destroyKey(personId);
  await vacuumErased(pool, { folds: projections, position: await history.log.head() });
  await eventually(async () => {
    const { rows } = await pool.query(
      "select n_dead_tup::int as dead from pg_stat_user_tables where relname = 'people' and vacuum_count > 0",
    );
    return rows.length === 1 && rows[0].dead === 0;
  });
});

async function filesWith(folder: string, text: string): Promise<string[]> {
  const { stdout } = await new Deno.Command("grep", { args: ["-rlaF", text, folder], stderr: "null" }).output();
  return new TextDecoder().decode(stdout).trim().split("\n").filter((line) => line !== "");
}
