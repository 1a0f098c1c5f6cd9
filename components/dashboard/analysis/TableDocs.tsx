import type { Language } from "../../../domain/ids.ts";
import { aboutInWords } from "../../../i18n/abouts.ts";
import { translator } from "../../../i18n/translate.ts";
import type { TableDoc } from "../../../projections/analysis/table_docs.ts";

/** The tables that analysts can ask: what a row is, its columns, and what it is folded from. */
export function TableDocs({ docs, locale }: { docs: readonly TableDoc[]; locale: Language }) {
  const t = translator(locale);
  return (
    <>
      {docs.map(({ name, about, key, columns, folds }) => (
        <details key={name} id={`table-${name}`}>
          <summary>
            <code>{name}</code> <span class="muted small">{aboutInWords(about, locale)}</span>
          </summary>
          <div class="stack tight">
            <ul class="plain">
              {columns.map((column) => (
                <li key={column.name}>
                  <code>{column.name}</code>{" "}
                  <span class="muted small">
                    {column.type}
                    {column.nullable ? " · null" : ""}
                    {column.name === key ? " · key" : ""}
                  </span>
                </li>
              ))}
            </ul>
            <p class="muted small">{t("projections.folds")}: {folds?.join(", ") ?? t("projections.folds.all")}</p>
          </div>
        </details>
      ))}
    </>
  );
}
