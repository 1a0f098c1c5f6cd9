import { page } from "fresh";
import { Head } from "fresh/runtime";
import { EventPage } from "../../../../../components/public/EventPage.tsx";
import type { Language } from "../../../../../domain/ids.ts";
import { languages } from "../../../../../i18n/locale.ts";
import { looksOf } from "../../../../../web/looks.ts";
import { eventPageData } from "../../../../../web/pages/event_page.ts";
import { eventOf } from "../../../../../web/pages/trainer.ts";
import { define } from "../../../../../web/state.ts";

/** Only the page itself stands in the frame, without the rail around the pages of people who work. */
export const config = { skipInheritedLayouts: true };

/** The public page of an event as it would be now, to be shown in a frame of the editor. */
export const handler = define.handlers({
  async GET(ctx) {
    const view = await eventOf(ctx, "event.read");
    const language = languages.find((name) => name === ctx.url.searchParams.get("in"));
    if (language) ctx.state.locale = language;
    const shown = await eventPageData(ctx, view);
    const settings = ctx.state.app.directory.settings(shown.brand.studioId);
    const accent = settings ? looksOf(settings, shown.brand.colour).accent : null;
    return page({ ...shown, accent }, { headers: { "X-Frame-Options": "SAMEORIGIN" } });
  },
});

export default define.page<typeof handler>(function PreviewPage({ data, state }) {
  return (
    <main id="content" class="preview-page" inert data-brand style={data.accent ?? undefined}>
      <Head>
        <title>{data.event.title}</title>
      </Head>
      <EventPage {...data} locale={state.locale as Language} now={new Date(data.now)} />
    </main>
  );
});
