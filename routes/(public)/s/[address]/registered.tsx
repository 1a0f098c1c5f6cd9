import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { ResultsPage } from "../../../../components/public/ResultsPage.tsx";
import { isReason } from "../../../../domain/rejections.ts";
import { rejectionMessage } from "../../../../i18n/rejections.ts";
import { translator } from "../../../../i18n/translate.ts";
import { eventById, studioByAddress } from "../../../../projections/queries.ts";
import { studioPath } from "../../../../web/links.ts";
import { privately } from "../../../../web/pages/own_page.ts";
import { titleOf } from "../../../../web/pages/page_design.ts";
import { publicEvent } from "../../../../web/pages/public_event.ts";
import { ownZoneOf } from "../../../../web/pages/visitor.ts";
import { deviceFor, registeredHere } from "../../../../web/registering/remembered.ts";
import { studioAddressOf } from "../../../../web/site.ts";
import { define } from "../../../../web/state.ts";

/** What came of the last form for several events that was sent from this device. */
export const handler = define.handlers({
  async GET(ctx) {
    const { app, locale } = ctx.state;
    const studio = await studioByAddress(app.db, studioAddressOf(ctx));
    if (!studio) throw new HttpError(404);
    const device = deviceFor(ctx);
    const now = app.commands.now();
    const results = await Promise.all(device.results.map(async ({ eventId, outcome, position = 0, reason = "" }) => {
      const view = await eventById(app.db, { eventId, studioId: studio.id, now });
      if (!view) return null;
      const title = titleOf(view, locale);
      return {
        event: { ...publicEvent(view, now), title: title.value, titleLanguage: title.language },
        outcome,
        position,
        reason: isReason(reason) ? rejectionMessage(reason, locale) : "",
        href: await registeredHere(ctx, device, eventId),
      };
    }));
    const list = studioPath(studio.address);
    return page({
      brand: { name: studio.name, href: list, studioId: studio.id },
      results: results.filter((result) => result !== null),
      list,
      ownZone: ownZoneOf(ctx.req.headers),
      now,
    }, privately);
  },
});

export default define.page<typeof handler>(function RegisteredPage({ data, state }) {
  return (
    <>
      <Head>
        <title>{translator(state.locale)("several.done")}</title>
        <meta name="robots" content="noindex" />
      </Head>
      <ResultsPage {...data} locale={state.locale} now={new Date(data.now)} />
    </>
  );
});
