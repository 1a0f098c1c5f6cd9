import { page } from "fresh";
import { Head } from "fresh/runtime";
import { ButtonLink } from "../../../components/Button.tsx";
import { ChosenFact } from "../../../components/dashboard/ChosenFact.tsx";
import { DensityStrip } from "../../../components/dashboard/DensityStrip.tsx";
import { JumpForm } from "../../../components/dashboard/JumpForm.tsx";
import { LogFilterForm } from "../../../components/dashboard/LogFilterForm.tsx";
import { LogTable } from "../../../components/dashboard/LogTable.tsx";
import { query } from "../../../components/hrefs.ts";
import { Rejected } from "../../../domain/decider.ts";
import { translator } from "../../../i18n/translate.ts";
import LogTail from "../../../islands/LogTail.tsx";
import { inWords } from "../../../web/pages/fact_words.ts";
import { historyPage, HistoryQuery } from "../../../web/pages/history.ts";
import { historyEvent } from "../../../web/pages/history_event.ts";
import { whyHrefs } from "../../../web/pages/why/links.ts";
import { define } from "../../../web/state.ts";

export const handler = define.handlers({
  async GET({ state, url }) {
    if (!state.studio) throw new Rejected("forbidden");
    const { app, studio } = state;
    const asked = HistoryQuery.parse(Object.fromEntries(url.searchParams));
    const [shown, chosen] = await Promise.all([
      historyPage(app, studio.id, asked),
      asked.event ? historyEvent(app, studio.id, asked.event, false) : null,
    ]);
    return page({ ...shown, chosen });
  },
});

export default define.page<typeof handler>(function HistoryPage({ data, state, url }) {
  const { locale } = state;
  const t = translator(locale);
  const { rows, older, types, categories, density, chosen } = data;
  const live = url.searchParams.has("live");
  return (
    <div class="stack loose">
      <Head>
        <title>{t("history.title")}</title>
      </Head>
      <div class="row spread">
        <div>
          <h1>{t("history.title")}</h1>
          <p class="muted">{t("history.lead")}</p>
        </div>
        <div class="row">
          <ButtonLink href={query(url, { live: live ? null : 1, before: null })} icon="clock">
            {t(live ? "audit.live.stop" : "audit.live")}
          </ButtonLink>
          <ButtonLink href={`/dashboard/history/export${url.search}`} icon="download">{t("audit.export")}</ButtonLink>
          <ButtonLink href="/dashboard/history/proof" icon="circle-check">{t("audit.proof")}</ButtonLink>
        </div>
      </div>
      <DensityStrip url={url} spans={density} locale={locale} />
      <div class="log-panes" data-chosen={chosen ? "true" : undefined}>
        <div class="stack">
          <JumpForm locale={locale} nothing={url.searchParams.has("nothing")} />
          <LogFilterForm url={url} types={types} categories={categories} locale={locale} />
        </div>
        <div class="stack">
          {live
            ? (
              <LogTail
                address={`/dashboard/history/live${url.search}`}
                waiting={t("audit.live.waiting")}
                label={t("audit.live")}
              />
            )
            : (
              <>
                <LogTable
                  rows={rows.map(({ entry, data }) => ({ entry, words: inWords({ type: entry.type, data }, locale) }))}
                  hrefOf={(eventId) => `${query(url, { event: eventId })}#chosen`}
                  chosen={chosen?.entry.eventId}
                  locale={locale}
                />
                <nav class="row" aria-label={t("common.pages")}>
                  {url.searchParams.has("before")
                    ? <a href={query(url, { before: null })}>{t("history.newest")}</a>
                    : null}
                  {older ? <a href={query(url, { before: older })} rel="next">{t("history.older")}</a> : null}
                </nav>
              </>
            )}
        </div>
        {chosen
          ? (
            <aside id="chosen" aria-label={t("audit.chosen")}>
              <ChosenFact
                event={chosen}
                words={inWords({ type: chosen.entry.type, data: chosen.data }, locale)}
                links={whyHrefs(chosen.entry).map(({ href, key }) => ({ href, label: t(key) }))}
                closeHref={query(url, { event: null })}
                locale={locale}
              />
            </aside>
          )
          : null}
      </div>
    </div>
  );
});
