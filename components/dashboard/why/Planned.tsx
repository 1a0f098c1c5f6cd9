import type { Language } from "../../../domain/ids.ts";
import { number, span } from "../../../i18n/formats.ts";
import { reasonInWords } from "../../../i18n/reasons.ts";
import { translator } from "../../../i18n/translate.ts";
import type { ExplainedMoment, ExplainedPlan } from "../../../web/pages/why/plans.ts";
import { Badge, type Tone } from "../../Badge.tsx";
import { Card } from "../../Card.tsx";
import { entryHref, utc } from "../LogTable.tsx";

/** What is planned and not sent yet, with what called for it and when it is its turn. */
export function Planned({ plans, locale }: { plans: readonly ExplainedPlan[]; locale: Language }) {
  const t = translator(locale);
  return (
    <Card>
      <div class="stack">
        <h2>{t("why.planned")}</h2>
        <p class="muted small">{t("why.planned.lead")}</p>
        {plans.length === 0 ? <p>{t("why.planned.none")}</p> : (
          <ul class="words">
            {plans.map(({ plan, cause }) => (
              <li key={plan.id}>
                <span class="row tight">
                  <strong>{`${plan.reactor} · ${plan.channel} · ${plan.kind}`}</strong>
                  <Badge tone={plan.withdrawn ? "warning" : "accent"}>
                    {t(
                      plan.withdrawn
                        ? "why.state.withdrawn"
                        : plan.attempting
                        ? "why.state.attempting"
                        : "why.state.planned",
                    )}
                  </Badge>
                </span>
                {cause
                  ? (
                    <span>
                      {`${t("audit.messages.because")} `}
                      <a href={entryHref(cause.id)}>{cause.words}</a>
                    </span>
                  )
                  : null}
                {plan.withdrawn
                  ? <span>{t("why.planned.because", { reason: reasonInWords(plan.withdrawn, locale) })}</span>
                  : null}
                <span class="muted small figures">
                  {[
                    t("why.planned.at", { when: `${utc(plan.at)} UTC` }),
                    plan.notAfter ? t("why.planned.until", { when: `${utc(plan.notAfter)} UTC` }) : null,
                    plan.attempts > 0 ? t("why.planned.attempts", { count: plan.attempts }) : null,
                  ].filter(Boolean).join(" · ")}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

const tones: Partial<Record<ExplainedMoment["state"], Tone>> = { waiting: "accent", elapsed: "positive" };

/** The moments of an event, each with the facts that planned, moved or dropped it. */
export function Moments({ moments, locale }: { moments: readonly ExplainedMoment[]; locale: Language }) {
  const t = translator(locale);
  return (
    <Card>
      <div class="stack">
        <h2>{t("why.moments")}</h2>
        <p class="muted small">{t("why.moments.lead")}</p>
        {moments.length === 0 ? <p>{t("why.moments.none")}</p> : (
          <ul class="words">
            {moments.map((moment) => (
              <li key={JSON.stringify([moment.reactor, moment.about])}>
                <span class="row tight">
                  <strong>{moment.reactor}</strong>
                  <Badge tone={tones[moment.state]}>{t(`why.moment.${moment.state}`)}</Badge>
                </span>
                <span class="muted small breaking">{aboutText(moment.about, locale)}</span>
                {moment.steps.map(({ factId, words, before, due }) => (
                  <span key={factId}>
                    {due === null
                      ? t("why.moment.dropped")
                      : before === null
                      ? t("why.moment.planned", { when: `${utc(due)} UTC` })
                      : t("why.moment.moved", { before: `${utc(before)} UTC`, when: `${utc(due)} UTC` })}
                    {" · "}
                    <a href={entryHref(factId)}>{words}</a>
                  </span>
                ))}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

function aboutText(about: ExplainedMoment["about"], locale: Language): string {
  const text = (value: unknown) =>
    typeof value === "number"
      ? number(value, locale)
      : /^P(\d+[WD]|T?\d+[HM])+$/.test(String(value))
      ? span(String(value), locale)
      : String(value);
  return Object.entries(about).map(([name, value]) => `${name}: ${text(value)}`).join(" · ");
}
