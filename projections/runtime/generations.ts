import type { FoldSpec } from "./fold.ts";
import { createTables, ident, type Queryable } from "./sql.ts";

/** A fold's tables in one schema, with how far they have come. At most one per fold is live: the one that readers see. */
export interface Generation {
  name: string;
  generation: number;
  version: number;
  /** Of its tables: a changed table is another shape, whether or not somebody thought of the version. */
  shape: string;
  state: "live" | "building";
  /** Up to here everything is folded. */
  position: bigint;
  /** Where the log ended when it was begun. */
  target: bigint;
  /** An event that it cannot take stopped it. */
  stopped: boolean;
}

/** A pool or one of its clients. */
export interface Pool extends Queryable {
  connect(): Promise<Queryable & { release(error?: boolean): void }>;
}

/** Makes what the runtime keeps about folds. Safe to call from several processes at once. */
export async function migrate(pool: Pool): Promise<void> {
  await transaction(pool, async (tx) => {
    await tx.query({ text: "select pg_advisory_xact_lock(hashtext('projections.migrate'))" });
    await tx.query({
      text: `create schema if not exists projections;
        create schema if not exists read;
        create table if not exists projections.generations (
          name text not null,
          generation int not null,
          version int not null,
          shape text not null,
          state text not null check (state in ('live', 'building', 'cancelled', 'retired')),
          position int8 not null default 0,
          target int8 not null default 0,
          rate float8,
          last_recorded_at timestamptz,
          problem jsonb,
          begun_at timestamptz not null default now(),
          live_at timestamptz,
          about text not null default '',
          primary key (name, generation)
        );
        create unique index if not exists one_live on projections.generations (name) where state = 'live';
        create unique index if not exists one_building on projections.generations (name) where state = 'building';`,
    });
  });
}

/**
 * Sees to it that every fold has a generation of its version and shape: the first is live from the start, a later one is
 * built beside. One from a newer process is left alone, and its fold is not in the answer.
 */
export async function prepare(
  pool: Pool,
  specs: readonly FoldSpec[],
  head: () => Promise<bigint>,
): Promise<Generation[]> {
  const all = await transaction(pool, async (tx) => {
    await tx.query({ text: "select pg_advisory_xact_lock(hashtext('projections.migrate'))" });
    const generations: Generation[] = [];
    for (const spec of specs) generations.push(...await prepareOne(tx, spec, head));
    return generations;
  });
  await dropRetired(pool);
  return all;
}

async function prepareOne(tx: Queryable, spec: FoldSpec, headOf: () => Promise<bigint>): Promise<Generation[]> {
  const shape = await shapeOf(spec);
  let found = await generationsOf(tx, spec.name);
  const head = await headOf();
  // the log ends before what was folded: it was restored from a backup, and these rows tell of what is not in it
  const strangers = found.filter(({ position }) => position > head);
  for (const stranger of strangers) await setState(tx, stranger, "retired");
  found = found.filter((generation) => !strangers.includes(generation));
  const live = found.find(({ state }) => state === "live");
  if (!live) return [await begin(tx, spec, shape, "live", head)];
  if (live.version > spec.version) return [];
  await tx.query({
    text:
      "update projections.generations set problem = null, about = $2 where name = $1 and state in ('live', 'building')",
    values: [spec.name, spec.about],
  });
  const building = found.find(({ state }) => state === "building");
  if (building && (building.version !== spec.version || building.shape !== shape)) {
    await setState(tx, building, "cancelled");
  } else if (building) {
    return live.version === spec.version && live.shape === shape ? [live, building] : [building];
  }
  if (live.version === spec.version && live.shape === shape) return [live];
  return [await begin(tx, spec, shape, "building", head)];
}

/**
 * Begins another generation beside the live one, unless one is being built already; one that has stopped is begun anew.
 * False when the live one is of another version: a newer process's, or about to be replaced.
 * Whoever leads finds it when it is told (`rebuild` on the channel).
 */
export async function requestRebuild(pool: Pool, spec: FoldSpec, head: bigint): Promise<boolean> {
  return await transaction(pool, async (tx) => {
    await tx.query({ text: "select pg_advisory_xact_lock(hashtext('projections.migrate'))" });
    const found = await generationsOf(tx, spec.name);
    const live = found.find(({ state }) => state === "live");
    if (live?.version !== spec.version) return false;
    const building = found.find(({ state }) => state === "building");
    if (building && !building.stopped) return true;
    if (building) await setState(tx, building, "cancelled");
    await begin(tx, spec, await shapeOf(spec), "building", head);
    await notify(tx, { name: spec.name, rebuild: true });
    return true;
  });
}

/** Gives up the generation that is being built; the live one goes on. False when there is none. */
export async function cancelRebuild(pool: Pool, name: string): Promise<boolean> {
  return await transaction(pool, async (tx) => {
    const building = (await generationsOf(tx, name)).find(({ state }) => state === "building");
    if (!building) return false;
    await setState(tx, building, "cancelled");
    await notify(tx, { name, rebuild: true });
    return true;
  });
}

/** The generations of a fold that are live or being built. */
export async function generationsOf(db: Queryable, name: string): Promise<Generation[]> {
  const { rows } = await db.query({
    text: `select name, generation, version, shape, state, position::text, target::text,
        problem is not null as stopped
      from projections.generations where name = $1 and state in ('live', 'building') order by generation`,
    values: [name],
  });
  return rows.map((row) => ({ ...row, position: BigInt(row.position), target: BigInt(row.target) }));
}

async function begin(
  tx: Queryable,
  spec: FoldSpec,
  shape: string,
  state: Generation["state"],
  head: bigint,
): Promise<Generation> {
  const { rows } = await tx.query({
    text: `insert into projections.generations (name, generation, version, shape, state, target, about, live_at)
      select $1, coalesce(max(generation), 0) + 1, $2, $3, $4, $5, $6, case when $4 = 'live' then now() end
      from projections.generations where name = $1 returning generation`,
    values: [spec.name, spec.version, shape, state, String(head), spec.about],
  });
  const generation: Generation = {
    name: spec.name,
    generation: rows[0].generation,
    version: spec.version,
    shape,
    state,
    position: 0n,
    target: head,
    stopped: false,
  };
  const schema = schemaOf(generation);
  for (const text of [`create schema ${ident(schema)}`, ...createTables(schema, spec.tables)]) await tx.query({ text });
  if (state === "live") await showThrough(tx, spec, schema);
  return generation;
}

/**
 * Makes a built generation the one that readers see, in one transaction, when it has come at least as far as the live one.
 * The old one is dropped afterwards.
 */
export async function switchTo(pool: Pool, spec: FoldSpec, built: Generation): Promise<boolean> {
  const switched = await transaction(pool, async (tx) => {
    // a reader of the view for longer than this holds up neither other readers nor us: it is tried again
    await tx.query({ text: "set local lock_timeout = '2s'" });
    const { rows } = await tx.query({
      text: `select generation, state, position::text from projections.generations
        where name = $1 and state in ('live', 'building') order by generation for update`,
      values: [spec.name],
    });
    const live = rows.find(({ state }) => state === "live");
    const building = rows.find(({ generation, state }) => generation === built.generation && state === "building");
    if (!building || (live && BigInt(building.position) < BigInt(live.position))) return false;
    await tx.query({
      text: "update projections.generations set state = 'retired' where name = $1 and state = 'live'",
      values: [spec.name],
    });
    await tx.query({
      text: "update projections.generations set state = 'live', live_at = now() where name = $1 and generation = $2",
      values: [spec.name, built.generation],
    });
    await showThrough(tx, spec, schemaOf(built));
    await notify(tx, { name: spec.name, switched: true });
    return true;
  });
  if (switched) await dropRetired(pool);
  return switched;
}

/** Drops the tables of generations that nobody sees any more. One that is still being read is dropped the next time. */
export async function dropRetired(pool: Pool): Promise<void> {
  const { rows } = await pool.query({
    text: "select name, generation from projections.generations where state in ('retired', 'cancelled')",
  });
  for (const row of rows) {
    await transaction(pool, async (tx) => {
      await tx.query({ text: "set local lock_timeout = '1s'" });
      await tx.query({ text: `drop schema if exists ${ident(schemaOf(row))} cascade` });
      await tx.query({
        text:
          "delete from projections.generations where name = $1 and generation = $2 and state in ('retired', 'cancelled')",
        values: [row.name, row.generation],
      });
    }).catch((error) => {
      if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error;
    });
  }
}

const LOCK_NOT_AVAILABLE = "55P03";

/** Views with the tables' names, in the schema that readers use. Their columns may have changed, so they are made anew. */
async function showThrough(tx: Queryable, spec: FoldSpec, schema: string): Promise<void> {
  const place = spec.readIn ?? "read";
  if (place !== "read") await tx.query({ text: `create schema if not exists ${ident(place)}` });
  for (const table of Object.keys(spec.tables)) {
    const view = `${ident(place)}.${ident(table)}`;
    await tx.query({ text: `drop view if exists ${view}` });
    await tx.query({ text: `create view ${view} as select * from ${ident(schema)}.${ident(table)}` });
  }
}

async function setState(tx: Queryable, { name, generation }: Generation, state: string): Promise<void> {
  await tx.query({
    text: "update projections.generations set state = $3 where name = $1 and generation = $2",
    values: [name, generation, state],
  });
}

/** Schema of a generation's tables. */
export function schemaOf({ name, generation }: { name: string; generation: number }): string {
  return `${name}_${generation}`;
}

async function shapeOf(spec: FoldSpec): Promise<string> {
  const shape = createTables("", spec.tables).join(";");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(shape));
  return [...new Uint8Array(digest.slice(0, 8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What processes tell each other, when it is committed. */
export type Notice =
  | { name: string; generation: number; position: string }
  | { name: string; rebuild: true }
  | { name: string; switched: true }
  | { name: string; stopped: true };

export const CHANNEL = "projections";

/** Tells every process, once the transaction is committed. */
export async function notify(tx: Queryable, notice: Notice): Promise<void> {
  await tx.query({ text: "select pg_notify($1, $2)", values: [CHANNEL, JSON.stringify(notice)] });
}

/** Runs `work` in a transaction of its own. @throws what `work` or the commit throws; then nothing was written, if the error is not about the connection */
export async function transaction<T>(pool: Pool, work: (tx: Queryable) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query({ text: "begin" });
    const result = await work(client);
    await client.query({ text: "commit" });
    return result;
  } catch (error) {
    await client.query({ text: "rollback" }).catch(() => broken = true);
    throw error;
  } finally {
    client.release(broken);
  }
}
