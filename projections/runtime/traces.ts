import type { FoldSpec } from "./fold.ts";
import { schemaOf } from "./generations.ts";
import { ident } from "./sql.ts";
import { dropPrevious } from "./switching.ts";
import type { Pool } from "./transaction.ts";

const PATIENCE = 30_000;
const PAUSE = 50;

/**
 * Leaves no trace of what was erased up to `position` in the embedded cluster's files: waits until every fold has rewritten
 * its rows, then rewrites the tables that hold personal data, the statistics drawn from them, and lets go of the write-ahead
 * log. A table cannot be read while it is rewritten.
 * @throws when a fold has not come that far in half a minute, e.g. because it has stopped: try again later
 */
export async function eraseTraces(
  pool: Pool,
  options: { folds: readonly FoldSpec[]; position: bigint },
): Promise<void> {
  for (const table of await personalTables(pool, options)) {
    await pool.query({ text: `vacuum (full, analyze) ${table}` });
  }
  // the most frequent values of every column are kept here
  await pool.query({ text: "vacuum (full) pg_catalog.pg_statistic" });
  // segments before the checkpoint are deleted, not reused (wal_recycle=off); so are the files of the tables as they were
  await pool.query({ text: "select pg_switch_wal()" });
  await pool.query({ text: "checkpoint" });
}

/**
 * The same in a database that others run, and back up, as they see fit: lets go of the rows as they were before. Nobody
 * waits for it, however large the tables are.
 * @throws as {@link eraseTraces}
 */
export async function vacuumErased(
  pool: Pool,
  options: { folds: readonly FoldSpec[]; position: bigint },
): Promise<void> {
  for (const table of await personalTables(pool, options)) await pool.query({ text: `vacuum (analyze) ${table}` });
}

/**
 * Tables that hold personal data, of all generations that are folded, once each of them has rewritten what was erased. What
 * is only kept to go back to is dropped: it is not folded any more, erasures neither.
 */
async function personalTables(
  pool: Pool,
  { folds, position }: { folds: readonly FoldSpec[]; position: bigint },
): Promise<string[]> {
  const personal = new Map(
    folds.map(({ name, tables }) =>
      [
        name,
        Object.entries(tables).filter(([, { columns }]) => Object.values(columns).some((column) => column.personal))
          .map(([table]) => table),
      ] as const
    ).filter(([, tables]) => tables.length > 0),
  );
  const names = [...personal.keys()];
  await dropPrevious(pool, names);
  await rewritten(pool, names, position);
  const { rows } = await pool.query({
    text: "select name, generation from projections.generations where state in ('live', 'building') and name = any($1)",
    values: [names],
  });
  return rows.flatMap((row) => personal.get(row.name)!.map((table) => `${ident(schemaOf(row))}.${ident(table)}`));
}

async function rewritten(pool: Pool, names: readonly string[], position: bigint): Promise<void> {
  for (const until = performance.now() + PATIENCE;;) {
    const { rows } = await pool.query({
      text: `select name from projections.generations
        where state in ('live', 'building') and name = any($1) and position < $2::int8`,
      values: [names, String(position)],
    });
    if (rows.length === 0) return;
    if (performance.now() > until) {
      throw new Error(`${rows.map(({ name }) => name).join(", ")} still hold what was erased`);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
