import assert from "node:assert/strict";
import pg from "pg";
import { ask, type ConsoleOptions, QueryFailed } from "../../../projections/analysis/console.ts";
import { bind, parameterNames } from "../../../projections/analysis/query_text.ts";
import { ensureAnalyst } from "../../../projections/analysis/roles.ts";
import { requestRebuild } from "../../../projections/runtime/requests.ts";
import { projections } from "../../../projections/all.ts";
import { startPostgres } from "../../support/postgres.ts";
import { openHistory, studio, writeHistory } from "../history.ts";
import { caughtUp, eventually, run } from "../running.ts";

const OTHER = "0197c3a0-0000-7000-8000-000000000002";
const OWN = { role: "analyst_own", password: "own" };
const OTHERS = { role: "analyst_other", password: "other" };

Deno.test("the SQL console", async (t) => {
  await using postgres = await startPostgres();
  const pool = postgres.pool();
  const history = await openHistory();
  await using running = run(pool, history);
  await writeHistory(history, 300, 40);
  await caughtUp(pool, history);
  assert.deepEqual(await ensureAnalyst(pool, studio, OWN), { hardened: true });
  await ensureAnalyst(pool, OTHER, OTHERS);
  await ensureAnalyst(pool, studio, OWN);

  const console = (text: string, more: Partial<ConsoleOptions> = {}, limit = 100) =>
    ask({
      connection: postgres.connection,
      pool,
      login: OWN,
      text,
      values: [],
      timeoutMs: 5_000,
      asker: "tester",
      signal: new AbortController().signal,
      ...more,
    }, limit);
  const refused = async (text: string, words: RegExp) => {
    await assert.rejects(console(text), (error: QueryFailed) => {
      assert.equal(error.reason, "refused", `${text}: ${error.message}`);
      assert.match(error.message, words, text);
      return true;
    });
  };

  await t.step(
    "answers over the studio's own rows, with columns and values, and says when there were more",
    async () => {
      const { rows: [all] } = await pool.query("select count(*)::text as n from read.registrations");
      const { columns, rows } = await console("select count(*) as n, max(registered_at) as last from registrations");
      assert.deepEqual(columns, [{ name: "n", kind: "number" }, { name: "last", kind: "date" }]);
      assert.equal(rows[0]![0], all.n);
      const some = await console("select * from log_index order by position", {}, 10);
      assert.equal(some.rows.length, 10);
      assert.ok(some.truncated);
    },
  );

  await t.step("takes values as parameters, whatever they hold", async () => {
    const sql = "select :word::text as word, ':word' as text, :many + 1 as more -- :no";
    assert.deepEqual(parameterNames(sql), ["word", "many"]);
    const { text, values } = bind(sql, [{ name: "many", type: "number" }], { word: "'; drop --", many: "2" });
    assert.deepEqual((await console(text, { values })).rows, [["'; drop --", ":word", "3"]]);
  });

  await t.step("shows another studio nothing, and keeps doing so after a rebuild", async () => {
    for (const round of [1, 2]) {
      for (const table of ["registrations", "event_cards", "log_index", "studios", "people"]) {
        const { rows } = await console(`select count(*) from ${table}`, { login: OTHERS });
        assert.deepEqual(rows, [["0"]], table);
      }
      if (round === 2) break;
      for (const spec of projections) await requestRebuild(pool, spec, await history.log.head());
      running.runner.recheck();
      await eventually(async () =>
        (await pool.query("select 1 from projections.generations where state = 'building'")).rows.length === 0
      );
      assert.notDeepEqual((await console("select count(*) from registrations")).rows, [["0"]]);
    }
  });

  await t.step("holds no personal column", async () => {
    for (const column of ["email", "first_name", "search", "company"]) {
      await refused(`select ${column} from registrations`, /does not exist/);
    }
    await refused("select error from deliveries", /does not exist/);
  });

  await t.step("lets nobody at other schemas, files, programs, settings and other people's sessions", async () => {
    await refused("select * from read.registrations", /permission denied for schema read/);
    await refused("select * from registrations_1.registrations", /permission denied|does not exist/);
    await refused("select * from projections.generations", /permission denied/);
    await refused("select * from projections.analysts", /permission denied/);
    await refused("select pg_read_file('/etc/passwd')", /permission denied/);
    await refused("select pg_ls_dir('.')", /permission denied/);
    await refused("select lo_from_bytea(0, 'x')", /permission denied/);
    await refused("select lo_export(1, '/tmp/x')", /permission denied/);
    await refused("select set_config('role', 'app', false)", /permission denied/);
    await refused("select pg_notify('projections', '{}')", /permission denied/);
    await refused("select pg_advisory_lock(1)", /permission denied/);
    await refused("select pg_terminate_backend(1)", /permission denied/);
    await refused("select query_to_xml('select 1', true, true, '')", /permission denied/);
    await refused("select pg_sleep(60)", /permission denied/);
  });

  await t.step("tells nothing about others from the catalogue", async () => {
    await refused("select rolname from pg_roles", /permission denied/);
    await refused("select * from pg_authid", /permission denied/);
    await refused("select reltuples from pg_class", /permission denied/);
    await refused("select * from pg_stat_activity", /permission denied/);
    await refused("select pg_total_relation_size('analysis.registrations')", /permission denied/);
    assert.deepEqual(
      (await console("select * from pg_stats where schemaname not in ('pg_catalog', 'information_schema')")).rows,
      [],
    );
    const { rows } = await console("select table_schema, table_name from information_schema.tables");
    const schemas = new Set(rows.map(([schema]) => schema));
    assert.deepEqual([...schemas].filter((schema) => !/^(pg_catalog|information_schema|analysis)$/.test(schema!)), []);
  });

  await t.step("asks one thing that gives rows, and nothing else", async () => {
    for (
      const text of [
        "copy (select 1) to '/tmp/x'",
        "copy (select 1) to program 'id'",
        "insert into registrations default values",
        "with gone as (delete from registrations returning 1) select * from gone",
        "create table x (i int)",
        "create temporary table x (i int)",
        "do $$ begin end $$",
        "set role app",
        "reset role",
        "set transaction read write",
        "commit",
        "listen projections",
        "notify projections",
        "select 1; select 2",
        "select 1; commit; drop schema read cascade",
        "select 1 into x",
        "select * from registrations for update",
      ]
    ) {
      await assert.rejects(console(text), { reason: "refused" }, text);
    }
    // a view cannot be made to run what somebody passes to it before it has left out what is not theirs
    const { rows } = await console(
      "select * from studios where 1 / (case when studio_id = '" + studio + "' then 0 else 1 end) = 1",
      { login: OTHERS },
    );
    assert.deepEqual(rows, []);
  });

  await t.step("is ended after its time, whatever it says about it, and when nobody waits any more", async () => {
    const endless = "with recursive t(n) as (select 1 union all select n + 1 from t) select count(*) from t";
    await assert.rejects(console(endless, { timeoutMs: 300 }), { reason: "too_long" });
    const leaving = new AbortController();
    const asked = console(endless, { signal: leaving.signal });
    await eventually(async () =>
      (await pool.query("select 1 from pg_stat_activity where usename = $1", [OWN.role])).rows.length > 0
    );
    leaving.abort();
    await assert.rejects(asked, { reason: "cancelled" });
    await eventually(async () =>
      (await pool.query("select 1 from pg_stat_activity where usename = $1", [OWN.role])).rows.length === 0
    );
  });

  await t.step("does not take more than it can hold", async () => {
    await assert.rejects(console("select repeat('x', 100000000)"), { reason: "too_large" });
  });

  await t.step("is no way up for somebody who connects by themselves", async () => {
    const client = new pg.Client({ ...postgres.connection, user: OWN.role, password: OWN.password });
    await client.connect();
    for (
      const text of [
        "set role app",
        "set session authorization app",
        "create schema mine",
        "create temporary table mine (i int)",
        "create function mine() returns int language sql as 'select 1'",
        "create extension pg_trgm",
        "alter role analyst_own superuser",
        "create or replace view analysis.registrations as select 1",
        "copy (select 1) to program 'id'",
        "grant projection_analysts to public",
        "set default_transaction_read_only = off; insert into analysis.registrations default values",
      ]
    ) {
      await assert.rejects(client.query(text), text);
    }
    // anybody may speak on a channel; nobody of ours is put off by it
    await client.query("notify projections, 'rubbish'");
    await writeHistory(history, 20, 41);
    await caughtUp(pool, history);
    await client.end();
  });
  assert.deepEqual(running.problems, []);
});
