import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Alternates } from "../../../components/public/Alternates.tsx";
import { EventList } from "../../../components/public/EventList.tsx";
import type { StudioId } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import { listStudios } from "../../../projections/queries.ts";
import { feedPath, severalPath, studioPath } from "../../../web/links.ts";
import { speakOffered } from "../../../web/looks.ts";
import { activeFilters, filterChoices, filterOf, publicList } from "../../../web/pages/public_list.ts";
import { itemList } from "../../../web/pages/structured_data.ts";
import { ownZoneOf } from "../../../web/pages/visitor.ts";
import { canonical } from "../../../web/site.ts";
import { define, type State } from "../../../web/state.ts";
import { marketingSlot } from "../../../web/tracking/slot.ts";

const PAGE = 12;

/** The events of one studio, or of all: those to come, or past ones. */
export const handler = define.handlers({
  async GET(ctx) {
    const { app } = ctx.state;
    const address = ctx.params.address ?? ctx.state.site.studio?.address;
    const studios = address === undefined
      ? await listStudios(app.db)
      : [app.directory.studioByAddress(address)].filter((one) => one !== null);
    const studio = address !== undefined || studios.length === 1 ? studios[0] ?? null : null;
    if (address !== undefined && !studio) throw new HttpError(404);
    if (studio) speakOffered(ctx.state, studio.id as StudioId);
    const asked = ctx.url.searchParams;
    const filter = filterOf(asked);
    const number = Math.min(Math.max(Math.trunc(Number(asked.get("page"))) || 1, 1), 10_000);
    const now = app.commands.now();
    const [found, choices] = await Promise.all([
      publicList(app, { filter, studio, studios, page: number, limit: PAGE, now }),
      filterChoices(app, studio?.id as StudioId | undefined, now),
    ]);
    const marketing = studio ? await marketingSlot(ctx, studio) : undefined;
    return page({
      offered: studio ? app.directory.settings(studio.id as StudioId)?.languages : undefined,
      marketing,
      brand: studio ? { name: studio.name, href: studioPath(studio.address), studioId: studio.id } : undefined,
      address: studio ? canonical(app, studio.address, "/webinars") : `${app.baseUrl}/webinars`,
      studio: studio?.name ?? null,
      studios: studio ? [] : studios.map(({ name, address }) => ({ name, href: studioPath(address) })),
      ...found,
      choices,
      page: number,
      asked: activeFilters(filter),
      feed: studio ? feedPath(studio.address) : null,
      several: studio ? severalPath(studio.address) : null,
      ownZone: ownZoneOf(ctx.req.headers),
      now,
    });
  },
});

/** The address without what only tells how it was fetched. */
function asVisited(url: URL): URL {
  const visited = new URL(url);
  visited.searchParams.delete("fresh-partial");
  return visited;
}

/** The one address by which an event is known. */
function addressOf({ app }: State, { href }: { href: string }): string {
  const [, , studio = "", ...rest] = href.split("/");
  return canonical(app, studio, `/${rest.join("/")}`);
}

export default define.page<typeof handler>(function EventsPage({ data, state, url }) {
  const t = translator(state.locale);
  const lead = data.studio ? t("public.list.lead", { studio: data.studio }) : t("public.list.lead_all");
  const title = data.studio ?? t("public.title");
  const filtered = Object.keys(data.asked).length > 0 || data.page > 1;
  return (
    <>
      <Head>
        <title>{title}</title>
        <meta name="description" content={lead} />
        <meta property="og:title" content={title} />
        <meta property="og:description" content={lead} />
        <meta property="og:type" content="website" />
        <meta property="og:url" content={data.address} />
        {filtered ? <meta name="robots" content="noindex, follow" /> : null}
        {data.feed ? <link rel="alternate" type="text/calendar" href={data.feed} title={title} /> : null}
        <Alternates address={data.address} offered={data.offered} />
      </Head>
      <script
        type="application/ld+json"
        dangerouslySetInnerHTML={{ __html: itemList(data.events, (event) => addressOf(state, event)) }}
      />
      <EventList {...data} url={asVisited(url)} locale={state.locale} pageSize={PAGE} now={new Date(data.now)} />
    </>
  );
});
