import { page } from "fresh";
import { asset, Head } from "fresh/runtime";
import { AsOfBanner } from "../../../../../components/dashboard/AsOfBanner.tsx";
import { EventPage } from "../../../../../components/public/EventPage.tsx";
import { pageAsOf } from "../../../../../web/pages/as_of_pages.ts";
import { eventPageData } from "../../../../../web/pages/event_page.ts";
import { define } from "../../../../../web/state.ts";

export const handler = define.handlers({
  async GET(ctx) {
    return page(await pageAsOf(ctx, false, async (then, view) => await eventPageData(then, view)));
  },
});

export default define.page<typeof handler>(function PublicPageAsOf({ data, state }) {
  const { moment, shown } = data;
  return (
    <div class="stack">
      <Head>
        <title>{shown.event.title}</title>
        <link rel="stylesheet" href={asset("/public.css")} />
      </Head>
      <AsOfBanner moment={moment} page="public" locale={state.locale} />
      <fieldset class="frozen" disabled>
        <EventPage {...shown} locale={state.locale} now={new Date(moment.at)} />
      </fieldset>
    </div>
  );
});
