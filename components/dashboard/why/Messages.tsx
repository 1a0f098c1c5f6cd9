import type { Language } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import type { ExplainedMessage } from "../../../web/pages/why/messages.ts";
import { Badge, type Tone } from "../../Badge.tsx";
import { Card } from "../../Card.tsx";
import { entryHref, utc } from "../LogTable.tsx";

const tones: Partial<Record<string, Tone>> = { succeeded: "positive", abandoned: "negative", failed: "warning" };

/** Each message with what called for it and what came of it. */
export function Messages({ messages, locale }: { messages: readonly ExplainedMessage[]; locale: Language }) {
  const t = translator(locale);
  return (
    <Card>
      <div class="stack">
        <h2>{t("audit.messages")}</h2>
        <p class="muted small">{t("audit.messages.lead")}</p>
        {messages.length === 0 ? <p>{t("audit.messages.none")}</p> : (
          <ul class="words">
            {messages.map(({ delivery, facts, cause }) => (
              <li key={delivery.id}>
                <span class="row tight">
                  <strong>{`${delivery.reactor} · ${delivery.channel}`}</strong>
                  <Badge tone={tones[delivery.state]}>{delivery.state}</Badge>
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
                {facts.map((fact) => (
                  <span key={fact.id} class="small">
                    <time class="figures muted">{utc(fact.time)}</time> <a href={entryHref(fact.id)}>{fact.words}</a>
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
