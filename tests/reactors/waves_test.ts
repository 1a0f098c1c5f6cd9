import assert from "node:assert/strict";
import type { AnyFact } from "../../domain/catalogue.ts";
import { deliveryId } from "../../domain/delivery/delivery.ts";
import { Cursor } from "../../projections/runtime/cursor.ts";
import { Fold, type FoldSpec } from "../../projections/runtime/fold.ts";
import { prepare } from "../../projections/runtime/generations.ts";
import { migrate } from "../../projections/runtime/migrate.ts";
import { createTables, ident, type Queryable } from "../../projections/runtime/sql.ts";
import type { Pool } from "../../projections/runtime/transaction.ts";
import { reminders } from "../../reactors/reminders.ts";
import type { Reactor } from "../../reactors/runtime/definition.ts";
import { reactorFold } from "../../reactors/runtime/reactor_fold.ts";
import { startPostgres } from "../support/postgres.ts";
import { seeded } from "../support/random.ts";
import { Crowd, eventIdOf, HOUR_BEFORE, registrationIdOf } from "./support/crowd.ts";
import { withPostgres, world } from "./support/world.ts";

withPostgres();

const NAME = "reminders";
const spec = reactorFold(reminders as unknown as Reactor) as unknown as FoldSpec;
/** More than four waves, and not a whole number of them. */
const PEOPLE = 2_345;
const seed = Number(Deno.env.get("SEED") ?? Date.now() % 1_000_000);

/** A moment for many, some of whom came just before it, left before it or leave after it. */
function history(): AnyFact[] {
  const crowd = new Crowd();
  const [dateId, startsAt] = ["00000000-0000-4000-8d00-000000000000", "2031-05-05T17:00:00.000Z"];
  return [
    crowd.started(NAME),
    ...crowd.event(0, ["PT1H"]),
    ...Array.from({ length: PEOPLE }, (_, k) => crowd.registered(0, k)).flat(),
    ...Array.from({ length: 50 }, (_, k) => crowd.cancelled(0, k * 7)),
    crowd.elapsed(NAME, { key: `${eventIdOf(0)}:${dateId}:PT1H:${startsAt}`, due: HOUR_BEFORE }),
    ...Array.from({ length: 50 }, (_, k) => crowd.cancelled(0, 1 + k * 40)),
    ...crowd.registered(0, PEOPLE),
  ];
}

const tables = ["outbox", "timers", "seats", "waves"];

/** Everything that the reactor keeps in a schema. */
async function kept(db: Queryable, schema: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const table of tables) {
    const { rows } = await db.query({
      text: `select to_jsonb(t)::text as row from ${ident(schema)}.${ident(table)} t order by 1`,
    });
    found[table] = rows.map(({ row }) => row);
  }
  return found;
}

/** Whoever works with it is killed at a statement of seeded chance. */
function killing(pool: Pool, random: ReturnType<typeof seeded>): Pool {
  let left = random.between(1, 20);
  const strike = () => {
    if (left-- === 0) throw new Error("killed");
  };
  return {
    query: (statement) => {
      strike();
      return pool.query(statement);
    },
    async connect() {
      const client = await pool.connect();
      return {
        query(statement) {
          strike();
          if (left < 0) return Promise.reject(new Error("dead"));
          return client.query(statement);
        },
        release: () => client.release(true),
      };
    },
  };
}

Deno.test(`a moment for many that is killed at any statement misses nobody and plans nothing twice (SEED=${seed})`, async () => {
  await using postgres = await startPostgres();
  const pool = postgres.pool() as unknown as Pool;
  const random = seeded(seed);
  const facts = history();
  await pool.query({ text: "create schema whole" });
  for (const text of createTables("whole", spec.tables)) await pool.query({ text });
  await new Fold(spec, "whole").takeAll(pool, facts);
  const whole = await kept(pool, "whole");

  await migrate(pool);
  const end = facts.at(-1)!.position;
  const begin = async () =>
    new Cursor(
      spec,
      (await prepare(pool, [spec], { head: () => Promise.resolve(end), switching: "auto" }))[0]!,
    );
  let kills = 0, waves = 0;
  for (let cursor = await begin(); cursor.position < end;) {
    const chaos = random.chance(0.8) ? killing(pool, random) : pool;
    const rest = facts.filter(({ position }) => position > cursor.position).slice(0, 1_000);
    try {
      const came = await cursor.advance(chaos, rest, rest.at(-1)!.position);
      if (came === "partly") waves++;
      if (came === "idle") await cursor.moveTo(pool, rest.at(-1)!.position);
    } catch (error) {
      assert.match(String(error), /killed|dead/);
      kills++;
      cursor = await begin();
    }
  }
  assert.ok(kills > 0);
  assert.ok(waves >= Math.floor(PEOPLE / 500), `${waves} waves`);
  assert.deepEqual(await kept(pool, `reactor_${NAME}_1`), whole);
  assert.deepEqual(whole.waves, []);

  const outbox = whole.outbox!.map((row) => JSON.parse(row));
  const left = new Set(Array.from({ length: 50 }, (_, k) => k * 7));
  const expected = Array.from({ length: PEOPLE + 1 }, (_, k) => k).filter((k) => !left.has(k)).map((k) =>
    deliveryId(
      NAME,
      `reminder:${registrationIdOf(k)}:00000000-0000-4000-8d00-000000000000:PT1H:2031-05-05T17:00:00.000Z`,
    )
  );
  assert.deepEqual(outbox.map(({ delivery_id }) => delivery_id).sort(), expected.sort());
  const why = Map.groupBy(outbox, ({ skip_reason }) => skip_reason);
  assert.equal(why.get("registered_after")?.length, 1);
  assert.equal(why.get("registration_cancelled")?.length, 50 - [...left].filter((k) => k % 40 === 1).length);
});

Deno.test("what is planned in waves goes out to everybody once, over a restart in the middle", async () => {
  await using w = await world({ reactors: [reminders as unknown as Reactor] });
  const first = w.work();
  const eventId = await w.event({ reminders: ["PT1H"] });
  const people = 1_100;
  for (let n = 0; n < people; n += 100) {
    await Promise.all(Array.from({ length: 100 }, (_, i) => w.register(eventId, `person.${n + i}@example.org`)));
  }
  await w.settled();
  const planned = () => w.query<{ n: number }>("select count(*)::int as n from reactor_reminders.outbox");
  w.clock.moveTo("2026-06-10T16:00:00.000Z");
  await w.mails.taken(1);
  await first.stop();
  const before = w.mails.sent.length;
  assert.ok(before < people);
  w.work();
  await w.settled();
  assert.equal((await planned())[0]!.n, people);
  assert.equal(w.mails.sent.length, people);
  assert.equal(new Set(w.mails.sent.map(({ to }) => to.address)).size, people);
  assert.equal((await w.facts("DeliverySucceeded")).length, people);
  assert.equal((await w.facts("DeliveryAttempted")).length, people);
  assert.deepEqual(w.problems, []);
});
