import type { Language } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import type { FigureKey, FigureSource } from "../../../web/pages/analytics/figures.ts";
import { Card } from "../../Card.tsx";

/** What each figure counts; the facts it is computed from are a click away. */
export function Definitions(
  { sources, locale }: { sources: Readonly<Record<FigureKey, FigureSource>>; locale: Language },
) {
  const t = translator(locale);
  return (
    <>
      {(Object.keys(sources) as FigureKey[]).map((key) => {
        const { projection, table, column, facts } = sources[key];
        return (
          <Card key={key}>
            <h2 id={key}>{t(`figures.${key}`)}</h2>
            <p>{t(`figures.${key}.is`)}</p>
            <details>
              <summary>{t("definitions.facts")}</summary>
              <p>
                {t("definitions.table")}: <code>{table}.{column}</code>
              </p>
              <p>
                {t("definitions.facts")}: <code class="small">{facts.join(", ")}</code>
              </p>
              <a href={`/dashboard/projections/${projection}`}>{projection}</a>
            </details>
          </Card>
        );
      })}
    </>
  );
}
