import type { Language } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import type { Answer, AnswerRow } from "../../../projections/analysis/console.ts";
import { Button } from "../../Button.tsx";
import { EmptyState } from "../../EmptyState.tsx";
import { Notice } from "../../Notice.tsx";
import { Table } from "../../Table.tsx";
import { BarChart } from "./BarChart.tsx";
import type { SqlQuestion } from "./SqlEditor.tsx";

/** What came of a query: rows as a table or a chart with the ways to download them, or why there are none. */
export function SqlAnswer(
  { answer, failed, show, question, locale }: {
    answer: Answer | null;
    failed: { reason: "refused" | "too_long" | "too_large" | "cancelled"; message: string; line: number | null } | null;
    show: "table" | "chart";
    question: SqlQuestion;
    locale: Language;
  },
) {
  const t = translator(locale);
  if (failed) {
    const { reason, message, line } = failed;
    return (
      <Notice tone="negative" title={t(reason === "refused" ? "sql.failed" : `sql.${reason}`)} alert>
        {reason === "refused" ? <code>{message}</code> : null}
        {line === null ? null : <p>{t("sql.line", { line })}</p>}
      </Notice>
    );
  }
  if (!answer) return null;
  const { columns, rows, truncated, milliseconds } = answer;
  return (
    <section class="stack">
      <div class="row row--apart">
        <div>
          <h2>{t("sql.result")}</h2>
          <p class="muted small figures">
            {t("sql.rows", { count: rows.length, ms: milliseconds })} {truncated ? t("sql.truncated") : null}
          </p>
        </div>
        <Downloads question={question} locale={locale} />
      </div>
      {show === "chart"
        ? <BarChart columns={columns} rows={rows} otherwise={t("sql.no_chart")} locale={locale} />
        : (
          <Table
            caption={t("sql.result")}
            rows={rows}
            keyOf={(row: AnswerRow) => String(rows.indexOf(row))}
            empty={<EmptyState text={t("sql.empty")} />}
            columns={columns.map(({ name, kind }, at) => ({
              key: `${at}`,
              label: name,
              number: kind === "number",
              cell: (row: AnswerRow) => row[at] ?? <span class="muted">–</span>,
            }))}
          />
        )}
    </section>
  );
}

function Downloads({ question: { sql, parameters, typed }, locale }: { question: SqlQuestion; locale: Language }) {
  const t = translator(locale);
  return (
    <form method="post" action="/dashboard/sql/download" class="row">
      <input type="hidden" name="sql" value={sql} />
      {parameters.map(({ name, type }) => (
        <span key={name}>
          <input type="hidden" name={`value.${name}`} value={typed[name]} />
          <input type="hidden" name={`type.${name}`} value={type} />
        </span>
      ))}
      {["csv", "xlsx", "ndjson"].map((format) => (
        <Button key={format} size="small" name="format" value={format}>
          {t("sql.download", { format: format.toUpperCase() })}
        </Button>
      ))}
    </form>
  );
}
