import type { Row, Rows, Table } from "./definition.ts";

/**
 * Empties the personal columns of all rows with these values: what a fold does when somebody is erased. A rebuild finds the
 * same, because the facts about them are read without their personal fields by then.
 */
export function eraseWhere<R extends Row>(rows: Rows<R>, table: Table, key: keyof R & string, match: Partial<R>): void {
  for (const row of rows.where(match)) eraseRow(rows, table, row[key] as string);
}

/** Empties the personal columns of one row; does nothing for a key that is not there. */
export function eraseRow<R extends Row>(rows: Rows<R>, table: Table, key: string): void {
  const personal = Object.entries(table.columns).filter(([, column]) => column.personal).map(([name]) => name);
  rows.update(key, Object.fromEntries(personal.map((name) => [name, null])) as Partial<R>);
}

/** What people type when they look for somebody, in one form: without accents, in lower case. Null when nothing is known. */
export function searchable(...parts: readonly (string | null | undefined)[]): string | null {
  const known = parts.filter((part) => part !== null && part !== undefined);
  return known.length === 0 ? null : known.join(" ").normalize("NFD").replace(/\p{Mark}/gu, "").toLowerCase();
}
