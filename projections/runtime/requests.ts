import type { FoldSpec } from "./fold.ts";
import { begin, type Generation, generationsOf, setState, shapeOf } from "./generations.ts";
import { LOCK } from "./migrate.ts";
import { notify } from "./notices.ts";
import type { Queryable } from "./sql.ts";
import { type Pool, transaction } from "./transaction.ts";

// What people ask of generations. Whoever leads hears of it (`rebuild` on the channel) and does it.

/**
 * Begins another generation beside the live one, unless one is being built already; one that has stopped is begun anew.
 * `waits`: once built it waits for {@link requestSwitch}. False when the live one is of another version: a newer process's,
 * or about to be replaced.
 */
export function requestRebuild(pool: Pool, spec: FoldSpec, head: bigint, waits = false): Promise<boolean> {
  return changing(pool, spec.name, async (tx, { live, building }) => {
    if (live?.version !== spec.version) return false;
    if (building && !building.stopped) return true;
    if (building) await setState(tx, building, "cancelled");
    await begin(tx, spec, await shapeOf(spec), { state: "building", head, waits });
    return true;
  });
}

/** Gives up the generation that is being built, or waits for its switch; the live one goes on. False when there is none. */
export function cancelRebuild(pool: Pool, name: string): Promise<boolean> {
  return changing(pool, name, async (tx, { live, building }) => {
    // what is live has no code any more: there is nothing to go on with
    const { rows } = await tx.query({
      text: "select 1 from projections.generations where name = $1 and state = 'live' and frozen",
      values: [name],
    });
    if (!building || !live || rows.length > 0) return false;
    await setState(tx, building, "cancelled");
    return true;
  });
}

/** Lets readers see the built generation as soon as it is at the end of the log. False when there is none. */
export function requestSwitch(pool: Pool, name: string): Promise<boolean> {
  return changing(pool, name, async (tx, { building }) => {
    if (!building) return false;
    await tx.query({
      text: "update projections.generations set waits = false where name = $1 and generation = $2",
      values: [name, building.generation],
    });
    return true;
  });
}

/**
 * Goes back to what readers saw before: it reads what has come since, and is live again. What is live now is kept to go back
 * to in turn; what is being built is given up. False when there is nothing that this program can go on with.
 */
export function requestRollback(pool: Pool, spec: FoldSpec): Promise<boolean> {
  return changing(pool, spec.name, async (tx, { building, previous }) => {
    if (previous?.version !== spec.version || previous.shape !== await shapeOf(spec)) return false;
    if (building) await setState(tx, building, "cancelled");
    await tx.query({
      text: `update projections.generations set state = 'building', waits = false, problem = null, begun_at = now()
        where name = $1 and generation = $2`,
      values: [spec.name, previous.generation],
    });
    return true;
  });
}

/** Drops what is only kept to go back to. False when there is nothing. */
export function requestDrop(pool: Pool, name: string): Promise<boolean> {
  return changing(pool, name, async (tx, { previous }) => {
    if (previous) await setState(tx, previous, "retired");
    return previous !== undefined;
  });
}

/** Lets what has stopped at an event try it again. False when nothing has stopped. */
export function requestRetry(pool: Pool, name: string): Promise<boolean> {
  return changing(pool, name, async (tx) => {
    const { rowCount } = await tx.query({
      text: `update projections.generations set problem = null
        where name = $1 and state in ('live', 'building') and problem is not null`,
      values: [name],
    });
    return (rowCount ?? 0) > 0;
  });
}

type Found = Partial<Record<Generation["state"], Generation>>;

async function changing(
  pool: Pool,
  name: string,
  work: (tx: Queryable, found: Found) => Promise<boolean>,
): Promise<boolean> {
  return await transaction(pool, async (tx) => {
    await tx.query({ text: LOCK });
    const all = await generationsOf(tx, name, ["live", "building", "previous"]);
    const changed = await work(tx, Object.fromEntries(all.map((one) => [one.state, one])));
    if (changed) await notify(tx, { name, rebuild: true });
    return changed;
  });
}
