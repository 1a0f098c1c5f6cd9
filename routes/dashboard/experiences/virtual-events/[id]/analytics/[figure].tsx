import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { HowComputed } from "../../../../../../components/dashboard/analytics/HowComputed.tsx";
import { hrefOf } from "../../../../../../components/dashboard/event.ts";
import { EventHead } from "../../../../../../components/dashboard/EventHead.tsx";
import { translator } from "../../../../../../i18n/translate.ts";
import { explainFigure, FACTS_LISTED } from "../../../../../../web/pages/analytics/explained.ts";
import { figureKeys } from "../../../../../../web/pages/analytics/figures.ts";
import { allows, allowsAny, eventOf, shown, workplaceOf } from "../../../../../../web/pages/trainer.ts";
import { define } from "../../../../../../web/state.ts";

/** How one figure of an event was computed, from which facts. */
export const handler = define.handlers({
  async GET(ctx) {
    const { app, locale } = ctx.state;
    const key = figureKeys.find((one) => one === ctx.params.figure);
    if (!key) throw new HttpError(404);
    const view = await eventOf(ctx, key === "revenue" ? "event.revenue" : "event.analytics");
    const { id: studioId, address } = workplaceOf(ctx.state);
    const now = app.commands.now();
    const asked = Math.max(1, Math.trunc(Number(ctx.url.searchParams.get("page"))) || 1);
    return page({
      event: shown(view, address, app, now),
      seesPeople: allows(ctx.state, "registration.read", view.trainerId),
      seesLog: allowsAny(ctx.state, "log.read"),
      figure: await explainFigure(app, { key, view, studioId, page: asked, locale }),
      page: asked,
      now,
    });
  },
});

export default define.page<typeof handler>(function FigurePage({ data, state: { locale }, url }) {
  const t = translator(locale);
  const { event, figure, seesLog } = data;
  const title = t("figures.how_of", { figure: t(`figures.${figure.key}`) });
  return (
    <div class="stack">
      <Head>
        <title>{`${title} · ${event.title}`}</title>
      </Head>
      <EventHead {...data} locale={locale} now={new Date(data.now)} tab="analytics" />
      <p>
        <a href={hrefOf(event.id, "/analytics")}>{t("figures.back")}</a>
      </p>
      <HowComputed
        eventId={event.id}
        zone={event.timeZone}
        figure={figure}
        url={url}
        page={data.page}
        pageSize={FACTS_LISTED}
        seesLog={seesLog}
        locale={locale}
      />
    </div>
  );
});
