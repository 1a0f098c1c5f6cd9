import { longDay, time, zoneName } from "../../../../../../i18n/formats.ts";
import { translator } from "../../../../../../i18n/translate.ts";
import { eventAt } from "../../../../../../web/pages/event_page.ts";
import { publicEvent } from "../../../../../../web/pages/public_event.ts";
import { paint } from "../../../../../../web/pictures/painter.ts";
import { define } from "../../../../../../web/state.ts";

/** The picture that stands for an event where its page is linked, in the language of the address. */
export const handler = define.handlers({
  async GET(ctx) {
    const found = await eventAt(ctx);
    if ("moved" in found) return ctx.redirect(`${found.moved}${ctx.url.search}`, 301);
    const { app, locale } = ctx.state;
    const event = publicEvent(found.view, app.commands.now());
    const t = translator(locale);
    const { startsAt } = event.date;
    const png = await paint({
      seed: event.id,
      studio: event.studio.name,
      title: event.title,
      when: `${longDay(startsAt, event.timeZone, locale)}, ${time(startsAt, event.timeZone, locale)} ${
        zoneName(event.timeZone)
      }`,
      kind: t(`public.type.${event.type}`),
      state: event.state === "cancelled" || event.state === "over" ? t(`public.badge.${event.state}`) : "",
    });
    const cache = event.state === "preview" ? "no-store" : "public, max-age=3600";
    return new Response(new Uint8Array(png), { headers: { "Content-Type": "image/png", "Cache-Control": cache } });
  },
});
