import { HttpError } from "fresh";
import { uidOf } from "../../../../calendar/entry.ts";
import { icsContentType, icsFile } from "../../../../calendar/ics.ts";
import { ownRegistration } from "../../../../web/pages/own_registration.ts";
import { summary } from "../../../../web/pages/structured_data.ts";
import { define } from "../../../../web/state.ts";

/** The dates of a registration for any calendar. The same UIDs as in our mails, so that these update it. */
export const handler = define.handlers({
  async GET(ctx) {
    const own = await ownRegistration(ctx);
    if (!own) throw new HttpError(404);
    const { app } = ctx.state;
    const { view, token } = own;
    const host = app.config.baseUrl ? new URL(app.config.baseUrl).hostname : "localhost";
    const file = icsFile({
      method: "publish",
      at: app.commands.now(),
      organizer: { name: view.studio.name, email: app.config.smtp?.from ?? "events@localhost" },
      alarmMinutes: 15,
      entries: view.dates.map((date) => ({
        uid: uidOf(date.dateId, host),
        sequence: 0,
        title: view.title,
        description: summary(view.description),
        url: `${app.baseUrl}/r/${token}`,
        startsAt: date.startsAt,
        durationMinutes: date.durationMinutes,
        timeZone: view.timeZone,
      })),
    });
    return new Response(file, {
      headers: {
        "Content-Type": icsContentType("publish"),
        "Content-Disposition": `attachment; filename="${view.slug}.ics"`,
      },
    });
  },
});
