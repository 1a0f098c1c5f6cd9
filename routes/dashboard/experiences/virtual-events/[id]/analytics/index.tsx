import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Figures } from "../../../../../../components/dashboard/analytics/Figures.tsx";
import { EventHead } from "../../../../../../components/dashboard/EventHead.tsx";
import { translator } from "../../../../../../i18n/translate.ts";
import { figuresOfEvent } from "../../../../../../web/pages/analytics/explained.ts";
import { allows, eventOf, shown, workplaceOf } from "../../../../../../web/pages/trainer.ts";
import { define } from "../../../../../../web/state.ts";

/** Every figure of an event, each with what it counts. */
export const handler = define.handlers({
  async GET(ctx) {
    const { app, locale } = ctx.state;
    const view = await eventOf(ctx, "event.analytics");
    const now = app.commands.now();
    const figures = await figuresOfEvent(app, view, locale);
    const seesMoney = allows(ctx.state, "event.revenue", view.trainerId);
    return page({
      event: shown(view, workplaceOf(ctx.state).address, app, now),
      seesPeople: allows(ctx.state, "registration.read", view.trainerId),
      figures: figures.filter(({ key }) => key !== "revenue" || seesMoney),
      now,
    });
  },
});

export default define.page<typeof handler>(function EventAnalyticsPage({ data, state: { locale } }) {
  const t = translator(locale);
  const { event, figures } = data;
  return (
    <div class="stack">
      <Head>
        <title>{`${t("figures.title")} · ${event.title}`}</title>
      </Head>
      <EventHead {...data} locale={locale} now={new Date(data.now)} tab="analytics" />
      <p class="muted">{t("figures.lead")}</p>
      <Figures eventId={event.id} figures={figures} locale={locale} />
    </div>
  );
});
