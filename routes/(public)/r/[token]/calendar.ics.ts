import { HttpError } from "fresh";
import { calendarSequence } from "../../../../projections/queries.ts";
import { calendarResponse } from "../../../../web/pages/calendar_file.ts";
import { ownRegistration } from "../../../../web/pages/own_registration.ts";
import { define } from "../../../../web/state.ts";

/**
 * The dates of a registration, to download or to follow: `?feed` has no file name. The same UIDs and SEQUENCE as in our
 * mails, so that these update it; a place that was given up is struck out.
 */
export const handler = define.handlers({
  async GET(ctx) {
    const own = await ownRegistration(ctx);
    if (!own) throw new HttpError(404);
    const { app } = ctx.state;
    const { view, token, registration } = own;
    return calendarResponse(app, {
      studio: view.studio.name,
      ...(ctx.url.searchParams.has("feed") ? { name: view.title } : { filename: view.slug }),
      events: [{
        ...view,
        sequence: await calendarSequence(app.db, view.id),
        url: `${app.baseUrl}/r/${token}`,
        cancelled: view.lifecycle === "cancelled" || registration.status === "cancelled",
      }],
    });
  },
});
