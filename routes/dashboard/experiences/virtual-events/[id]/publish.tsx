import { page } from "fresh";
import { Head } from "fresh/runtime";
import { publishEvent } from "../../../../../commands/publish_event.ts";
import { hrefOf } from "../../../../../components/dashboard/event.ts";
import { EventHead } from "../../../../../components/dashboard/EventHead.tsx";
import { Undo } from "../../../../../components/dashboard/Undo.tsx";
import { PublishPanel } from "../../../../../components/dashboard/PublishPanel.tsx";
import { type EventId, WallClock } from "../../../../../domain/ids.ts";
import { translator } from "../../../../../i18n/translate.ts";
import { isDraft } from "../../../../../projections/queries.ts";
import { eventAction } from "../../../../../web/pages/event_actions.ts";
import { publishPage } from "../../../../../web/pages/publish_page.ts";
import { eventOf } from "../../../../../web/pages/trainer.ts";
import { define } from "../../../../../web/state.ts";

/** What takes back that it publishes by itself, or no longer does, while it stands as it was left a moment ago. */
function undoOf(
  { searchParams }: URL,
  publishAt: string | null,
): { did: "scheduled" | "unscheduled"; fields: Record<string, string> } | null {
  const done = searchParams.get("done");
  const was = WallClock.safeParse(searchParams.get("was")).data;
  if (done === "scheduled" && publishAt !== null) return { did: done, fields: { then: "unschedule" } };
  if (done === "unscheduled" && publishAt === null && was) return { did: done, fields: { publishAt: was } };
  return null;
}

/** What publishing needs, and publishing itself. */
export const handler = define.handlers({
  async GET(ctx) {
    const view = await eventOf(ctx, "event.publish");
    if (!isDraft(view.lifecycle)) return ctx.redirect(hrefOf(view.id), 303);
    return page({ ...await publishPage(ctx, view), undo: undoOf(ctx.url, view.publishAt) });
  },

  async POST(ctx) {
    const { app } = ctx.state;
    const view = await eventOf(ctx, "event.publish");
    const done = await eventAction(ctx, (caller) => publishEvent(app.commands, caller, view.id as EventId));
    if (!done.ok) return page({ ...await publishPage(ctx, view, done), undo: null }, { status: done.status });
    return ctx.redirect(hrefOf(view.id, "?done=published"), 303);
  },
});

export default define.page<typeof handler>(function PublishPage({ data, state: { locale } }) {
  const now = new Date(data.now);
  return (
    <div class="stack">
      <Head>
        <title>{`${translator(locale)("events.publish")} · ${data.event.title}`}</title>
      </Head>
      <EventHead {...data} locale={locale} now={now} tab="publish" />
      <div class="form">
        <PublishPanel {...data.panel} locale={locale} now={now} />
      </div>
      {data.undo
        ? (
          <Undo action={hrefOf(data.event.id, "/schedule")} fields={data.undo.fields} locale={locale}>
            {translator(locale)(`undo.${data.undo.did}`)}
          </Undo>
        )
        : null}
    </div>
  );
});
