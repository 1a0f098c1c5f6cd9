import type { Language } from "../../../domain/ids.ts";
import { moment, number } from "../../../i18n/formats.ts";
import { translator } from "../../../i18n/translate.ts";
import type { ExplainedFigure, FigureShown } from "../../../web/pages/analytics/explained.ts";
import { Badge } from "../../Badge.tsx";
import { Card } from "../../Card.tsx";
import { PagesOf } from "../../PagesOf.tsx";
import { hrefOf } from "../event.ts";

export interface HowComputedProps {
  eventId: string;
  zone: string;
  figure: ExplainedFigure;
  url: URL;
  page: number;
  pageSize: number;
  /** Whether the reader may open the domain events themselves. */
  seesLog: boolean;
  locale: Language;
}

/** One figure: its definition, what it is made of, and the facts that were counted. */
export function HowComputed(props: HowComputedProps) {
  const { eventId, figure, locale } = props;
  const t = translator(locale);
  const { key, value, fraction, parts, whole, recounted } = figure;
  return (
    <>
      <Card>
        <div class="stack">
          <h2>{t(`figures.${key}`)}</h2>
          <p>
            <strong class="figure-value figures">{value}</strong>
            {fraction ? <span class="muted figures">{` · ${fraction}`}</span> : null}
          </p>
          <p>{t(`figures.${key}.is`)}</p>
          {parts.length > 0
            ? (
              <ul class="words">
                {[...parts, ...(whole ? [whole] : [])].map((part) => (
                  <li key={part.key}>
                    <Part eventId={eventId} part={part} locale={locale} />
                  </li>
                ))}
              </ul>
            )
            : null}
          {whole
            ? (
              <p class="muted small">
                {t("figures.made_of", {
                  parts: parts.map((part) => t(`figures.${part.key}`)).join(" + "),
                  whole: t(`figures.${whole.key}`),
                })}
              </p>
            )
            : null}
          {recounted
            ? (
              <p class="row tight">
                <span>{t("figures.recounted", { count: recounted.value })}</span>
                <Badge tone={recounted.agrees ? "positive" : "warning"}>
                  {t(recounted.agrees ? "figures.agrees" : "figures.differs")}
                </Badge>
              </p>
            )
            : null}
        </div>
      </Card>
      <Counted {...props} />
    </>
  );
}

function Part({ eventId, part, locale }: { eventId: string; part: FigureShown; locale: Language }) {
  return (
    <span>
      <a href={hrefOf(eventId, `/analytics/${part.key}`)}>{translator(locale)(`figures.${part.key}`)}</a>
      {": "}
      <strong class="figures">{part.value}</strong>
    </span>
  );
}

function Counted({ figure: { facts, total }, zone, url, page, pageSize, seesLog, locale }: HowComputedProps) {
  const t = translator(locale);
  return (
    <Card>
      <div class="stack">
        <h2>{`${t("figures.counted")} · ${number(total, locale)}`}</h2>
        {facts.length === 0 ? <p class="muted">{t("figures.counted.none")}</p> : (
          <ol class="words">
            {facts.map(({ id, time, words }) => (
              <li key={id}>
                {seesLog ? <a href={`/dashboard/history/${id}`}>{words}</a> : <span>{words}</span>}
                <time class="muted small figures" dateTime={time}>{moment(time, zone, locale)}</time>
              </li>
            ))}
          </ol>
        )}
        <PagesOf url={url} page={page} total={total} pageSize={pageSize} locale={locale} />
      </div>
    </Card>
  );
}
