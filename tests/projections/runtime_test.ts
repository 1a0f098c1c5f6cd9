import assert from "node:assert/strict";
import type { FoldSpec } from "../../projections/runtime/fold.ts";
import { createFoldControl } from "../../projections/runtime/control.ts";
import { cancelRebuild, requestDrop, requestRebuild } from "../../projections/runtime/requests.ts";
import { openReadModels } from "../../projections/runtime/read_models.ts";
import { int, projection, table, text } from "../../projections/runtime/definition.ts";
import { logIndex } from "../../projections/log_index.ts";
import { foldOf } from "../../projections/runtime/fold.ts";
import { startPostgres } from "../support/postgres.ts";
import { openHistory, writeHistory } from "./history.ts";
import { caughtUp, contents, eventually, run } from "./running.ts";

/** Counts facts per type; `refuse` names the types it cannot take. */
function counting(name: string, options: { version?: number; refuse?: () => boolean; times?: number } = {}): FoldSpec {
  return {
    ...foldOf(projection({
      name,
      version: options.version ?? 1,
      about: "Facts per type",
      tables: { [name]: table({ key: "type", columns: { type: text(), count: int() } }) },
      on: {},
      each: (fact, rows) => {
        if (fact.type === "PersonErased" && options.refuse?.()) throw new Error("refused");
        const row = rows[name]!;
        if (!row.update(fact.type, (r) => void (r.count = (r.count as number) + (options.times ?? 1)))) {
          row.insert({ type: fact.type, count: options.times ?? 1 });
        }
      },
    })),
  } as FoldSpec;
}

Deno.test("a poison event stops its fold right before it, named, and the others go on", async () => {
  await using postgres = await startPostgres();
  const { pool, close } = openReadModels(postgres.connection);
  const history = await openHistory();
  await writeHistory(history, 300, 7);
  let refusing = true;
  const folds = [counting("picky", { refuse: () => refusing }), counting("easy")];
  const first = run(pool, history, { folds, pageSize: 64 });
  const control = createFoldControl({ pool, store: history.log, folds });
  await caughtUp(pool, history, [folds[1]!]);
  await eventually(async () => (await control.list()).some(({ state }) => state === "stopped"));
  const picky = (await control.list()).find(({ name }) => name === "picky")!;
  assert.match(picky.problem!, /^picky cannot take PersonErased [0-9a-f-]{36} \(person-.* @ 0\): refused$/);
  const stopped = await Array.fromAsync(history.log.readAll({ after: BigInt(picky.position), limit: 1 }));
  assert.equal(stopped[0]!.id, picky.problemEvent!.id);
  const counted = await pool.query("select sum(count)::int n from read.picky");
  assert.equal(counted.rows[0].n, Number(picky.position));
  await writeHistory(history, 20, 8);
  await caughtUp(pool, history, [folds[1]!]);
  await first.stop();

  refusing = false;
  const second = run(pool, history, { folds });
  await caughtUp(pool, history, folds);
  const { picky: repaired, easy } = await contents(pool, folds);
  assert.equal(repaired, easy);
  await second.stop();
  await close();
  await history.close();
});

Deno.test("how far a fold is behind is the age of what it has not seen, not of what it saw last", async () => {
  await using postgres = await startPostgres();
  const { pool, close } = openReadModels(postgres.connection);
  const history = await openHistory();
  await writeHistory(history, 100, 14);
  const folds = [foldOf(logIndex) as unknown as FoldSpec, counting("rare")];
  const control = createFoldControl({ pool, store: history.log, folds });
  const running = run(pool, history, { folds });
  await caughtUp(pool, history, folds);
  await running.stop();
  // as it stands while others take what it does not
  await pool.query(
    `update projections.generations set position = position - 5, last_recorded_at = '2026-01-01' where name = 'rare'`,
  );
  const rare = (await control.list()).find(({ name }) => name === "rare")!;
  assert.equal(rare.lag, 5);
  assert.ok(rare.lagSeconds! < 600, `${rare.lagSeconds} s`);
  await close();
  await history.close();
});

Deno.test("a value that the database refuses is a poison event too", async () => {
  await using postgres = await startPostgres();
  const pool = postgres.pool();
  const history = await openHistory();
  await writeHistory(history, 200, 9);
  const wrong = {
    ...foldOf(projection({
      name: "wrong",
      version: 1,
      about: "Writes a text where a number belongs",
      tables: { wrong: table({ key: "id", columns: { id: text(), n: int() } }) },
      on: { PersonErased: ({ id }, rows) => void rows.wrong.insert({ id, n: "many" as unknown as number }) },
    })),
  } as FoldSpec;
  await using running = run(pool, history, { folds: [wrong], pageSize: 50 });
  await eventually(() => Promise.resolve(running.problems.length > 0));
  assert.match(
    String(running.problems[0]!.error),
    /wrong cannot take PersonErased .*invalid input syntax for type integer/,
  );
  const { rows } = await pool.query("select position::int from projections.generations where name = 'wrong'");
  const types = ["PersonErased"];
  const [next] = await Array.fromAsync(
    history.log.readAll({ after: BigInt(rows[0].position), limit: 1, filter: { types } }),
  );
  assert.ok(String(running.problems[0]!.error).includes(next!.id));
});

Deno.test("a new version is built beside the old one, which readers see until it has caught up", async () => {
  await using postgres = await startPostgres();
  const pool = postgres.pool();
  const history = await openHistory();
  await writeHistory(history, 200, 10);
  const old = [counting("counts")];
  const before = run(pool, history, { folds: old });
  await caughtUp(pool, history, old);
  await before.stop();
  const seen = await contents(pool, old);

  const doubled = [counting("counts", { version: 2, times: 2 })];
  let slow = true;
  const decode = async (events: Parameters<typeof history.codec.decodePage>[0]) => {
    if (slow) await new Promise((resolve) => setTimeout(resolve, 100));
    return await history.codec.decodePage(events) as never;
  };
  await using running = run(pool, history, { folds: doubled, decode, pageSize: 50 });
  await eventually(async () =>
    (await pool.query("select 1 from projections.generations where version = 2")).rows.length > 0
  );
  assert.deepEqual(await contents(pool, old), seen);
  slow = false;
  await eventually(async () => (await contents(pool, old)).counts !== seen.counts);
  const twice = JSON.parse(seen.counts!).map(({ type, count }: { type: string; count: number }) => ({
    type,
    count: count * 2,
  }));
  assert.deepEqual(JSON.parse((await contents(pool, old)).counts!), twice);
  assert.ok(await requestDrop(pool, "counts"));
  running.runner.recheck();
  await eventually(async () =>
    (await pool.query("select 1 from pg_namespace where nspname = 'counts_1'")).rows.length === 0
  );
});

Deno.test("readers are answered all the while their projection is rebuilt, and a rebuild can be given up", async () => {
  await using postgres = await startPostgres();
  const pool = postgres.pool();
  const history = await openHistory();
  await writeHistory(history, 300, 11);
  const folds = [counting("counts")];
  await using running = run(pool, history, { folds, pageSize: 10 });
  await caughtUp(pool, history, folds);
  const seen = await contents(pool, folds);
  let reading = true;
  const readers = Array.from({ length: 3 }, async () => {
    while (reading) assert.deepEqual(await contents(pool, folds), seen);
  });
  for (let round = 0; round < 5; round++) {
    await requestRebuild(pool, folds[0]!, await history.log.head());
    if (round === 2) assert.ok(await cancelRebuild(pool, "counts"));
    running.runner.recheck();
    await eventually(async () => {
      const { rows } = await pool.query(
        "select state from projections.generations where state in ('live', 'building')",
      );
      return rows.length === 1 && rows[0].state === "live";
    });
  }
  reading = false;
  await Promise.all(readers);
  assert.equal(await cancelRebuild(pool, "counts"), false);
});

Deno.test("what was folded from a log that a backup has replaced is folded anew", async () => {
  await using postgres = await startPostgres();
  const pool = postgres.pool();
  const long = await openHistory();
  await writeHistory(long, 200, 12);
  const folds = [counting("counts")];
  const before = run(pool, long, { folds });
  await caughtUp(pool, long, folds);
  await before.stop();
  const short = await openHistory();
  await writeHistory(short, 50, 12);
  await using _ = run(pool, short, { folds });
  await eventually(async () => {
    const { rows } = await pool.query("select sum(count)::int n from read.counts");
    return rows[0].n === Number(await short.log.head());
  });
});

Deno.test("an event from a newer version holds everything up until it can be read, and nothing is lost", async () => {
  await using postgres = await startPostgres();
  const pool = postgres.pool();
  const history = await openHistory();
  await writeHistory(history, 60, 13);
  const folds = [counting("counts")];
  let newer = true;
  const decode = async (events: Parameters<typeof history.codec.decodePage>[0]) => {
    if (newer && events.some(({ position }) => position === 30n)) {
      throw Object.assign(new Error("wait"), { name: "FutureVersion" });
    }
    return await history.codec.decodePage(events) as never;
  };
  await using running = run(pool, history, { folds, decode });
  await eventually(async () =>
    (await pool.query("select position::int from projections.generations")).rows[0]?.position === 29
  );
  assert.ok(running.problems.every(({ what }) => what === "folding waits"));
  newer = false;
  await caughtUp(pool, history, folds);
  assert.equal(
    (await pool.query("select sum(count)::int n from read.counts")).rows[0].n,
    Number(await history.log.head()),
  );
});
