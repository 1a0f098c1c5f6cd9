import { calendarSequence } from "../../../../../../projections/queries.ts";
import { calendarResponse } from "../../../../../../web/pages/calendar_file.ts";
import { eventAt } from "../../../../../../web/pages/event_page.ts";
import { canonical } from "../../../../../../web/site.ts";
import { define } from "../../../../../../web/state.ts";

/** The dates of an event for those who want to think about it first. */
export const handler = define.handlers({
  async GET(ctx) {
    const found = await eventAt(ctx);
    if ("moved" in found) return ctx.redirect(found.moved, 301);
    const { view } = found;
    const { app } = ctx.state;
    return calendarResponse(app, {
      studio: view.studio.name,
      filename: view.slug,
      events: [{
        ...view,
        sequence: await calendarSequence(app.db, view.id),
        url: canonical(app, view.studio.address, `/webinars/${view.slug}`),
        cancelled: view.lifecycle === "cancelled",
      }],
    });
  },
});
