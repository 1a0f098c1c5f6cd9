import type { FoldSpec } from "./fold.ts";
import { type Generation, schemaOf, setState } from "./generations.ts";
import { notify } from "./notices.ts";
import { ident } from "./sql.ts";
import { type Pool, transaction } from "./transaction.ts";
import { showThrough } from "./views.ts";

/**
 * Makes a built generation the one that readers see, in one transaction, when it has come at least as far as the live one.
 * What they saw before is kept to go back to; what they saw before that is dropped.
 */
export async function switchTo(pool: Pool, spec: FoldSpec, built: Generation): Promise<boolean> {
  const switched = await transaction(pool, async (tx) => {
    // a reader of the view for longer than this holds up neither other readers nor us: it is tried again
    await tx.query({ text: "set local lock_timeout = '2s'" });
    const { rows } = await tx.query({
      text: `select name, generation, state, position::text from projections.generations
        where name = $1 and state in ('live', 'building', 'previous') order by generation for update`,
      values: [spec.name],
    });
    const live = rows.find(({ state }) => state === "live");
    const building = rows.find(({ generation, state }) => generation === built.generation && state === "building");
    if (!building || (live && BigInt(building.position) < BigInt(live.position))) return false;
    for (const old of rows.filter(({ state }) => state === "previous")) await setState(tx, old, "retired");
    if (live) await setState(tx, live, "previous");
    await tx.query({
      text: `update projections.generations set state = 'live', waits = false, frozen = false, live_at = now()
        where name = $1 and generation = $2`,
      values: [spec.name, built.generation],
    });
    await showThrough(tx, spec, schemaOf(built));
    await notify(tx, { name: spec.name, switched: true });
    return true;
  });
  if (switched) await dropRetired(pool);
  return switched;
}

/** Lets go of the generations of these folds that are only kept to go back to. */
export async function dropPrevious(pool: Pool, names: readonly string[]): Promise<void> {
  await pool.query({
    text: "update projections.generations set state = 'retired' where state = 'previous' and name = any($1)",
    values: [names],
  });
  await dropRetired(pool);
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
