import type { Language } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import type { FigureShown } from "../../../web/pages/analytics/explained.ts";
import { Card } from "../../Card.tsx";
import { hrefOf } from "../event.ts";

/** Every figure of an event with what it counts; each leads to what it was computed from. */
export function Figures(
  { eventId, figures, locale }: { eventId: string; figures: readonly FigureShown[]; locale: Language },
) {
  const t = translator(locale);
  return (
    <ul class="figure-grid">
      {figures.map(({ key, value, fraction }) => (
        <li key={key}>
          <Card>
            <div class="stack tight">
              <h2 class="small">
                <a class="cover-link" href={hrefOf(eventId, `/analytics/${key}`)}>{t(`figures.${key}`)}</a>
              </h2>
              <p>
                <strong class="figure-value figures">{value}</strong>
                {fraction ? <span class="muted figures">{` · ${fraction}`}</span> : null}
              </p>
              <p class="muted small">{t(`figures.${key}.is`)}</p>
            </div>
          </Card>
        </li>
      ))}
    </ul>
  );
}
