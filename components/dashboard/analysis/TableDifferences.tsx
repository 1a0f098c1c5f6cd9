import type { Language } from "../../../domain/ids.ts";
import { number } from "../../../i18n/formats.ts";
import { translator } from "../../../i18n/translate.ts";
import type { SampleRow, TableDifference } from "../../../projections/analysis/difference.ts";
import { Card } from "../../Card.tsx";
import { Stats } from "../../Stat.tsx";
import { Table } from "../../Table.tsx";

/** What is different between two generations, table by table. */
export function TableDifferences({ tables, locale }: { tables: readonly TableDifference[]; locale: Language }) {
  return (
    <>
      {tables.map((table) => (
        <Card key={table.table}>
          <div class="stack">
            <h2>
              <code>{table.table}</code>
            </h2>
            <OneTable table={table} locale={locale} />
          </div>
        </Card>
      ))}
    </>
  );
}

function OneTable({ table, locale }: { table: TableDifference; locale: Language }) {
  const t = translator(locale);
  const { rows, columns, newColumns, goneColumns, withheld } = table;
  if (withheld) return <p class="muted">{t("difference.withheld")}</p>;
  const isSame = rows.added + rows.gone + rows.changed === 0;
  return (
    <>
      {newColumns.length > 0 ? <p>{t("difference.new_columns", { names: newColumns.join(", ") })}</p> : null}
      {goneColumns.length > 0 ? <p>{t("difference.gone_columns", { names: goneColumns.join(", ") })}</p> : null}
      {isSame ? <p>{t("difference.same", { count: rows.after })}</p> : (
        <Stats
          stats={(["added", "gone", "changed"] as const).map((kind) => ({
            label: t(`difference.${kind}`),
            value: number(rows[kind], locale),
            size: "small",
          }))}
        />
      )}
      {columns.length > 0
        ? (
          <ul class="plain">
            {columns.map(({ column, changed }) => (
              <li key={column}>
                <code>{column}</code> <span class="figures">{number(changed, locale)}</span>
              </li>
            ))}
          </ul>
        )
        : null}
      <Changed table={table} locale={locale} />
      <Samples title={t("difference.added")} rows={table.added} />
      <Samples title={t("difference.gone")} rows={table.gone} />
    </>
  );
}

function Changed({ table: { changed, table }, locale }: { table: TableDifference; locale: Language }) {
  const t = translator(locale);
  const cells = changed.flatMap(({ key, columns }) =>
    columns.length > 0
      ? columns.map((column) => ({ key, ...column }))
      // the row differs in what is not shown here
      : [{ key, column: t("difference.personal"), before: null, after: null }]
  );
  if (cells.length === 0) return null;
  return (
    <Table
      caption={`${t("difference.samples")}: ${table}`}
      rows={cells}
      keyOf={({ key, column }) => `${key}/${column}`}
      empty={null}
      columns={[
        { key: "key", label: t("difference.table"), lead: true, cell: ({ key }) => <code class="small">{key}</code> },
        { key: "column", label: t("difference.column"), cell: ({ column }) => <code>{column}</code> },
        { key: "before", label: t("difference.before"), cell: ({ before }) => before ?? "–" },
        { key: "after", label: t("difference.after"), cell: ({ after }) => after ?? "–" },
      ]}
    />
  );
}

function Samples({ title, rows }: { title: string; rows: readonly SampleRow[] }) {
  if (rows.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      {rows.map((row, i) => <pre class="code" key={i}>{JSON.stringify(row, null, 2)}</pre>)}
    </details>
  );
}
