import { page } from "fresh";
import { Head } from "fresh/runtime";
import { EventBoard, tabs } from "../../../../components/dashboard/EventBoard.tsx";
import { NearLimits } from "../../../../components/dashboard/NearLimits.tsx";
import { translator } from "../../../../i18n/translate.ts";
import { countEvents, listEvents, membersOf, registrationsPerDay } from "../../../../projections/queries.ts";
import { nearLimits, usageOf } from "../../../../projections/studio_usage.ts";
import { conditionsOf, eventFilterOf, isPlain } from "../../../../web/pages/event_list.ts";
import { allowsAny, growthOf, scopeOf, shownWithMeasures, workplaceOf } from "../../../../web/pages/trainer.ts";
import { define } from "../../../../web/state.ts";

const PAGE = 12;

export const handler = define.handlers({
  async GET(ctx) {
    const { app } = ctx.state;
    const { address } = workplaceOf(ctx.state);
    const asked = ctx.url.searchParams;
    const now = app.commands.now();
    const scope = scopeOf(ctx.state);
    const tab = tabs.find((name) => name === asked.get("tab")) ?? "upcoming";
    const filter = eventFilterOf(asked);
    const number = Math.min(Math.max(Number(asked.get("page")) || 1, 1), 10_000);
    const [counts, { rows, total }, members, [usage]] = await Promise.all([
      countEvents(app.db, { ...scope, now }),
      listEvents(app.db, { ...conditionsOf(filter), ...scope, group: tab, now, page: number, limit: PAGE }),
      scope.trainerId ? [] : membersOf(app.db, scope.studioId),
      usageOf(app.db, now.slice(0, 10), scope.studioId),
    ]);
    const events = await shownWithMeasures(rows, ctx, address, now);
    const first = tab === "upcoming" && number === 1 && isPlain(filter) ? events[0] : undefined;
    const trend = first ? growthOf(await registrationsPerDay(app.db, first.id), now) : [];
    return page({
      near: usage ? nearLimits(usage) : [],
      tab,
      counts,
      filter,
      members: members.map(({ userId, name }) => ({ id: userId, name: name ?? "–" })),
      next: first ? { event: first, trend } : null,
      events: first ? events.slice(1) : events,
      total,
      page: number,
      mayCreate: allowsAny(ctx.state, "event.create"),
      now,
    });
  },
});

export default define.page<typeof handler>(function EventsPage({ data: { near, ...data }, state, url }) {
  return (
    <>
      <Head>
        <title>{translator(state.locale)("events.title")}</title>
      </Head>
      {near.length > 0
        ? (
          <div class="stack loose">
            <NearLimits near={near} locale={state.locale} />
          </div>
        )
        : null}
      <EventBoard {...data} url={url} locale={state.locale} pageSize={PAGE} now={new Date(data.now)} />
    </>
  );
});
