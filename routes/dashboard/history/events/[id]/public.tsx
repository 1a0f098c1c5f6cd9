import { page } from "fresh";
import { Head } from "fresh/runtime";
import { AsOfBanner } from "../../../../../components/dashboard/AsOfBanner.tsx";
import { Here } from "../../../../../components/here.ts";
import { PublicFrame } from "../../../../../components/layout/PublicFrame.tsx";
import { EventPage } from "../../../../../components/public/EventPage.tsx";
import { pageAsOf } from "../../../../../web/pages/as_of_pages.ts";
import { eventPageData } from "../../../../../web/pages/event_page.ts";
import { define } from "../../../../../web/state.ts";

export const handler = define.handlers({
  async GET(ctx) {
    return page(await pageAsOf(ctx, false, async (then, view) => await eventPageData(then, view)));
  },
});

/** With the looks that visitors saw it in. */
export const config = { skipInheritedLayouts: true };

export default define.page<typeof handler>(function PublicPageAsOf({ data, state, url }) {
  const { moment, shown } = data;
  return (
    <PublicFrame url={url} locale={state.locale} brand={shown.brand} signedIn>
      <Head>
        <title>{shown.event.title}</title>
        <meta name="robots" content="noindex" />
      </Head>
      <div class="stack">
        <Here.Provider value={url.pathname}>
          <AsOfBanner moment={moment} page="public" locale={state.locale} />
        </Here.Provider>
        <fieldset disabled style="border: 0; padding: 0; margin: 0; min-inline-size: 0">
          <EventPage {...shown} locale={state.locale} now={new Date(moment.at)} />
        </fieldset>
      </div>
    </PublicFrame>
  );
});
