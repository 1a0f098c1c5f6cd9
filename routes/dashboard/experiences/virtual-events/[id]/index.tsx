import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { updateEvent } from "../../../../../commands/update_event.ts";
import { hrefOf } from "../../../../../components/dashboard/event.ts";
import { EventHead } from "../../../../../components/dashboard/EventHead.tsx";
import { HeadActions, Overview } from "../../../../../components/dashboard/Overview.tsx";
import type { EventId } from "../../../../../domain/ids.ts";
import LiveFigures from "../../../../../islands/LiveFigures.tsx";
import { callerOf } from "../../../../../web/caller.ts";
import { send } from "../../../../../web/form.ts";
import { overviewOf } from "../../../../../web/pages/overview.ts";
import { eventOf } from "../../../../../web/pages/trainer.ts";
import { define } from "../../../../../web/state.ts";

const Capacity = z.object({
  capacity: z.string().trim().regex(/^\d*$/, { error: "number" })
    .transform((typed) => (typed === "" ? null : Number(typed))).pipe(z.int().min(1).max(1_000_000).nullable()),
});

export const handler = define.handlers({
  async GET(ctx) {
    const view = await eventOf(ctx, "event.read");
    const done = (["published", "saved"] as const).find((name) => name === ctx.url.searchParams.get("done"));
    return page(await overviewOf(ctx, view, { errors: {}, done }));
  },

  async POST(ctx) {
    const { app, locale } = ctx.state;
    const view = await eventOf(ctx, "event.change");
    const sent = await send(
      ctx.req,
      locale,
      Capacity,
      ({ capacity }) => updateEvent(app.commands, callerOf(ctx.state), view.id as EventId, { capacity }),
      { capacity_below_taken: "capacity" },
    );
    if (!sent.ok) {
      const { errors, problem } = sent.form;
      return page(await overviewOf(ctx, view, { errors, problem: problem ?? undefined }), { status: sent.status });
    }
    await app.caughtUp(sent.value.position, 2_000);
    return ctx.redirect(hrefOf(view.id, "?done=saved"), 303);
  },
});

export default define.page<typeof handler>(function EventPage({ data, state }) {
  const { event, seesPeople } = data;
  const props = { ...data, locale: state.locale, now: new Date(data.now) };
  return (
    <div class="stack">
      <Head>
        <title>{event.title}</title>
      </Head>
      <EventHead event={event} locale={state.locale} now={props.now} tab="overview" seesPeople={seesPeople}>
        <HeadActions {...props} />
      </EventHead>
      <Overview {...props} />
      <LiveFigures address={`/dashboard/live?events=${event.id}`} />
    </div>
  );
});
