import type { Language } from "../../domain/ids.ts";
import { number } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import Brush from "../../islands/Brush.tsx";
import { query } from "../hrefs.ts";

interface Span {
  from: string;
  until: string;
  count: number;
}

/** The log over time, a bar a span; each is a link to that span, and with a pointer several are chosen at once. */
export function DensityStrip({ url, spans, locale }: { url: URL; spans: readonly Span[]; locale: Language }) {
  const t = translator(locale);
  if (spans.length === 0) return null;
  const most = Math.max(...spans.map(({ count }) => count), 1);
  const from = url.searchParams.get("from") ?? "", until = url.searchParams.get("until") ?? "9999";
  const chosen = url.searchParams.has("from") || url.searchParams.has("until");
  return (
    <div class="stack tight">
      <ol class="strip" aria-label={t("audit.strip")} id="density-strip">
        {spans.map((span) => {
          const [start, end] = [minute(span.from), minute(span.until)];
          return (
            <li key={span.from} data-chosen={chosen && start < until && end > from ? "true" : undefined}>
              <a
                href={query(url, { from: start, until: end, before: null })}
                data-from={start}
                data-until={end}
                title={t("audit.strip.bar", {
                  from: start.replace("T", " "),
                  until: end.replace("T", " "),
                  count: number(span.count, locale),
                })}
              >
                <span class="unseen">{`${start.replace("T", " ")}: ${number(span.count, locale)}`}</span>
                <span
                  class="strip-bar"
                  style={`block-size: ${span.count === 0 ? 0 : Math.max(4, height(span.count, most))}%`}
                />
              </a>
            </li>
          );
        })}
      </ol>
      <p class="row small muted">
        <span>{t("audit.strip")}</span>
        {chosen ? <a href={query(url, { from: null, until: null, before: null })}>{t("audit.strip.all")}</a> : null}
      </p>
      <Brush strip="density-strip" />
    </div>
  );
}

/** By the root, so that a quiet day is seen beside a busy one. */
function height(count: number, most: number): number {
  return Math.round(Math.sqrt(count / most) * 100);
}

function minute(instant: string): string {
  return instant.slice(0, 16);
}
