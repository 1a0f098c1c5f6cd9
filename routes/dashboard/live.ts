import { Rejected } from "../../domain/decider.ts";
import { type EventCard, eventCard } from "../../projections/queries.ts";
import { liveTexts } from "../../web/pages/live.ts";
import { allows, shownWithMeasures, workplaceOf } from "../../web/pages/trainer.ts";
import { liveResponse } from "../../web/sse.ts";
import { define } from "../../web/state.ts";

const MOST = 50;

/** Figures of the events named in `?events=`, as server-sent events while the page is open and its reader a member. */
export const handler = define.handlers({
  GET(ctx) {
    const { app, locale, session } = ctx.state;
    const { id: studioId, address } = workplaceOf(ctx.state);
    if (!session) throw new Rejected("forbidden");
    const asked = (ctx.url.searchParams.get("events") ?? "").split(",").filter((id) => /^[0-9a-f-]{36}$/i.test(id));
    const produce = async () => {
      const studio = app.directory.membership(session.userId, studioId);
      if (!studio) return null;
      const now = app.commands.now();
      const cards = await Promise.all(
        asked.slice(0, MOST).map((eventId) => eventCard(app.db, { studioId, eventId, now })),
      );
      const seen = cards.filter((card): card is EventCard =>
        card !== null && allows({ ...ctx.state, studio }, "event.read", card.trainerId)
      );
      return liveTexts(await shownWithMeasures(seen, ctx, address, now), locale);
    };
    return liveResponse({ changes: app.changes, produce });
  },
});
