import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { LogFilterForm } from "../../../components/dashboard/LogFilterForm.tsx";
import { LogTable } from "../../../components/dashboard/LogTable.tsx";
import { query } from "../../../components/hrefs.ts";
import { translator } from "../../../i18n/translate.ts";
import { historyPage, HistoryQuery } from "../../../web/pages/history.ts";
import { define } from "../../../web/state.ts";

export const handler = define.handlers({
  async GET({ state, url }) {
    if (!state.studio) throw new HttpError(403);
    const asked = HistoryQuery.parse(Object.fromEntries(url.searchParams));
    return page(await historyPage(state.app, state.studio.id, asked));
  },
});

export default define.page<typeof handler>(function HistoryPage({ data, state, url }) {
  const t = translator(state.locale);
  const { entries, older, types } = data;
  return (
    <div class="stack loose">
      <Head>
        <title>{t("history.title")}</title>
      </Head>
      <div>
        <h1>{t("history.title")}</h1>
        <p class="muted">{t("history.lead")}</p>
      </div>
      <LogFilterForm url={url} types={types} locale={state.locale} />
      <LogTable entries={entries} locale={state.locale} />
      <nav class="row" aria-label={t("common.pages")}>
        {url.searchParams.has("before") ? <a href={query(url, { before: null })}>{t("history.newest")}</a> : null}
        {older ? <a href={query(url, { before: older })} rel="next">{t("history.older")}</a> : null}
      </nav>
    </div>
  );
});
