import type { Language } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import type { Definition } from "../../../web/pages/analysis/definitions.ts";
import { Card } from "../../Card.tsx";

/** What each figure counts; the facts it is computed from are a click away. */
export function Definitions({ definitions, locale }: { definitions: readonly Definition[]; locale: Language }) {
  const t = translator(locale);
  return (
    <>
      {definitions.map(({ key, projection, table, column, facts }) => (
        <Card key={key}>
          <h2 id={key}>{t(`definitions.${key}`)}</h2>
          <p>{t(`definitions.${key}.is`)}</p>
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
      ))}
    </>
  );
}
