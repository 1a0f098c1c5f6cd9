import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { updateEvent } from "../../../../../commands/update_event.ts";
import { hrefOf } from "../../../../../components/dashboard/event.ts";
import { EventHead } from "../../../../../components/dashboard/EventHead.tsx";
import { EventHistory } from "../../../../../components/dashboard/EventHistory.tsx";
import { Undo } from "../../../../../components/dashboard/Undo.tsx";
import { Notice } from "../../../../../components/Notice.tsx";
import type { EventId } from "../../../../../domain/ids.ts";
import { translator } from "../../../../../i18n/translate.ts";
import type { EventView } from "../../../../../projections/queries.ts";
import { eventAction } from "../../../../../web/pages/event_actions.ts";
import { eventHistory, versionAt } from "../../../../../web/pages/event_history.ts";
import { allows, eventOf, shown, workplaceOf } from "../../../../../web/pages/trainer.ts";
import { define } from "../../../../../web/state.ts";

type Ctx = Parameters<typeof eventOf>[0];

async function historyPage(ctx: Ctx, view: EventView, problem?: string) {
  const { app } = ctx.state;
  const now = app.commands.now();
  const { id, address } = workplaceOf(ctx.state);
  const changes = allows(ctx.state, "event.change", view.trainerId) && view.lifecycle !== "cancelled";
  return {
    event: shown(view, address, app, now),
    seesPeople: allows(ctx.state, "registration.read", view.trainerId),
    entries: await eventHistory(app, id, view.id as EventId),
    mayRestore: changes,
    restored: ctx.url.searchParams.has("restored"),
    was: /^\d{1,9}$/.exec(ctx.url.searchParams.get("was") ?? "")?.[0] ?? null,
    requestId: crypto.randomUUID(),
    problem,
    now,
  };
}

/** Who changed what, as differences; and back to an earlier version of texts and page. */
export const handler = define.handlers({
  async GET(ctx) {
    return page(await historyPage(ctx, await eventOf(ctx, "event.read")));
  },

  async POST(ctx) {
    const { app } = ctx.state;
    const view = await eventOf(ctx, "event.change");
    const eventId = view.id as EventId;
    const [newest] = await eventHistory(app, workplaceOf(ctx.state).id, eventId);
    const done = await eventAction(ctx, async (caller, form) => {
      const version = await versionAt(app, eventId, Number(form.revision));
      if (!version) throw new HttpError(404);
      return await updateEvent(app.commands, caller, eventId, version);
    });
    if (!done.ok) return page(await historyPage(ctx, view, done.problem), { status: done.status });
    return ctx.redirect(hrefOf(view.id, `/history?restored=1&was=${newest?.revision ?? ""}`), 303);
  },
});

export default define.page<typeof handler>(function EventHistoryPage({ data, state: { locale } }) {
  const t = translator(locale);
  const now = new Date(data.now);
  const undoable = data.restored && data.mayRestore ? data.was : null;
  return (
    <div class="stack">
      <Head>
        <title>{`${t("events.history")} · ${data.event.title}`}</title>
      </Head>
      <EventHead {...data} locale={locale} now={now} tab="history" />
      {data.problem ? <Notice tone="negative" alert>{data.problem}</Notice> : null}
      {data.restored && !undoable ? <Notice tone="positive" alert>{t("history.event.restored")}</Notice> : null}
      <EventHistory {...data} locale={locale} zone={data.event.timeZone} now={now} />
      {undoable
        ? (
          <Undo action={hrefOf(data.event.id, "/history")} fields={{ revision: undoable }} locale={locale}>
            {t("undo.restored")}
          </Undo>
        )
        : null}
    </div>
  );
});
