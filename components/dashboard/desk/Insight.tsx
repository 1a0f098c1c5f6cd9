import type { Language } from "../../../domain/ids.ts";
import { rate } from "../../../i18n/formats.ts";
import { translator } from "../../../i18n/translate.ts";
import { Timeline } from "../../Timeline.tsx";

export interface InsightProps {
  /** By field: how many chose what, the most frequent first; `more` are left out. */
  demographics: readonly {
    field: "industry" | "companySize" | "country" | "experience" | "language";
    total: number;
    values: readonly { label: string; count: number }[];
    more: number;
  }[];
  /** What happened last, in words. */
  recent: readonly { key: string; text: string; at: string }[];
  locale: Language;
}

/** Who comes, as far as it is counted, and what happened lately. */
export function Insight({ demographics, recent, locale }: InsightProps) {
  const t = translator(locale);
  if (recent.length === 0) return null;
  return (
    <details class="insight">
      <summary>{t("counted.title")}</summary>
      <div class="columns">
        <div class="stack">
          <p class="muted small">{t("counted.of")}</p>
          {demographics.map(({ field, total, values, more }) => (
            <section key={field} class="stack tight" aria-labelledby={`counted-${field}`}>
              <h2 id={`counted-${field}`}>
                {field === "language" ? t("counted.language") : t(`registration.field.${field}`)}
              </h2>
              <dl class="shares">
                {values.map(({ label, count }) => (
                  <div key={label}>
                    <dt>{label}</dt>
                    <dd class="figures">{rate(count, total, locale)}</dd>
                    <dd aria-hidden="true">
                      <meter value={count} max={total} />
                    </dd>
                  </div>
                ))}
              </dl>
              {more > 0 ? <p class="muted small">{t("counted.more", { count: more })}</p> : null}
            </section>
          ))}
        </div>
        <section class="stack tight" aria-labelledby="recent-title">
          <h2 id="recent-title">{t("counted.recent")}</h2>
          <Timeline moments={recent.map(({ key, text, at }) => ({ key, title: text, text: at }))} />
        </section>
      </div>
    </details>
  );
}
