import type { Column, Table } from "./definition.ts";
import type { FoldSpec } from "./fold.ts";
import { ident, type Queryable } from "./sql.ts";

/** Schema of the views that analysts ask: their own studio's rows, without what is personal. */
export const ANALYSIS = "analysis";

/** Views with the tables' names, in the schemas that readers use. Their columns may have changed, so they are made anew. */
export async function showThrough(tx: Queryable, spec: FoldSpec, schema: string): Promise<void> {
  const place = spec.readIn ?? "read";
  if (place !== "read") await tx.query({ text: `create schema if not exists ${ident(place)}` });
  for (const [name, table] of Object.entries(spec.tables)) {
    const view = `${ident(place)}.${ident(name)}`;
    await tx.query({ text: `drop view if exists ${view}` });
    await tx.query({ text: `create view ${view} as select * from ${ident(schema)}.${ident(name)}` });
    if (place === "read") await showAnalysts(tx, name, table, schema);
  }
}

/** The columns of a table that analysts see; none of a table that does not say whose studio's a row is. */
export function analystColumns(table: Table): [string, Column][] {
  if (!table.columns.studio_id) return [];
  return Object.entries(table.columns).filter(([, { personal, internal }]) => !personal && !internal);
}

async function showAnalysts(tx: Queryable, name: string, table: Table, schema: string): Promise<void> {
  const view = `${ident(ANALYSIS)}.${ident(name)}`;
  await tx.query({ text: `drop view if exists ${view}` });
  const columns = analystColumns(table);
  if (columns.length === 0) return;
  const own = table.columns.studio_id!.type === "uuid" ? "studio_id" : "studio_id::text";
  // current_user stays who asks, although the view reads with its owner's rights
  await tx.query({
    text: `create view ${view} with (security_barrier = true) as
      select ${columns.map(([column]) => ident(column)).join(", ")} from ${ident(schema)}.${ident(name)}
      where studio_id = (select ${own} from projections.analysts where role = current_user)`,
  });
}
