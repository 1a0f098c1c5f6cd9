import { page } from "fresh";
import { Head } from "fresh/runtime";
import { AsOfBanner } from "../../../../../components/dashboard/AsOfBanner.tsx";
import { EventHead } from "../../../../../components/dashboard/EventHead.tsx";
import { Overview } from "../../../../../components/dashboard/Overview.tsx";
import { pageAsOf } from "../../../../../web/pages/as_of_pages.ts";
import { overviewOf } from "../../../../../web/pages/overview.ts";
import { define } from "../../../../../web/state.ts";

export const handler = define.handlers({
  async GET(ctx) {
    return page(await pageAsOf(ctx, false, (then, view) => overviewOf(then, view)));
  },
});

export default define.page<typeof handler>(function EventAsOfPage({ data, state }) {
  const { moment, shown } = data;
  const props = { ...shown, locale: state.locale, now: new Date(moment.at) };
  return (
    <div class="stack">
      <Head>
        <title>{shown.event.title}</title>
      </Head>
      <AsOfBanner moment={moment} page="overview" locale={state.locale} />
      <fieldset class="frozen stack" disabled>
        <EventHead event={shown.event} locale={state.locale} now={props.now} tab="overview" seesPeople={false} />
        <Overview {...props} />
      </fieldset>
    </div>
  );
});
