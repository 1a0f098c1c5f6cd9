import type { ComponentChildren } from "preact";
import type { Language } from "../../../domain/ids.ts";
import { reasonInWords } from "../../../i18n/reasons.ts";
import { translator } from "../../../i18n/translate.ts";
import type { DeliveryState } from "../../../projections/queries.ts";
import type { ExplainedMessage } from "../../../web/pages/why/messages.ts";
import { Badge, type Tone } from "../../Badge.tsx";
import { Card } from "../../Card.tsx";
import { entryHref, utc } from "../LogTable.tsx";

const tones: Partial<Record<DeliveryState, Tone>> = {
  succeeded: "positive",
  abandoned: "negative",
  failed: "warning",
  skipped: "warning",
};

/** Each message or call with what called for it and what came of it. `head` and `foot` stand around the list. */
export function Messages(
  { messages, head, foot, locale }: {
    messages: readonly ExplainedMessage[];
    head?: ComponentChildren;
    foot?: ComponentChildren;
    locale: Language;
  },
) {
  const t = translator(locale);
  return (
    <Card>
      <div class="stack">
        <h2>{t("audit.messages")}</h2>
        <p class="muted small">{t("audit.messages.lead")}</p>
        {head}
        {messages.length === 0 ? <p>{t("audit.messages.none")}</p> : (
          <ul class="words">
            {messages.map(({ delivery, facts, cause }) => (
              <li key={delivery.id}>
                <span class="row tight">
                  <strong>{`${delivery.reactor} · ${delivery.channel}`}</strong>
                  <Badge tone={tones[delivery.state]}>{t(`why.state.${delivery.state}`)}</Badge>
                  {delivery.repeatedUnknown ? <Badge tone="warning">{t("audit.messages.repeated")}</Badge> : null}
                </span>
                {cause
                  ? (
                    <span>
                      {`${t("audit.messages.because")} `}
                      <a href={entryHref(cause.id)}>{cause.words}</a>
                    </span>
                  )
                  : null}
                {delivery.skipReason
                  ? <span>{t("why.skipped", { reason: reasonInWords(delivery.skipReason, locale) })}</span>
                  : null}
                {facts.map((fact) => (
                  <span key={fact.id} class="small">
                    <time class="figures muted">{utc(fact.time)}</time> <a href={entryHref(fact.id)}>{fact.words}</a>
                  </span>
                ))}
              </li>
            ))}
          </ul>
        )}
        {foot}
      </div>
    </Card>
  );
}
