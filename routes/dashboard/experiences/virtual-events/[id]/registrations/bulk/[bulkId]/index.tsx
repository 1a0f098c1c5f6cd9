import { page } from "fresh";
import { Head } from "fresh/runtime";
import { bulkOf } from "../../../../../../../../commands/bulk.ts";
import { BulkReport } from "../../../../../../../../components/dashboard/desk/BulkReport.tsx";
import { EventHead } from "../../../../../../../../components/dashboard/EventHead.tsx";
import LiveFigures from "../../../../../../../../islands/LiveFigures.tsx";
import { translator } from "../../../../../../../../i18n/translate.ts";
import { registrationById } from "../../../../../../../../projections/queries.ts";
import { callerOf } from "../../../../../../../../web/caller.ts";
import { bulkTexts } from "../../../../../../../../web/pages/bulk_work.ts";
import { reasonText, rowOf } from "../../../../../../../../web/pages/desk.ts";
import { allows, eventOf, shown, workplaceOf } from "../../../../../../../../web/pages/trainer.ts";
import { define } from "../../../../../../../../web/state.ts";

const MOST_NAMED = 500;

/** How far a bulk action is and what failed. */
export const handler = define.handlers({
  async GET(ctx) {
    const { app, locale } = ctx.state;
    const view = await eventOf(ctx, "registration.change");
    const { bulkId = "" } = ctx.params;
    const state = await bulkOf(app.commands, callerOf(ctx.state), bulkId);
    const seesPeople = allows(ctx.state, "registration.read", view.trainerId);
    const failed = await Promise.all(
      state.failed.slice(0, MOST_NAMED).map(async ({ registrationId, reason }) => {
        const found = await registrationById(app.db, registrationId);
        const { name, reference } = found ? rowOf(found) : { name: null, reference: registrationId };
        return { registrationId, name: seesPeople && name || reference, reason: reasonText(reason, locale) };
      }),
    );
    const now = app.commands.now();
    return page({
      event: shown(view, workplaceOf(ctx.state).address, app, now),
      now,
      bulk: { action: state.action, status: state.status, total: state.total, done: state.done },
      texts: bulkTexts(state, locale),
      failed,
      failures: state.failed.length,
      seesPeople,
    });
  },
});

export default define.page<typeof handler>(function BulkPage({ data, state, url }) {
  const t = translator(state.locale);
  const back = `${url.pathname.replace(/\/bulk\/[^/]+$/, "")}${url.search}`;
  return (
    <div class="stack">
      <Head>
        <title>{`${t("desk.bulk")} · ${data.event.title}`}</title>
      </Head>
      <EventHead
        event={data.event}
        locale={state.locale}
        now={new Date(data.now)}
        tab="registrations"
        seesPeople={data.seesPeople}
      />
      <BulkReport {...data} locale={state.locale} back={back} />
      {data.bulk.status === "running" ? <LiveFigures address={`${url.pathname}/live`} /> : null}
    </div>
  );
});
