import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { EventList, kinds } from "../../../components/public/EventList.tsx";
import type { StudioId } from "../../../domain/ids.ts";
import { languageOf } from "../../../i18n/locale.ts";
import { translator } from "../../../i18n/translate.ts";
import { listEvents, listStudios, studioByAddress } from "../../../projections/queries.ts";
import { publicCard } from "../../../web/pages/public_event.ts";
import { ownZoneOf } from "../../../web/pages/visitor.ts";
import { studioPath } from "../../../web/links.ts";
import { define } from "../../../web/state.ts";

const PAGE = 12;

/** The events that are still to come: of one studio, or of all. */
export const handler = define.handlers({
  async GET(ctx) {
    const { app } = ctx.state;
    const { address } = ctx.params;
    const studios = await listStudios(app.db);
    const studio = address === undefined
      ? (studios.length === 1 ? studios[0]! : null)
      : await studioByAddress(app.db, address);
    if (address !== undefined && !studio) throw new HttpError(404);
    const asked = ctx.url.searchParams;
    const filter = {
      search: (asked.get("q") ?? "").trim().slice(0, 100),
      type: kinds.find((kind) => kind === asked.get("type")),
      language: languageOf(asked.get("held_in")) ?? undefined,
    };
    const number = Math.min(Math.max(Number(asked.get("page")) || 1, 1), 10_000);
    const now = app.commands.now();
    const { rows, total } = await listEvents(app.db, {
      ...filter,
      studioId: studio?.id as StudioId | undefined,
      group: "upcoming",
      now,
      page: number,
      limit: PAGE,
    });
    const whose = new Map(studios.map((one) => [one.id, one]));
    return page({
      brand: studio ? { name: studio.name, href: studioPath(studio.address) } : undefined,
      canonical: app.baseUrl + (studio ? studioPath(studio.address) : "/webinars"),
      studio: studio?.name ?? null,
      studios: studio ? [] : studios.map(({ name, address }) => ({ name, href: studioPath(address) })),
      events: rows.map((card) => publicCard(card, whose.get(card.studioId)!, now)),
      total,
      page: number,
      filter: { search: filter.search, type: filter.type ?? "", language: filter.language ?? "" },
      ownZone: ownZoneOf(ctx.req.headers),
      now,
    });
  },
});

export default define.page<typeof handler>(function EventsPage({ data, state, url }) {
  const t = translator(state.locale);
  const lead = data.studio ? t("public.list.lead", { studio: data.studio }) : t("public.list.lead_all");
  return (
    <>
      <Head>
        <title>{data.studio ?? t("public.title")}</title>
        <meta name="description" content={lead} />
        <meta property="og:title" content={data.studio ?? t("public.title")} />
        <meta property="og:description" content={lead} />
        <meta property="og:type" content="website" />
        <meta property="og:url" content={data.canonical} />
        <link rel="canonical" href={data.canonical} />
      </Head>
      <EventList {...data} url={url} locale={state.locale} pageSize={PAGE} now={new Date(data.now)} />
    </>
  );
});
