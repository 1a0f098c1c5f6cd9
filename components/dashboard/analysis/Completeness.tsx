import type { Language } from "../../../domain/ids.ts";
import { number } from "../../../i18n/formats.ts";
import { translator } from "../../../i18n/translate.ts";
import type { Completeness as Found } from "../../../projections/runtime/completeness.ts";
import { Card } from "../../Card.tsx";
import { Notice } from "../../Notice.tsx";
import { utc } from "../LogTable.tsx";
import { Decide } from "./Generations.tsx";

/** What a read model has taken, beside what the log holds for it. */
export function Completeness({ found, locale }: { found: Found | null; locale: Language }) {
  const t = translator(locale);
  const figure = (tally: Found["taken"]) => (
    <>
      <span class="figures">{number(tally?.applied, locale)}</span> <code class="small">{tally?.digest ?? ""}</code>
    </>
  );
  return (
    <Card>
      <div class="stack">
        <div>
          <h2>{t("projections.completeness")}</h2>
          <p class="muted">{t("projections.completeness.lead")}</p>
        </div>
        {found
          ? (
            <>
              <Notice tone={found.complete ? "positive" : "negative"}>
                {t(found.complete ? "projections.completeness.whole" : "projections.completeness.broken")}
              </Notice>
              <dl class="facts">
                <dt>{t("projections.completeness.taken")}</dt>
                <dd>{figure(found.taken)}</dd>
                <dt>{t("projections.completeness.log")}</dt>
                <dd>{figure(found.log)}</dd>
              </dl>
              {found.skipped > 0 ? <p>{t("projections.completeness.skipped", { count: found.skipped })}</p> : null}
              <p class="muted small">
                {t("projections.completeness.as_of", {
                  time: utc(found.checkedAt).slice(0, 19),
                  position: found.position,
                })}
              </p>
            </>
          )
          : <p>{t("projections.completeness.never")}</p>}
        <div>
          <Decide to="check" label={t("projections.check")} />
        </div>
      </div>
    </Card>
  );
}
