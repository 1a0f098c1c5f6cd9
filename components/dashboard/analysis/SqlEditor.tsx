import type { Language } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import { Button } from "../../Button.tsx";
import { Card } from "../../Card.tsx";
import { EmptyState } from "../../EmptyState.tsx";
import { Select, TextArea, TextField } from "../../inputs.tsx";

export interface SqlQuestion {
  sql: string;
  parameters: readonly { name: string; type: "text" | "number" | "date" }[];
  typed: Readonly<Record<string, string>>;
}

/** Where a query is written, run and saved; a parameter's field is there once its name stands in the text. */
export function SqlEditor(
  { question, name, queryId, show, errors, locale }: {
    question: SqlQuestion;
    name: string;
    queryId: string | null;
    show: "table" | "chart";
    errors: Readonly<Record<string, string>>;
    locale: Language;
  },
) {
  const t = translator(locale);
  return (
    <Card>
      <form method="post" action="/dashboard/sql" class="stack">
        {queryId ? <input type="hidden" name="queryId" value={queryId} /> : null}
        <TextArea
          name="sql"
          label={t("sql.query")}
          hint={t("sql.query.hint")}
          error={errors.sql}
          value={question.sql}
          rows={8}
          spellcheck={false}
          maxLength={20_000}
          data-code="true"
        />
        {question.parameters.map((parameter) => (
          <div class="row" key={parameter.name}>
            <TextField
              name={`value.${parameter.name}`}
              label={t("sql.value", { name: parameter.name })}
              value={question.typed[parameter.name]}
              maxLength={1_000}
            />
            <Select
              name={`type.${parameter.name}`}
              label={t("sql.type", { name: parameter.name })}
              value={parameter.type}
              options={(["text", "number", "date"] as const).map((type) => ({
                value: type,
                label: t(`sql.type.${type}`),
              }))}
            />
          </div>
        ))}
        <div class="row">
          <Select
            name="show"
            label={t("sql.show")}
            value={show}
            options={(["table", "chart"] as const).map((way) => ({ value: way, label: t(`sql.show.${way}`) }))}
          />
          <Button kind="primary" name="do" value="run">{t("sql.run")}</Button>
          <Button name="do" value="cancel">{t("sql.cancel")}</Button>
        </div>
        <div class="row">
          <TextField name="name" label={t("sql.name")} value={name} error={errors.name} maxLength={100} />
          <Button name="do" value="save">{t("sql.save")}</Button>
        </div>
      </form>
    </Card>
  );
}

/** The studio's queries, each opened with a click. */
export function SavedQueries(
  { saved, locale }: { saved: readonly { queryId: string; name: string }[]; locale: Language },
) {
  const t = translator(locale);
  return (
    <section class="stack">
      <h2>{t("sql.saved")}</h2>
      {saved.length === 0 ? <EmptyState text={t("sql.saved.none")} /> : (
        <ul class="plain">
          {saved.map(({ queryId, name }) => (
            <li key={queryId} class="row row--apart">
              <a href={`/dashboard/sql?query=${queryId}`}>{name}</a>
              <form method="post" action="/dashboard/sql">
                <input type="hidden" name="queryId" value={queryId} />
                <Button
                  kind="quiet"
                  size="small"
                  icon="x"
                  name="do"
                  value="remove"
                  aria-label={t("sql.remove", { name })}
                >
                  {""}
                </Button>
              </form>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
