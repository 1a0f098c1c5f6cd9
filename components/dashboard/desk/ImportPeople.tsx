import type { ComponentChildren } from "preact";
import type { Language } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import type { Brought, ListPreview } from "../../../web/imports/brought.ts";
import type { ImportField } from "../../../web/imports/people_csv.ts";
import { Button } from "../../Button.tsx";
import { Select, TextArea, TextField } from "../../inputs.tsx";
import { Notice } from "../../Notice.tsx";
import { Table } from "../../Table.tsx";

/** Where an import is. */
export type ImportView =
  | { step: "choose"; problem: Extract<Brought, { ok: false }>["problem"] | null }
  | ListPreview
  | { step: "done"; said: string; failed: readonly { row: number; name: string; reason: string }[] };

const MOST_ROWS = 2_000;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const fields: readonly [
  ImportField,
  "people.email" | "desk.first_name" | "desk.last_name" | "desk.phone" | "people.company" | "desk.position",
][] = [
  ["email", "people.email"],
  ["firstName", "desk.first_name"],
  ["lastName", "desk.last_name"],
  ["phone", "desk.phone"],
  ["company", "people.company"],
  ["position", "desk.position"],
];

export interface ImportPeopleProps {
  view: ImportView;
  /** What is to be in the file. */
  lead: string;
  /** Where one goes from here. */
  back: ComponentChildren;
  /** What is asked before it is taken in. */
  more: ComponentChildren;
  locale: Language;
}

/** A list of people comes in: the file, which column is what, what would happen, what happened. */
export function ImportPeople({ view, lead, back, more, locale }: ImportPeopleProps) {
  const t = translator(locale);
  if (view.step === "done") {
    return (
      <section class="stack">
        <Notice tone={view.failed.length > 0 ? "warning" : "positive"} alert>
          {view.said}
        </Notice>
        {view.failed.length > 0
          ? (
            <Table
              caption={t("desk.bulk.failed", { count: view.failed.length })}
              rows={view.failed}
              keyOf={(row) => String(row.row)}
              empty={null}
              columns={[
                { key: "name", label: t("people.email"), lead: true, cell: (row) => row.name },
                { key: "why", label: t("desk.bulk.why"), cell: (row) => row.reason },
              ]}
            />
          )
          : null}
        <div class="row">{back}</div>
      </section>
    );
  }
  return (
    <section class="stack">
      <p class="muted">{lead}</p>
      {view.step === "choose"
        ? (
          <form method="post" enctype="multipart/form-data" class="stack">
            {view.problem
              ? <Notice tone="negative" alert>{t(`desk.import.${view.problem}`, { most: MOST_ROWS })}</Notice>
              : null}
            <TextField name="file" type="file" accept={`.csv,.xlsx,text/csv,${XLSX}`} label={t("desk.import.file")} />
            <TextArea name="csv" label={t("desk.import.paste")} rows={4} />
            <div class="row">
              <Button kind="primary" icon="upload">{t("desk.import.read")}</Button>
              {back}
            </div>
          </form>
        )
        : <Preview view={view} more={more} locale={locale} />}
    </section>
  );
}

function Preview({ view, more, locale }: { view: ListPreview } & Pick<ImportPeopleProps, "more" | "locale">) {
  const t = translator(locale);
  const options = [
    { value: "", label: t("desk.import.none") },
    ...view.columns.map((name, i) => ({ value: String(i), label: name || String(i + 1) })),
  ];
  const blocked = view.noEmail || view.problems.length > 0;
  return (
    <form method="post" enctype="multipart/form-data" class="stack">
      <textarea name="csv" hidden readOnly>{view.csv}</textarea>
      <input type="hidden" name="importId" value={view.importId} />
      <h2>{t("desk.import.mapping")}</h2>
      <div class="toolbar">
        {fields.map(([field, label]) => (
          <Select
            key={field}
            name={field}
            label={t(label)}
            options={options}
            value={String(view.mapping[field] ?? "")}
          />
        ))}
        <Button name="do" value="check">{t("desk.import.again")}</Button>
      </div>
      <Table
        caption={t("desk.import.preview")}
        rows={view.sample.map((cells, i) => ({ key: String(i), cells }))}
        keyOf={(row) => row.key}
        empty={null}
        columns={view.columns.map((name, i) => ({
          key: String(i),
          label: name || String(i + 1),
          lead: i === 0,
          cell: (row: { cells: readonly string[] }) => row.cells[i] ?? "",
        }))}
      />
      {view.noEmail ? <Notice tone="negative" alert>{t("desk.import.no_email")}</Notice> : null}
      {view.problems.length > 0
        ? (
          <>
            <Notice tone="negative" alert>{t("desk.import.blocked")}</Notice>
            <Table
              caption={t("desk.import.errors")}
              rows={view.problems}
              keyOf={(problem) => String(problem.row)}
              empty={null}
              columns={[
                { key: "row", label: t("desk.import.row"), lead: true, cell: ({ row }) => String(row) },
                {
                  key: "why",
                  label: t("desk.bulk.why"),
                  cell: ({ problem, first }) => t(`desk.import.${problem}`, { row: first ?? "–" }),
                },
              ]}
            />
          </>
        )
        : null}
      {blocked ? null : (
        <>
          <p>{t("desk.import.ready", { count: view.ready })}</p>
          {more}
          <div class="row">
            <Button kind="primary" name="do" value="import">{t("desk.import.go", { count: view.ready })}</Button>
          </div>
        </>
      )}
    </form>
  );
}
