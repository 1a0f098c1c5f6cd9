import { type EventCard, eventCard } from "../../projections/queries.ts";
import { liveStream, liveTexts } from "../../web/pages/live.ts";
import { allows, shown, workplaceOf } from "../../web/pages/trainer.ts";
import { define } from "../../web/state.ts";

const MOST = 50;

/** Figures of the events named in `?events=`, as server-sent events for as long as the page is open. */
export const handler = define.handlers({
  GET(ctx) {
    const { app, locale } = ctx.state;
    const { id: studioId, address } = workplaceOf(ctx.state);
    const asked = (ctx.url.searchParams.get("events") ?? "").split(",").filter((id) => /^[0-9a-f-]{36}$/i.test(id));
    const ask = async () => {
      const now = app.commands.now();
      const cards = await Promise.all(
        asked.slice(0, MOST).map((eventId) => eventCard(app.db, { studioId, eventId, now })),
      );
      const seen = cards.filter((card): card is EventCard =>
        card !== null && allows(ctx.state, "event.read", card.trainerId)
      );
      return liveTexts(seen.map((card) => shown(card, address, app.baseUrl, now)), locale);
    };
    return new Response(liveStream(app.changes, ask, ctx.req.signal), {
      headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no" },
    });
  },
});
