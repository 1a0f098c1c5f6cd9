import type { ComponentChildren } from "preact";
import { Icon } from "./Icon.tsx";

/** One column. On a narrow screen each row becomes a card that shows `label` before each value. */
export interface Column<Row> {
  key: string;
  label: string;
  cell: (row: Row) => ComponentChildren;
  /** Figures stand to the right. */
  number?: boolean;
  /** Long words, addresses say, are broken where they have to be. */
  long?: boolean;
  /** What the row is called; stands first on the card, without its label. */
  lead?: boolean;
  /** Address of the page sorted by this column, and how it is sorted now. */
  sort?: { href: string; direction: "ascending" | "descending" | null };
}

export interface TableProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Shown instead of the rows when there are none. */
  empty: ComponentChildren;
  /** Rows can be chosen: name of the boxes, and what the box of a row is called. */
  select?: { name: string; label: (row: Row) => string };
  /** Rows are on their way: placeholders of the same size. */
  loading?: number;
}

/** Rows of one kind. Sorting and paging are links, so the address holds them. */
export function Table<Row>({ caption, columns, rows, keyOf, empty, select, loading }: TableProps<Row>) {
  if (rows.length === 0 && !loading) return <>{empty}</>;
  return (
    <div class="table-frame">
      <table class="table" aria-busy={loading ? "true" : undefined}>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {select ? <td /> : null}
            {columns.map((column) => <Head key={column.key} column={column} />)}
          </tr>
        </thead>
        <tbody>
          {loading
            ? Array.from({ length: loading }, (_, i) => (
              <tr key={i}>
                {columns.map((column) => (
                  <td key={column.key}>
                    <span class="skeleton" />
                  </td>
                ))}
              </tr>
            ))
            : rows.map((row) => (
              <tr key={keyOf(row)}>
                {select
                  ? (
                    <td>
                      <input type="checkbox" name={select.name} value={keyOf(row)} aria-label={select.label(row)} />
                    </td>
                  )
                  : null}
                {columns.map((column) => (
                  <td
                    key={column.key}
                    data-label={column.label}
                    data-number={column.number || undefined}
                    data-lead={column.lead || undefined}
                    data-long={column.long || undefined}
                  >
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

function Head<Row>({ column: { label, number, sort } }: { column: Column<Row> }) {
  const icon = sort?.direction === "ascending" ? "arrow-up" : sort?.direction ? "arrow-down" : "chevrons-up-down";
  return (
    <th scope="col" data-number={number || undefined} aria-sort={sort?.direction ?? undefined}>
      {sort
        ? (
          <a href={sort.href}>
            {label}
            <Icon name={icon} />
          </a>
        )
        : label}
    </th>
  );
}
