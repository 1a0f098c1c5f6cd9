import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { reachOf } from "../../../commands/authorise.ts";
import { Projections } from "../../../components/dashboard/Projections.tsx";
import { Button } from "../../../components/Button.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { Tabs } from "../../../components/Tabs.tsx";
import LiveFigures from "../../../islands/LiveFigures.tsx";
import { translator } from "../../../i18n/translate.ts";
import { projectionNames } from "../../../projections/all.ts";
import { send } from "../../../web/form.ts";
import { rebuild } from "../../../web/pages/analysis/decide.ts";
import { analysisTabs } from "../../../web/pages/analysis/places.ts";
import { figuresOf } from "../../../web/pages/projection_figures.ts";
import { Problem } from "../../../web/problem.ts";
import { define, type State } from "../../../web/state.ts";

const ALL = "all";
const Asked = z.object({ name: z.string().max(100), do: z.enum(["rebuild", "cancel", "check"]).default("rebuild") });

export const handler = define.handlers({
  async GET({ state }) {
    return page(await dataOf(state, null));
  },
  async POST(ctx) {
    const { state } = ctx;
    const { projections } = state.app;
    const sent = await send(ctx.req, state.locale, Asked, async ({ name, do: what }) => {
      for (const one of name === ALL ? projectionNames : [name]) {
        const done = what === "check"
          ? await projections.check(one) !== null
          : what === "rebuild"
          ? await rebuild(state, one)
          : await projections.cancel(one);
        // of all of them, not every one is being rebuilt
        if (!done && name !== ALL) throw new Problem("not_found");
      }
    });
    if (!sent.ok) return page(await dataOf(state, sent.form.problem), { status: sent.status });
    return ctx.redirect("/dashboard/projections", 303);
  },
});

async function dataOf({ app, session, studio, operator, locale }: State, problem: string | null) {
  const asker = { userId: session?.userId, role: studio?.role, switches: studio?.switches, operator };
  const folds = await app.projections.list();
  return {
    folds,
    figures: Object.assign({}, ...folds.map((fold) => figuresOf(fold, locale))) as Record<string, string>,
    rebuildable: reachOf(asker, "projection.rebuild") ? projectionNames : [],
    problem,
  };
}

export default define.page<typeof handler>(function ProjectionsPage({ data, state }) {
  const t = translator(state.locale);
  const { folds, figures, rebuildable, problem } = data;
  return (
    <div class="stack loose">
      <Head>
        <title>{t("projections.title")}</title>
      </Head>
      <Tabs label={t("projections.title")} tabs={analysisTabs(state, "/dashboard/projections")} />
      <div>
        <h1>{t("projections.title")}</h1>
        <p class="muted">{t("projections.lead")}</p>
      </div>
      {rebuildable.length > 0
        ? (
          <form method="post" class="row">
            <input type="hidden" name="name" value={ALL} />
            <Button size="small" name="do" value="rebuild">{t("projections.rebuild_all")}</Button>
            {folds.some(({ rebuild }) => rebuild)
              ? <Button size="small" name="do" value="cancel">{t("projections.cancel_all")}</Button>
              : null}
            <Button size="small" name="do" value="check">{t("projections.check_all")}</Button>
          </form>
        )
        : null}
      {problem ? <Notice tone="negative" alert>{problem}</Notice> : null}
      <Projections folds={folds} figures={figures} rebuildable={rebuildable} locale={state.locale} />
      <LiveFigures address="/dashboard/projections/live" />
    </div>
  );
});
