import { Head } from "fresh/runtime";
import { Definitions } from "../../components/dashboard/analysis/Definitions.tsx";
import { Tabs } from "../../components/Tabs.tsx";
import { translator } from "../../i18n/translate.ts";
import { analysisTabs } from "../../web/pages/analysis/places.ts";
import { figureSources } from "../../web/pages/analytics/figures.ts";
import { define } from "../../web/state.ts";

export default define.page(function DefinitionsPage({ state }) {
  const t = translator(state.locale);
  return (
    <div class="stack loose">
      <Head>
        <title>{t("definitions.title")}</title>
      </Head>
      <Tabs label={t("projections.title")} tabs={analysisTabs(state, "/dashboard/definitions")} />
      <div>
        <h1>{t("definitions.title")}</h1>
        <p class="muted">{t("definitions.lead")}</p>
      </div>
      <Definitions sources={figureSources} locale={state.locale} />
    </div>
  );
});
