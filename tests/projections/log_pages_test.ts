import assert from "node:assert/strict";
import type { ReadModels } from "../../projections/all.ts";
import { logIndex } from "../../projections/log_index.ts";
import { listLog, type LogEntry, type LogFilter, logTypes, walkLog } from "../../projections/queries.ts";
import type { AnyDecoded } from "../../projections/runtime/definition.ts";
import { Fold, foldOf } from "../../projections/runtime/fold.ts";
import { openReadModels } from "../../projections/runtime/read_models.ts";
import { createTables } from "../../projections/runtime/sql.ts";
import { startPostgres } from "../support/postgres.ts";
import { type Random, seeded } from "../support/random.ts";

const FACTS = 2_000;
const ROUNDS = 150;
const BEGUN = Date.parse("2026-01-01T00:00:00.000Z");

const ids = (of: string, count: number) =>
  Array.from({ length: count }, (_, n) => `0000000${of}-0000-4000-8000-${String(n).padStart(12, "0")}`);
const studios = [...ids("a", 2), null];
const people = ids("b", 60);
const registrations = ids("c", 90);
const correlations = ids("d", 40);
const actors = ["system", "reactor:confirmations", "user:ana", "registrant:ben"];
const streams = ["event-1", "event-2", "delivery-1", "studio-1"];
const types: Record<string, string[]> = {
  event: ["RegistrationRequested", "RegistrationConfirmed", "EventCancelled"],
  delivery: ["DeliveryAttempted", "DeliverySucceeded"],
  studio: ["StudioOpened", "RoleChanged"],
};

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.between(0, from.length - 1)]!;
}

/** One long stream, many short ones; who acts where is no coincidence, as in a real log. */
function history(random: Random): AnyDecoded[] {
  const revisions = new Map<string, number>();
  return Array.from({ length: FACTS }, (_, n) => {
    const stream = random.chance(0.7) ? "event-1" : pick(random, streams);
    const revision = (revisions.get(stream) ?? -1) + 1;
    revisions.set(stream, revision);
    const category = stream.split("-", 1)[0]!;
    const aboutSomebody = category === "event" && random.chance(0.8);
    return {
      id: crypto.randomUUID(),
      type: pick(random, types[category]!),
      stream,
      revision,
      position: BigInt(10 + 3 * n),
      recordedAt: new Date(BEGUN + n * 20_000).toISOString(),
      data: aboutSomebody ? { registrationId: pick(random, registrations), personId: pick(random, people) } : {},
      meta: {
        actor: category === "delivery" ? "reactor:confirmations" : pick(random, actors),
        studio: pick(random, studios),
        correlationId: pick(random, correlations),
        causationId: null,
        commandId: crypto.randomUUID(),
        command: "Test",
        schemaVersion: 1,
        occurredAt: new Date(BEGUN + n * 20_000).toISOString(),
      },
    } as unknown as AnyDecoded;
  });
}

function anyFilter(random: Random): LogFilter {
  const some = <T>(value: T) => random.chance(0.3) ? value : undefined;
  const instant = () => new Date(BEGUN + random.between(0, FACTS) * 20_000).toISOString();
  return {
    studioId: pick(random, studios.slice(0, 2)),
    stream: some(pick(random, streams)),
    category: some(pick(random, Object.keys(types))),
    type: some(pick(random, Object.values(types).flat())),
    actor: some(pick(random, actors)),
    personId: random.chance(0.1) ? pick(random, people) : undefined,
    registrationId: random.chance(0.1) ? pick(random, registrations) : undefined,
    correlationId: random.chance(0.1) ? pick(random, correlations) : undefined,
    from: some(instant()),
    until: some(instant()),
    through: random.chance(0.1) ? String(random.between(0, 10 + 3 * FACTS)) : undefined,
  };
}

function matches(entry: LogEntry, filter: LogFilter): boolean {
  const { from, until, through, ...same } = filter;
  return Object.entries(same).every(([name, value]) =>
    value === undefined || entry[name as keyof LogEntry] === value
  ) &&
    (!from || entry.recordedAt >= from) && (!until || entry.recordedAt < until) &&
    (!through || Number(entry.position) <= Number(through));
}

Deno.test("a page of the log by any filter is what a reader of all of it would have picked, both ways", async () => {
  await using postgres = await startPostgres();
  const pool = postgres.pool();
  const spec = foldOf(logIndex);
  await pool.query("create schema read");
  for (const text of createTables("read", spec.tables)) await pool.query(text);
  const random = seeded(26);
  const facts = history(random);
  const fold = new Fold(spec, "read");
  await fold.takeAll(pool, facts);
  const { db, close } = openReadModels<ReadModels>(postgres.connection);
  const all: LogEntry[] = [];
  for (let before: string | undefined; all.length < FACTS; before = all.at(-1)!.position) {
    all.push(...await listLog(db, { before, limit: 500 }));
  }
  assert.deepEqual(all.map(({ eventId }) => eventId), facts.map(({ id }) => id).reverse());

  let found = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const filter = anyFilter(random);
    const said = JSON.stringify(filter);
    const limit = pick(random, [1, 7, 50]);
    const edge = String(random.between(0, 10 + 3 * FACTS));
    const own = all.filter((entry) => matches(entry, filter));
    const before = own.filter(({ position }) => Number(position) < Number(edge)).slice(0, limit);
    assert.deepEqual(await listLog(db, { ...filter, limit, before: edge }), before, `${said} before ${edge}`);
    const after = own.filter(({ position }) => Number(position) > Number(edge)).reverse().slice(0, limit);
    assert.deepEqual(await walkLog(db, { ...filter, limit, after: edge }), after, `${said} after ${edge}`);
    found += before.length + after.length;
  }
  assert.ok(found > ROUNDS, "most of what was asked for was there");
  const counted = await logTypes(db, { studioId: studios[0]! });
  assert.equal(
    counted.reduce((sum, { count }) => sum + count, 0),
    all.filter(({ studioId }) => studioId === studios[0]).length,
  );
  await close();
});
