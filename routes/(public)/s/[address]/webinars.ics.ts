import { HttpError } from "fresh";
import { feedEvents, studioByAddress } from "../../../../projections/queries.ts";
import { calendarResponse } from "../../../../web/pages/calendar_file.ts";
import { canonical, studioAddressOf } from "../../../../web/site.ts";
import { define } from "../../../../web/state.ts";

/** A studio's calendar, for calendars that follow it: they move and strike out entries by themselves. */
export const handler = define.handlers({
  async GET(ctx) {
    const { app } = ctx.state;
    const studio = await studioByAddress(app.db, studioAddressOf(ctx));
    if (!studio) throw new HttpError(404);
    const events = await feedEvents(app.db, { studioId: studio.id, now: app.commands.now() });
    return calendarResponse(app, {
      studio: studio.name,
      name: studio.name,
      events: events.map((event) => ({
        ...event,
        url: canonical(app, studio.address, `/webinars/${event.slug}`),
        cancelled: event.lifecycle === "cancelled",
      })),
    });
  },
});
