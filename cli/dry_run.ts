import { isAbsolute, join } from "node:path";
import { pathToFileURL } from "node:url";
import pg from "pg";
import { differenceOf, type TableDifference } from "../projections/analysis/difference.ts";
import type { AnyDecoded, Projection } from "../projections/runtime/definition.ts";
import { Fold, foldOf, type FoldSpec } from "../projections/runtime/fold.ts";
import { createTables, ident, rowTypes } from "../projections/runtime/sql.ts";
import { transaction } from "../projections/runtime/transaction.ts";
import { ask } from "./ask.ts";
import type { FactsTold } from "./facts_operation.ts";

/** What folding history through a projection that is not deployed came to. */
export interface DryRunResult {
  name: string;
  version: number;
  facts: number;
  /** What is live under this name; null when nothing is. */
  live: { version: number; generation: number } | null;
  tables: (TableDifference | { table: string; rows: { after: number } })[];
}

/**
 * Folds history through the projection that a file exports, in this process and in tables of its own that are dropped
 * afterwards, and compares them with what is live. The running product only hands out the facts.
 * @throws {TypeError} the file exports no projection; and what its fold throws, with the event named
 */
export async function dryRun(file: string): Promise<DryRunResult> {
  const spec = await projectionIn(file);
  const told = (ask({ operation: "facts", args: [] }) as AsyncIterable<FactsTold>)[Symbol.asyncIterator]();
  const { value: first } = await told.next() as { value: FactsTold };
  if (!first || !("connection" in first)) throw new Error("the product is not running");
  const pool = new pg.Pool({ ...first.connection, max: 4, types: rowTypes as pg.CustomTypesConfig });
  const schema = `dry_run_${crypto.randomUUID().slice(0, 8)}`;
  try {
    await transaction(pool, async (tx) => {
      await tx.query({ text: `create schema ${ident(schema)}` });
      for (const text of createTables(schema, spec.tables)) await tx.query({ text });
    });
    const facts = await foldAll(pool, new Fold(spec, schema), told);
    const { rows: [live] } = await pool.query(
      "select version, generation from projections.generations where name = $1 and state = 'live'",
      [spec.name],
    );
    const tables = live
      ? await differenceOf(pool, spec, { before: `${spec.name}_${live.generation}`, after: schema })
      : await countsOf(pool, spec, schema);
    return { name: spec.name, version: spec.version, facts, live: live ?? null, tables };
  } finally {
    await pool.query(`drop schema if exists ${ident(schema)} cascade`).catch(() => {});
    await pool.end();
  }
}

async function foldAll(pool: pg.Pool, fold: Fold, told: AsyncIterator<FactsTold>): Promise<number> {
  let count = 0;
  for (let next = await told.next(); !next.done; next = await told.next()) {
    if (!("facts" in next.value)) continue;
    const facts = next.value.facts.map((fact) => ({ ...fact, position: BigInt(fact.position) }) as AnyDecoded);
    count += await fold.takeAll(pool, facts);
  }
  return count;
}

async function countsOf(pool: pg.Pool, spec: FoldSpec, schema: string) {
  return await Promise.all(
    Object.keys(spec.tables).map(async (table) => {
      const { rows } = await pool.query(`select count(*)::int as n from ${ident(schema)}.${ident(table)}`);
      return { table, rows: { after: rows[0].n as number } };
    }),
  );
}

async function projectionIn(file: string): Promise<FoldSpec> {
  const exported = await import(pathToFileURL(isAbsolute(file) ? file : join(Deno.cwd(), file)).href);
  const found = Object.values(exported).find((one): one is Projection => {
    const { name, tables, on } = (one ?? {}) as Partial<Projection>;
    return typeof name === "string" && typeof tables === "object" && typeof on === "object";
  });
  if (!found) throw new TypeError(`${file} exports no projection({ name, version, tables, on })`);
  return foldOf(found) as unknown as FoldSpec;
}

/** The result as lines for a terminal. */
export function linesOf({ name, version, facts, live, tables }: DryRunResult): string[] {
  const head = live
    ? `${name} v${version} over ${facts} facts, beside live v${live.version} (generation ${live.generation})`
    : `${name} v${version} over ${facts} facts; nothing of this name is live`;
  return [
    head,
    ...tables.flatMap((table) =>
      "added" in table ? linesOfTable(table) : [`  ${table.table}: ${table.rows.after} rows`]
    ),
  ];
}

function linesOfTable(table: TableDifference): string[] {
  const { rows, columns, newColumns, goneColumns, changed } = table;
  return [
    `  ${table.table}: ${rows.before} → ${rows.after} rows; ${rows.added} added, ${rows.gone} gone, ${rows.changed} changed`,
    ...(newColumns.length ? [`    new columns: ${newColumns.join(", ")}`] : []),
    ...(goneColumns.length ? [`    columns gone: ${goneColumns.join(", ")}`] : []),
    ...columns.map(({ column, changed }) => `    ${column}: ${changed} changed`),
    ...changed.flatMap(({ key, columns }) =>
      columns.map(({ column, before, after }) => `      ${key} ${column}: ${before ?? "–"} → ${after ?? "–"}`)
    ),
  ];
}
