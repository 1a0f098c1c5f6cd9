import type { FoldSpec } from "../runtime/fold.ts";
import { analystColumns } from "../runtime/views.ts";

/** A table that analysts can ask, as its projection declares it. */
export interface TableDoc {
  name: string;
  projection: string;
  version: number;
  about: string;
  key: string;
  columns: { name: string; type: string; nullable: boolean }[];
  /** Types of domain events that it is folded from; null: of all of them. */
  folds: readonly string[] | null;
}

/** The tables of these folds that analysts can ask, by name; made from the declarations, so never out of date. */
export function tableDocs(folds: readonly FoldSpec[]): TableDoc[] {
  const docs = folds.filter(({ readIn }) => readIn === undefined).flatMap((spec) =>
    Object.entries(spec.tables).map(([name, table]) => ({
      name,
      projection: spec.name,
      version: spec.version,
      about: table.about ?? spec.about,
      key: table.key,
      columns: analystColumns(table).map(([column, { type, nullable }]) => ({ name: column, type, nullable })),
      folds: spec.types ?? null,
    }))
  );
  return docs.filter(({ columns }) => columns.length > 0).toSorted((a, b) => a.name < b.name ? -1 : 1);
}
