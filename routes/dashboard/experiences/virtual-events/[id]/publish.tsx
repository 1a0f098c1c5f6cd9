import { page } from "fresh";
import { Head } from "fresh/runtime";
import { publishEvent } from "../../../../../commands/publish_event.ts";
import { hrefOf } from "../../../../../components/dashboard/event.ts";
import { EventHead } from "../../../../../components/dashboard/EventHead.tsx";
import { PublishPanel } from "../../../../../components/dashboard/PublishPanel.tsx";
import type { EventId } from "../../../../../domain/ids.ts";
import { translator } from "../../../../../i18n/translate.ts";
import { eventAction } from "../../../../../web/pages/event_actions.ts";
import { publishPage } from "../../../../../web/pages/publish_page.ts";
import { eventOf } from "../../../../../web/pages/trainer.ts";
import { define } from "../../../../../web/state.ts";

/** What publishing needs, and publishing itself. */
export const handler = define.handlers({
  async GET(ctx) {
    const view = await eventOf(ctx, "event.publish");
    if (view.lifecycle !== "draft") return ctx.redirect(hrefOf(view.id), 303);
    return page(await publishPage(ctx, view));
  },

  async POST(ctx) {
    const { app } = ctx.state;
    const view = await eventOf(ctx, "event.publish");
    const done = await eventAction(ctx, (caller) => publishEvent(app.commands, caller, view.id as EventId));
    if (!done.ok) return page(await publishPage(ctx, view, done), { status: done.status });
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
    </div>
  );
});
