import { page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import { updateEvent } from "../../../../../commands/update_event.ts";
import { hrefOf } from "../../../../../components/dashboard/event.ts";
import { EventHead } from "../../../../../components/dashboard/EventHead.tsx";
import { HeadActions, Overview } from "../../../../../components/dashboard/Overview.tsx";
import { stepNames } from "../../../../../components/dashboard/wizard/steps.ts";
import type { EventId } from "../../../../../domain/ids.ts";
import LiveFigures from "../../../../../islands/LiveFigures.tsx";
import { eventAction } from "../../../../../web/pages/event_actions.ts";
import { overviewOf } from "../../../../../web/pages/overview.ts";
import { eventOf } from "../../../../../web/pages/trainer.ts";
import { define } from "../../../../../web/state.ts";

const Capacity = z.object({
  capacity: z.string().trim().regex(/^\d*$/, { error: "number" })
    .transform((typed) => (typed === "" ? null : Number(typed))).pipe(z.int().min(1).max(1_000_000).nullable()),
});
/** Where somebody is who takes back what they changed while setting the event up. */
const Back = z.object({ to: z.literal(stepNames.map((name) => `/edit/${name}` as const)) });

export const handler = define.handlers({
  async GET(ctx) {
    const view = await eventOf(ctx, "event.read");
    const done = (["published", "saved", "unpublished"] as const).find((name) =>
      name === ctx.url.searchParams.get("done")
    );
    const formerCapacity = done === "saved" ? ctx.url.searchParams.get("was") ?? undefined : undefined;
    return page(await overviewOf(ctx, view, { errors: {}, done, formerCapacity }));
  },

  async POST(ctx) {
    const { commands } = ctx.state.app;
    const view = await eventOf(ctx, "event.change");
    const done = await eventAction(
      ctx,
      async (caller, form) => {
        const { position } = await updateEvent(commands, caller, view.id as EventId, Capacity.parse(form));
        return { position, back: Back.safeParse(form).data?.to };
      },
      { capacity_below_taken: "capacity" },
    );
    if (!done.ok) {
      const problem = Object.keys(done.errors).length > 0 ? undefined : done.problem;
      return page(await overviewOf(ctx, view, { errors: done.errors, problem }), { status: done.status });
    }
    const { back } = done.value;
    const was = view.capacity ?? "";
    return ctx.redirect(hrefOf(view.id, back ? `${back}?saved=1&was=${was}` : `?done=saved&was=${was}`), 303);
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
