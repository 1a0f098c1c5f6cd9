import assert from "node:assert/strict";
import { kill } from "node:process";
import { projectionNames, projections } from "../../projections/all.ts";
import { standForElection } from "../../projections/runtime/election.ts";
import { keepPostgres } from "../../projections/runtime/kept_postgres.ts";
import { openReadModels } from "../../projections/runtime/read_models.ts";
import { watchProjections } from "../../projections/runtime/watch.ts";
import { startWorker, type WorkerOptions } from "../../projections/runtime/worker.ts";
import { startPostgres } from "../support/postgres.ts";
import { type History, openHistory, writeHistory } from "./history.ts";
import { caughtUp, contents, eventually, run } from "./running.ts";

function workerOn(connection: WorkerOptions["connection"], history: History, more: Partial<WorkerOptions> = {}) {
  return startWorker({
    connection,
    store: history.log,
    decode: history.codec.decodePage as WorkerOptions["decode"],
    folds: projections,
    ...more,
  });
}

Deno.test("one of two workers leads; when it stops, the standby goes on where it was", async () => {
  await using postgres = await startPostgres({ durable: true });
  const history = await openHistory();
  const terms: string[] = [];
  const role = (name: string) => ({
    name: "clock",
    async run(signal: AbortSignal) {
      terms.push(name);
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    },
  });
  const a = workerOn(postgres.connection, history, { roles: [role("a")] });
  await eventually(() => Promise.resolve(a.leading && terms.length === 1));
  const b = workerOn(postgres.connection, history, { roles: [role("b")] });
  await writeHistory(history, 100, 1);
  const { pool, close } = openReadModels(postgres.connection);
  await caughtUp(pool, history);
  assert.equal(b.leading, false);
  await a.stop();
  await writeHistory(history, 100, 2);
  await caughtUp(pool, history);
  assert.ok(b.leading);
  assert.deepEqual(terms, ["a", "b"]);
  await b.stop();

  const before = await contents(pool);
  await pool.query("drop schema projections cascade");
  for (const { nspname } of (await pool.query("select nspname from pg_namespace where nspname ~ '_1$'")).rows) {
    await pool.query(`drop schema "${nspname}" cascade`);
  }
  await using _ = run(pool, history);
  await caughtUp(pool, history);
  assert.deepEqual(await contents(pool), before);
  await close();
  await history.close();
});

Deno.test("two runners at once, as when a frozen leader wakes up, count nothing twice", async () => {
  await using postgres = await startPostgres();
  const pool = postgres.pool();
  const history = await openHistory();
  {
    await using _a = run(pool, history, { pageSize: 7 });
    await using _b = run(pool, history, { pageSize: 11 });
    await writeHistory(history, 300, 3);
    await caughtUp(pool, history);
  }
  const before = await contents(pool);
  const { rows } = await pool.query("select name, generation from projections.generations");
  for (const { name, generation } of rows) await pool.query(`drop schema "${name}_${generation}" cascade`);
  await pool.query("delete from projections.generations");
  await using _ = run(pool, history);
  await caughtUp(pool, history);
  assert.deepEqual(await contents(pool), before);
});

Deno.test("a leader that loses its session stops leading, and leads again when it can", async () => {
  await using postgres = await startPostgres();
  const terms: AbortSignal[] = [];
  const stopping = new AbortController();
  const standing = standForElection({
    connection: postgres.connection,
    office: "test",
    lead: (signal) => {
      terms.push(signal);
      return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    },
  }, stopping.signal);
  await eventually(() => Promise.resolve(terms.length === 1));
  await postgres.pool().query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'election test'",
  );
  await eventually(() => Promise.resolve(terms.length === 2));
  assert.ok(terms[0]!.aborted);
  assert.ok(!terms[1]!.aborted);
  stopping.abort();
  await standing;
  assert.ok(terms[1]!.aborted);
});

Deno.test("a frozen leader loses the office after ten seconds of silence", async () => {
  await using postgres = await startPostgres();
  const frozen = await postgres.pool({ max: 1 }).connect();
  await frozen.query("set idle_session_timeout = '10s'");
  await frozen.query("select pg_advisory_lock(hashtextextended('test', 0))");
  const stopping = new AbortController();
  const won = Promise.withResolvers<void>();
  const standing = standForElection({
    connection: postgres.connection,
    office: "test",
    lead: (signal) => {
      won.resolve();
      return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    },
  }, stopping.signal);
  await won.promise;
  await assert.rejects(frozen.query("select 1"));
  frozen.release(true);
  stopping.abort();
  await standing;
});

Deno.test("a request can wait for its own write, in another process than the worker's", async () => {
  await using postgres = await startPostgres();
  const history = await openHistory();
  const worker = workerOn(postgres.connection, history);
  const watch = await watchProjections({ connection: postgres.connection, folds: projectionNames });
  const woken = new Set<string>();
  watch.subscribe((name) => woken.add(name));
  for (let i = 0; i < 5; i++) {
    await writeHistory(history, 20, 20 + i);
    assert.ok(await watch.caughtUp(await history.log.head(), { timeoutMs: 120_000 }));
  }
  assert.ok(woken.has("event_cards"));
  assert.equal(await watch.caughtUp(await history.log.head() + 1n, { timeoutMs: 50 }), false);
  await watch.close();
  await worker.stop();
});

Deno.test("the worker goes on by itself when Postgres was killed, and when it comes back empty", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "worker-" });
  const postgres = await keepPostgres({ dataDir });
  const history = await openHistory();
  const worker = workerOn(postgres.connection, history);
  const { pool, close } = openReadModels(postgres.connection);
  const watch = await watchProjections({ connection: postgres.connection, folds: projectionNames });
  await writeHistory(history, 100, 30);
  await caughtUp(pool, history);
  for (const loseData of [false, true]) {
    const pid = await runningPostmaster(`${postgres.place.data}/postmaster.pid`);
    if (loseData) await Deno.truncate(`${postgres.place.data}/global/pg_control`, 10);
    Deno.kill(pid, "SIGKILL");
    await writeHistory(history, 50, 31);
    await caughtUp(pool, history);
    assert.ok(await watch.caughtUp(await history.log.head(), { timeoutMs: 120_000 }));
  }
  const counted = await pool.query("select count(*)::int n from read.log_index");
  assert.equal(counted.rows[0].n, Number(await history.log.head()));
  await watch.close();
  await worker.stop();
  await close();
  await postgres.stop();
  await Deno.remove(postgres.place.base, { recursive: true });
  await Deno.remove(dataDir, { recursive: true }).catch(() => {});
});

/** The postmaster that runs now. Backends outlive a killed one for a moment, and answer while its file is still there. */
async function runningPostmaster(file: string): Promise<number> {
  for (;;) {
    const pid = Number((await Deno.readTextFile(file).catch(() => "")).split("\n")[0]);
    if (pid > 0 && isRunning(pid)) return pid;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function isRunning(pid: number): boolean {
  try {
    return kill(pid, 0);
  } catch {
    return false;
  }
}
