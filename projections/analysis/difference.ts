import type { FoldSpec } from "../runtime/fold.ts";
import { ident, type Queryable } from "../runtime/sql.ts";
import { type Pool, transaction } from "../runtime/transaction.ts";

/** Values of one row as text; personal ones are never among them. */
export type SampleRow = Readonly<Record<string, string | null>>;

/** What is different in one table. */
export interface TableDifference {
  table: string;
  rows: { before: number; after: number; added: number; gone: number; changed: number };
  /** How many of the rows that stand in both differ in this column; columns without any are not named. */
  columns: { column: string; changed: number; personal: boolean }[];
  /** Columns that only one of the two has. */
  newColumns: string[];
  goneColumns: string[];
  /** A few rows of each kind, by their key. */
  added: SampleRow[];
  gone: SampleRow[];
  changed: { key: string; columns: { column: string; before: string | null; after: string | null }[] }[];
  /** Its rows do not say whose they are, so whoever may see one studio only is told nothing of them. */
  withheld: boolean;
}

const SAMPLES = 5;

/**
 * Compares two generations of a fold, table by table, as they stand at one moment: the database joins them by their keys, and
 * only counts and samples come here, whatever their size. `studioId`: only this studio's rows.
 * @throws what the database throws, e.g. when one of the two has just been dropped
 */
export async function differenceOf(
  pool: Pool,
  spec: Pick<FoldSpec, "tables">,
  { before, after, studioId }: { before: string; after: string; studioId?: string },
): Promise<TableDifference[]> {
  return await transaction(pool, async (tx) => {
    await tx.query({ text: "set transaction isolation level repeatable read, read only" });
    const found: TableDifference[] = [];
    for (const name of Object.keys(spec.tables)) {
      const columns = await columnsOf(tx, [before, after], name);
      found.push(await compare(tx, { spec, name, before, after, studioId, columns }));
    }
    return found;
  });
}

interface Compared {
  spec: Pick<FoldSpec, "tables">;
  name: string;
  before: string;
  after: string;
  studioId: string | undefined;
  columns: { before: string[]; after: string[] };
}

async function columnsOf(tx: Queryable, [before, after]: [string, string], table: string) {
  const { rows } = await tx.query({
    text: `select n.nspname as schema, a.attname as column from pg_attribute a
      join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any($1) and c.relname = $2 and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
      order by a.attnum`,
    values: [[before, after], table],
  });
  const of = (schema: string): string[] => rows.filter((row) => row.schema === schema).map(({ column }) => column);
  return { before: of(before), after: of(after) };
}

async function compare(tx: Queryable, compared: Compared): Promise<TableDifference> {
  const { spec, name, before, after, studioId, columns } = compared;
  const table = spec.tables[name]!;
  const common = columns.after.filter((column) => columns.before.includes(column));
  const result: TableDifference = {
    table: name,
    rows: { before: 0, after: 0, added: 0, gone: 0, changed: 0 },
    columns: [],
    newColumns: columns.after.filter((column) => !common.includes(column)),
    goneColumns: columns.before.filter((column) => !common.includes(column)),
    added: [],
    gone: [],
    changed: [],
    withheld: studioId !== undefined && !common.includes("studio_id"),
  };
  // a table that one of the two does not have, or has under another key, has nothing to compare by
  if (result.withheld || !common.includes(table.key)) return result;
  const key = ident(table.key);
  const own = studioId === undefined ? "" : "where studio_id::text = $1";
  const values = studioId === undefined ? [] : [studioId];
  const joined = `(select * from ${ident(before)}.${ident(name)} ${own}) b
    full join (select * from ${ident(after)}.${ident(name)} ${own}) a on a.${key} = b.${key}`;
  const differs = (column: string) => `b.${ident(column)} is distinct from a.${ident(column)}`;
  const inBoth = `b.${key} is not null and a.${key} is not null`;
  const any = common.map(differs).join(" or ");
  const counts = await tx.query({
    text: `select count(b.${key}) as before, count(a.${key}) as after,
        count(*) filter (where b.${key} is null) as added, count(*) filter (where a.${key} is null) as gone,
        count(*) filter (where ${inBoth} and (${any})) as changed
        ${common.map((column, i) => `, count(*) filter (where ${inBoth} and ${differs(column)}) as c${i}`).join("")}
      from ${joined}`,
    values,
  });
  const counted = counts.rows[0];
  for (const what of ["before", "after", "added", "gone", "changed"] as const) {
    result.rows[what] = Number(counted[what]);
  }
  const hidden = (column: string) => {
    const definition = table.columns[column];
    return !definition || definition.personal !== undefined || definition.internal === true;
  };
  result.columns = common.map((column, i) => ({
    column,
    changed: Number(counted[`c${i}`]),
    personal: hidden(column),
  })).filter(({ changed }) => changed > 0);
  const shown = common.filter((column) => !hidden(column));
  const texts = (side: "a" | "b", prefix = "") =>
    shown.map((column, i) => `left(${side}.${ident(column)}::text, 200) as ${prefix || "v"}${i}`).join(", ");
  const sample = async (where: string, what: string) =>
    (await tx.query({
      text: `select ${what} from ${joined} where ${where} order by coalesce(a.${key}, b.${key}) limit ${SAMPLES}`,
      values,
    })).rows;
  const named = (row: Record<string, string | null>): SampleRow =>
    Object.fromEntries(shown.map((column, i) => [column, row[`v${i}`] ?? null]));
  if (result.rows.added > 0) result.added = (await sample(`b.${key} is null`, texts("a"))).map(named);
  if (result.rows.gone > 0) result.gone = (await sample(`a.${key} is null`, texts("b"))).map(named);
  if (result.rows.changed > 0) {
    const rows = await sample(
      `${inBoth} and (${any})`,
      `a.${key}::text as key, ${texts("b", "b")}, ${texts("a", "a")}`,
    );
    result.changed = rows.map((row) => ({
      key: row.key,
      columns: shown.map((column, i) => ({ column, before: row[`b${i}`], after: row[`a${i}`] }))
        .filter(({ before, after }) => before !== after),
    }));
  }
  return result;
}
