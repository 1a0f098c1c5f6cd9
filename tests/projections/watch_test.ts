import assert from "node:assert/strict";
import { watchProjections } from "../../projections/runtime/watch.ts";
import { startPostgres } from "../support/postgres.ts";

Deno.test("what an older program kept about its folds does not hold up a start", async () => {
  await using postgres = await startPostgres();
  const pool = postgres.pool();
  await pool.query(`create schema projections;
    create table projections.generations (
      name text not null, generation int not null, version int not null, shape text not null, state text not null,
      position int8 not null default 0, target int8 not null default 0, rate float8, last_recorded_at timestamptz,
      problem jsonb, begun_at timestamptz not null default now(), live_at timestamptz, about text not null default '',
      primary key (name, generation));
    insert into projections.generations (name, generation, version, shape, state, position)
    values ('event_cards', 1, 1, 'x', 'live', 7)`);
  const problems: unknown[] = [];
  const watch = await watchProjections({
    connection: postgres.connection,
    folds: ["event_cards"],
    log: ({ error }) => problems.push(error),
  });
  assert.equal(await watch.caughtUp(7n), true);
  assert.deepEqual(problems, []);
  await watch.close();
});
