import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { Replay } from "../../../components/dashboard/analysis/Replay.tsx";
import { Button } from "../../../components/Button.tsx";
import { Tabs } from "../../../components/Tabs.tsx";
import { translator } from "../../../i18n/translate.ts";
import { send } from "../../../web/form.ts";
import { ownRows } from "../../../web/pages/analysis/decide.ts";
import { analysisTabs } from "../../../web/pages/analysis/places.ts";
import { Problem } from "../../../web/problem.ts";
import { define } from "../../../web/state.ts";

const Chosen = z.object({ reactor: z.string().max(100) });

export const handler = define.handlers({
  GET: () => page({ replay: null }),
  async POST({ req, state }) {
    const sent = await send(req, state.locale, Chosen, async ({ reactor }) => {
      const studioId = await ownRows(state) ?? undefined;
      const found = await state.app.dryRun(reactor, { studioId });
      if (!found) throw new Problem("not_found");
      return found;
    });
    return page({ replay: sent.ok ? sent.value : null }, { status: sent.ok ? 200 : sent.status });
  },
});

export default define.page<typeof handler>(function ReactorsPage({ data: { replay }, state }) {
  const t = translator(state.locale);
  return (
    <div class="stack loose">
      <Head>
        <title>{t("replays.title")}</title>
      </Head>
      <Tabs label={t("projections.title")} tabs={analysisTabs(state, "/dashboard/projections/reactors")} />
      <div>
        <h1>{t("replays.title")}</h1>
        <p class="muted">{t("replays.lead")}</p>
      </div>
      {replay ? <Replay replay={replay} locale={state.locale} /> : null}
      <form method="post" class="row">
        {state.app.reactors.map((name) => (
          <Button key={name} size="small" name="reactor" value={name}>{t("replays.run", { name })}</Button>
        ))}
      </form>
    </div>
  );
});
