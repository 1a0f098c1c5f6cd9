import type { Language } from "../../../domain/ids.ts";
import { number } from "../../../i18n/formats.ts";
import { translator } from "../../../i18n/translate.ts";
import type { DeliveryState } from "../../../projections/queries.ts";
import { query } from "../../hrefs.ts";

/** How many messages and calls of each kind are in which state; each leads to those alone. */
export function MessageCounts(
  { counts, url, locale }: {
    counts: readonly { reactor: string; channel: string; state: DeliveryState; count: number }[];
    url: URL;
    locale: Language;
  },
) {
  const t = translator(locale);
  if (counts.length === 0) return null;
  const [reactor, state] = [url.searchParams.get("reactor"), url.searchParams.get("state")];
  return (
    <nav class="chips" aria-label={t("why.messages.counts")}>
      {reactor || state
        ? <a href={query(url, { reactor: null, state: null, page: null })}>{t("why.messages.all")}</a>
        : null}
      {counts.map((one) => {
        const chosen = reactor === one.reactor && state === one.state;
        return (
          <a
            key={`${one.reactor}/${one.channel}/${one.state}`}
            href={query(url, { reactor: one.reactor, state: one.state, page: null })}
            aria-current={chosen ? "true" : undefined}
          >
            {`${one.reactor} · ${t(`why.state.${one.state}`)} `}
            <span class="figures">{number(one.count, locale)}</span>
          </a>
        );
      })}
    </nav>
  );
}
