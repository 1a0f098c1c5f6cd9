import type { Language } from "../../../domain/ids.ts";
import { money } from "../../../i18n/formats.ts";
import { translator } from "../../../i18n/translate.ts";
import type { ExplainedPrice } from "../../../web/pages/why/price.ts";
import { Card } from "../../Card.tsx";
import { entryHref, utc } from "../LogTable.tsx";

/** What a place cost when it was asked for, by which rule, and the fact that set it. */
export function Price(
  { price: { price, rule, until }, fact, locale }: {
    price: ExplainedPrice;
    fact: { id: string; words: string } | null;
    locale: Language;
  },
) {
  const t = translator(locale);
  return (
    <Card>
      <div class="stack tight">
        <h2>{t("why.price")}</h2>
        <p>
          <strong>{price ? money(price, locale) : t("public.free")}</strong> {rule === "early" || rule === "late"
            ? t(`why.price.${rule}`, { until: `${utc(until!)} UTC` })
            : t(`why.price.${rule}`)}
        </p>
        {fact
          ? (
            <p class="small">
              {`${t("why.price.set")} `}
              <a href={entryHref(fact.id)}>{fact.words}</a>
            </p>
          )
          : null}
      </div>
    </Card>
  );
}
