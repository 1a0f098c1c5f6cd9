import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Alternates } from "../../../../components/public/Alternates.tsx";
import { EventPage } from "../../../../components/public/EventPage.tsx";
import { countVisit, eventAt, eventPageData, eventSlot } from "../../../../web/pages/event_page.ts";
import { structuredData } from "../../../../web/pages/structured_data.ts";
import { PICTURE } from "../../../../web/pictures/event_picture.ts";
import { define } from "../../../../web/state.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const found = await eventAt(ctx);
    if ("moved" in found) return ctx.redirect(found.moved, 301);
    countVisit(ctx, found.view, "opened");
    const [data, marketing] = await Promise.all([eventPageData(ctx, found.view), eventSlot(ctx, found.view)]);
    return page({ ...data, marketing });
  },
});

export default define.page<typeof handler>(function PublicEventPage({ data, state }) {
  const { event, address, seo, studioAddress } = data;
  const picture = `${address}/picture.png?lang=${state.locale}`;
  return (
    <>
      <Head>
        <title>{`${seo.title} · ${event.studio.name}`}</title>
        <meta name="description" content={seo.description} />
        <meta property="og:title" content={seo.title} />
        <meta property="og:description" content={seo.description} />
        <meta property="og:type" content="event" />
        <meta property="og:url" content={address} />
        <meta property="og:site_name" content={event.studio.name} />
        <meta property="og:locale" content={state.locale} />
        <meta property="og:image" content={picture} />
        <meta property="og:image:width" content={String(PICTURE.width)} />
        <meta property="og:image:height" content={String(PICTURE.height)} />
        <meta property="og:image:alt" content={event.title} />
        <meta name="twitter:card" content="summary_large_image" />
        <Alternates address={address} offered={state.app.directory.settings(data.brand.studioId)?.languages} />
        {event.state === "preview" ? <meta name="robots" content="noindex" /> : null}
      </Head>
      {event.state === "preview" ? null : (
        <script
          type="application/ld+json"
          dangerouslySetInnerHTML={{ __html: structuredData(event, address, studioAddress) }}
        />
      )}
      <EventPage {...data} locale={state.locale} now={new Date(data.now)} />
    </>
  );
});
