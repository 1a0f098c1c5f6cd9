import assert from "node:assert/strict";
import { createFoldControl } from "../../../projections/runtime/control.ts";
import { int, personal, projection, table, text, uuid } from "../../../projections/runtime/definition.ts";
import { foldOf, type FoldSpec } from "../../../projections/runtime/fold.ts";
import { openReadModels } from "../../../projections/runtime/read_models.ts";
import { startPostgres } from "../../support/postgres.ts";
import { openHistory, studio, writeHistory } from "../history.ts";
import { caughtUp, contents, eventually, run } from "../running.ts";

/** Registrations with what they paid, made up: `by` is what a version of the fold gets wrong. */
function amounts(version: number, by: number, refuse: () => boolean = () => false): FoldSpec {
  return foldOf(projection({
    name: "amounts",
    version,
    about: "What each registration is worth",
    tables: {
      amounts: table({
        key: "id",
        columns: { id: uuid(), studio_id: uuid(), amount: int(), note: text(), email: personal(text(), "id") },
      }),
    },
    on: {
      RegistrationRequested: ({ data, meta }, rows) => {
        if (refuse()) throw new Error("refused");
        rows.amounts.insert({
          id: data.registrationId,
          studio_id: meta.studio!,
          amount: data.language.length * by,
          note: "as folded",
          email: data.email,
        });
      },
    },
  })) as unknown as FoldSpec;
}

Deno.test("a rebuild that waits is compared, switched to, gone back from and dropped", async () => {
  await using postgres = await startPostgres();
  const { pool, close } = openReadModels(postgres.connection);
  const history = await openHistory();
  await writeHistory(history, 200, 50);
  const folds = [amounts(1, 1)];
  const control = createFoldControl({ pool, store: history.log, folds });
  const running = run(pool, history, { folds });
  await caughtUp(pool, history, folds);
  const status = async () => (await control.list())[0]!;
  assert.equal(await control.difference("amounts"), null);

  // somebody meddled with what readers see
  await pool.query(
    "update amounts_1.amounts set amount = 99, email = 'x' where id = (select min(id::text)::uuid from amounts_1.amounts)",
  );
  await pool.query("delete from amounts_1.amounts where id = (select max(id::text)::uuid from amounts_1.amounts)");
  await pool.query(
    "insert into amounts_1.amounts select gen_random_uuid(), studio_id, 1, 'new', null from amounts_1.amounts limit 1",
  );
  const meddled = await contents(pool, folds);
  assert.ok(await control.rebuild("amounts", { waits: true }));
  running.runner.recheck();
  await eventually(async () => (await status()).rebuild?.readyAt != null);
  assert.equal((await status()).state, "live");
  assert.deepEqual(await contents(pool, folds), meddled);

  const { before, after, tables: [table] } = (await control.difference("amounts"))!;
  assert.deepEqual([before.generation, after.generation], [1, 2]);
  assert.equal(before.position, after.position);
  const { before: _b, after: _a, ...counts } = table!.rows;
  assert.deepEqual(counts, { added: 1, gone: 1, changed: 1 });
  assert.deepEqual(table!.columns, [
    { column: "amount", changed: 1, personal: false },
    { column: "email", changed: 1, personal: true },
  ]);
  assert.deepEqual(table!.changed[0]!.columns, [{ column: "amount", before: "99", after: "2" }]);
  assert.equal(table!.gone[0]!.note, "new");
  assert.ok(!("email" in table!.added[0]!));
  const others = (await control.difference("amounts", { studioId: crypto.randomUUID() }))!.tables[0]!;
  assert.deepEqual(others.rows, { before: 0, after: 0, added: 0, gone: 0, changed: 0 });
  const own = (await control.difference("amounts", { studioId: studio }))!.tables[0]!;
  assert.deepEqual(own.rows, table!.rows);

  // it follows the log while it waits
  await writeHistory(history, 30, 51);
  await caughtUp(pool, history, folds);
  assert.ok(await control.switchTo("amounts"));
  running.runner.recheck();
  await eventually(async () => (await status()).generation === 2);
  assert.deepEqual((await status()).previous?.usable, true);
  await eventually(async () => (await status()).checked !== null);
  assert.equal((await status()).checked!.complete, true);

  await writeHistory(history, 30, 52);
  assert.ok(await control.rollBack("amounts"));
  running.runner.recheck();
  await eventually(async () => (await status()).generation === 1);
  await caughtUp(pool, history, folds);
  const { rows } = await pool.query("select count(*)::int n from read.amounts where amount = 99");
  assert.equal(rows[0].n, 1);
  assert.ok(await control.drop("amounts"));
  running.runner.recheck();
  await eventually(async () => (await pool.query("select to_regnamespace('amounts_2') is null as gone")).rows[0].gone);
  assert.equal((await status()).previous, null);
  assert.equal(await control.drop("amounts"), false);
  assert.equal(await control.rollBack("amounts"), false);
  assert.deepEqual(running.problems, []);
  await running.stop();
  await close();
});

Deno.test("with manual switching a changed version waits, and readers keep what they saw", async () => {
  await using postgres = await startPostgres();
  const { pool, close } = openReadModels(postgres.connection);
  const history = await openHistory();
  await writeHistory(history, 100, 53);
  const old = [amounts(1, 1)], changed = [amounts(2, 2)];
  const before = run(pool, history, { folds: old });
  await caughtUp(pool, history, old);
  await before.stop();
  const seen = await contents(pool, old);

  const control = createFoldControl({ pool, store: history.log, folds: changed });
  await using running = run(pool, history, { folds: changed, switching: "manual" });
  await eventually(async () => (await control.list())[0]!.state === "waiting");
  assert.deepEqual(await contents(pool, old), seen);
  assert.equal(await control.cancel("amounts"), false, "there is no program to go on with");
  const { tables: [table] } = (await control.difference("amounts"))!;
  assert.equal(table!.rows.changed, table!.rows.before);
  assert.ok(await control.switchTo("amounts"));
  running.runner.recheck();
  await eventually(async () => (await control.list())[0]!.version === 2);
  assert.equal((await control.list())[0]!.previous!.usable, false);
  assert.equal(await control.rollBack("amounts"), false, "of a program that is gone");
  await close();
});

Deno.test("completeness finds what was left out, and what was skipped does not count", async () => {
  await using postgres = await startPostgres();
  const { pool, close } = openReadModels(postgres.connection);
  const history = await openHistory();
  await writeHistory(history, 100, 54);
  let refusing = false;
  const folds = [amounts(1, 1, () => refusing)];
  const skipped = new Set<string>();
  const control = createFoldControl({ pool, store: history.log, folds, skipped: () => Promise.resolve(skipped) });
  await using running = run(pool, history, { folds, pageSize: 7, skipped: () => Promise.resolve(skipped) });
  await caughtUp(pool, history, folds);
  const whole = (await control.check("amounts"))!;
  assert.deepEqual(whole.taken, whole.log);
  assert.ok(whole.complete && whole.log.applied > 0);

  refusing = true;
  await writeHistory(history, 40, 55);
  await eventually(async () => (await control.list())[0]!.state === "stopped");
  // no more of the event is written down than where to find it
  const { rows: [{ problem }] } = await pool.query("select problem from projections.generations");
  assert.deepEqual(Object.keys(problem.event).sort(), ["id", "position", "revision", "stream", "type"]);
  assert.ok(await control.retry("amounts"));
  running.runner.recheck();
  await eventually(async () => running.problems.length === 2 && (await control.list())[0]!.state === "stopped");
  skipped.add((await control.list())[0]!.problemEvent!.id);
  refusing = false;
  assert.ok(await control.retry("amounts"));
  running.runner.recheck();
  await caughtUp(pool, history, folds);
  const skipping = (await control.check("amounts"))!;
  assert.ok(skipping.complete);
  assert.equal(skipping.skipped, 1);
  assert.equal((await pool.query("select count(*)::int n from read.amounts")).rows[0].n, skipping.log.applied);

  await pool.query("update projections.generations set applied = applied - 1 where name = 'amounts'");
  assert.equal((await control.check("amounts"))!.complete, false);
  assert.equal(await control.check("nothing"), null);
  await close();
});
