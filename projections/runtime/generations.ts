import type { FoldSpec } from "./fold.ts";
import { LOCK } from "./migrate.ts";
import { createTables, ident, type Queryable } from "./sql.ts";
import { dropRetired } from "./switching.ts";
import { NOTHING, type Tally } from "./tally.ts";
import { type Pool, transaction } from "./transaction.ts";
import { showThrough } from "./views.ts";

/** A fold's tables in one schema, with how far they have come. At most one per fold is live: the one that readers see. */
export interface Generation {
  name: string;
  generation: number;
  version: number;
  /** Of its tables: a changed table is another shape, whether or not somebody thought of the version. */
  shape: string;
  /** `previous`: what readers saw before; it stands still, and can be gone back to. */
  state: "live" | "building" | "previous";
  /** Up to here everything is folded. */
  position: bigint;
  /** Where the log ended when it was begun. */
  target: bigint;
  /** An event that it cannot take stopped it. */
  stopped: boolean;
  /** Once built it follows the log, and somebody says when readers see it. */
  waits: boolean;
  /** What it has taken; null where nobody counted from its beginning. */
  tally: Tally | null;
}

/** How a changed version comes to its readers: by itself, or when somebody says so. */
export type SwitchPolicy = "auto" | "manual";

/**
 * Sees to it that every fold has a generation of its version and shape: the first is live from the start, a later one is
 * built beside; what is live then stands still, because its code is gone. One from a newer process is left alone, and its
 * fold is not in the answer.
 */
export async function prepare(
  pool: Pool,
  specs: readonly FoldSpec[],
  options: { head: () => Promise<bigint>; switching: SwitchPolicy },
): Promise<Generation[]> {
  const all = await transaction(pool, async (tx) => {
    await tx.query({ text: LOCK });
    const generations: Generation[] = [];
    for (const spec of specs) generations.push(...await prepareOne(tx, spec, options));
    return generations;
  });
  await dropRetired(pool);
  return all;
}

async function prepareOne(
  tx: Queryable,
  spec: FoldSpec,
  { head: headOf, switching }: { head: () => Promise<bigint>; switching: SwitchPolicy },
): Promise<Generation[]> {
  const shape = await shapeOf(spec);
  const all = await generationsOf(tx, spec.name, ["live", "building", "previous"]);
  const head = await headOf();
  // the log ends before what was folded: it was restored from a backup, and these rows tell of what is not in it
  const strangers = all.filter(({ position }) => position > head);
  for (const stranger of strangers) await setState(tx, stranger, "retired");
  const found = all.filter((generation) => !strangers.includes(generation));
  const live = found.find(({ state }) => state === "live");
  if (!live) return [await begin(tx, spec, shape, { state: "live", head })];
  if (live.version > spec.version) return [];
  const isOurs = (generation: Generation) => generation.version === spec.version && generation.shape === shape;
  await tx.query({
    text: `update projections.generations set problem = null, about = $2,
        frozen = state = 'live' and (version <> $3 or shape <> $4)
      where name = $1 and state in ('live', 'building')`,
    values: [spec.name, spec.about, spec.version, shape],
  });
  const building = found.find(({ state }) => state === "building");
  if (building && isOurs(building)) return isOurs(live) ? [live, building] : [building];
  if (building) await setState(tx, building, "cancelled");
  if (isOurs(live)) return [live];
  return [await begin(tx, spec, shape, { state: "building", head, waits: switching === "manual" })];
}

/** The generations of a fold that are live or being built, or in these states. */
export async function generationsOf(
  db: Queryable,
  name: string,
  states: readonly Generation["state"][] = ["live", "building"],
): Promise<Generation[]> {
  const { rows } = await db.query({
    text: `select name, generation, version, shape, state, position::text, target::text, waits,
        problem is not null as stopped, applied::text, digest
      from projections.generations where name = $1 and state = any($2) order by generation`,
    values: [name, states],
  });
  return rows.map(({ applied, digest, ...row }) => ({
    ...row,
    position: BigInt(row.position),
    target: BigInt(row.target),
    tally: applied === null ? null : { applied: Number(applied), digest },
  }));
}

/** Makes a generation's tables and writes down that it begins. */
export async function begin(
  tx: Queryable,
  spec: FoldSpec,
  shape: string,
  { state, head, waits = false }: { state: Generation["state"]; head: bigint; waits?: boolean },
): Promise<Generation> {
  const { rows } = await tx.query({
    text: `insert into projections.generations
        (name, generation, version, shape, state, target, about, live_at, waits, applied, digest)
      select $1, coalesce(max(generation), 0) + 1, $2, $3, $4, $5, $6, case when $4 = 'live' then now() end, $7, 0, $8
      from projections.generations where name = $1 returning generation`,
    values: [spec.name, spec.version, shape, state, String(head), spec.about, waits, NOTHING.digest],
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
    waits,
    tally: NOTHING,
  };
  const schema = schemaOf(generation);
  const tables = createTables(schema, spec.tables, state === "live" ? "now" : "later");
  for (const text of [`create schema ${ident(schema)}`, ...tables]) await tx.query({ text });
  if (state === "live") await showThrough(tx, spec, schema);
  return generation;
}

/** Writes down that a generation is something else from now on. */
export async function setState(
  tx: Queryable,
  { name, generation }: Pick<Generation, "name" | "generation">,
  state: Generation["state"] | "cancelled" | "retired",
): Promise<void> {
  await tx.query({
    text: "update projections.generations set state = $3 where name = $1 and generation = $2",
    values: [name, generation, state],
  });
}

/** Schema of a generation's tables. */
export function schemaOf({ name, generation }: { name: string; generation: number }): string {
  return `${name}_${generation}`;
}

/** Names the tables of a fold as they are declared, indexes included. */
export async function shapeOf(spec: Pick<FoldSpec, "tables">): Promise<string> {
  const shape = createTables("", spec.tables).join(";");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(shape));
  return [...new Uint8Array(digest.slice(0, 8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
