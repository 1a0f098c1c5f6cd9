import { page } from "fresh";
import { Head } from "fresh/runtime";
import { EventHead } from "../../../../../components/dashboard/EventHead.tsx";
import { EventMessages } from "../../../../../components/dashboard/messages/EventMessages.tsx";
import { Notice } from "../../../../../components/Notice.tsx";
import { translator } from "../../../../../i18n/translate.ts";
import { explain } from "../../../../../web/explain.ts";
import { changeMessage, eventMessages } from "../../../../../web/pages/event_messages.ts";
import { eventOf } from "../../../../../web/pages/trainer.ts";
import { define } from "../../../../../web/state.ts";

/** What goes out for an event, when and to how many; pausing it, leaving it out, sending it now. */
export const handler = define.handlers({
  GET: async (ctx) => page(await eventMessages(ctx, await eventOf(ctx, "event.read"))),
  POST: async (ctx) => {
    try {
      await changeMessage(ctx);
      return ctx.redirect(ctx.url.pathname, 303);
    } catch (error) {
      const { unexpected, status, detail } = explain(error, ctx.state.locale);
      if (unexpected) throw error;
      return page(await eventMessages(ctx, await eventOf(ctx, "event.change"), detail), { status });
    }
  },
});

export default define.page<typeof handler>(function EventMessagesPage({ data, state }) {
  const t = translator(state.locale);
  const now = new Date(data.now);
  return (
    <div class="stack loose">
      <Head>
        <title>{`${t("messages.title")} · ${data.event.title}`}</title>
      </Head>
      <EventHead event={data.event} locale={state.locale} now={now} tab="messages" seesPeople={data.seesPeople} />
      {data.refused ? <Notice tone="negative" alert>{data.refused}</Notice> : null}
      <EventMessages {...data} locale={state.locale} zone={data.event.timeZone} now={now} />
    </div>
  );
});
