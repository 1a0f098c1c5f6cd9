import { type Context, HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { SeveralPage, type SeveralPageProps } from "../../../../components/public/SeveralPage.tsx";
import { translator } from "../../../../i18n/translate.ts";
import type { StudioId } from "../../../../domain/ids.ts";
import { studioByAddress, type StudioView } from "../../../../projections/queries.ts";
import { readForm } from "../../../../web/body.ts";
import { sendRead } from "../../../../web/form.ts";
import { severalPath, studioPath } from "../../../../web/links.ts";
import { legalOf } from "../../../../web/looks.ts";
import { countVisit, freshForm } from "../../../../web/pages/event_page.ts";
import { registrationForm } from "../../../../web/pages/registration_form.ts";
import { ownZoneOf } from "../../../../web/pages/visitor.ts";
import { admit } from "../../../../web/registering/by_form.ts";
import { heldBack } from "../../../../web/registering/sent_form.ts";
import { registeredOn, typedOn } from "../../../../web/registering/device.ts";
import { deviceFor, rememberedOf, remembering } from "../../../../web/registering/remembered.ts";
import {
  type Chosen,
  chosenEvents,
  commonForm,
  ownQuestions,
  registerForSeveral,
} from "../../../../web/registering/several.ts";
import { studioAddressOf } from "../../../../web/site.ts";
import { define, type State } from "../../../../web/state.ts";

type Ctx = Context<State>;

/** One form that registers for several events of a studio; which ones stands in the address. */
export const handler = define.handlers({
  async GET(ctx) {
    const { studio, chosen } = await asked(ctx);
    return page(dataOf(ctx, studio, chosen, { values: deviceFor(ctx).values }));
  },

  async POST(ctx) {
    const { studio, chosen } = await asked(ctx);
    const { app, locale } = ctx.state;
    const raw = await readForm(ctx.req);
    const typed = typedOn(deviceFor(ctx), raw, app.commands.now());
    const schema = registrationForm(commonForm(chosen));
    const held = heldBack(ctx, schema, raw);
    if (held) return page(dataOf(ctx, studio, chosen, held), { status: 428 });
    const sent = await sendRead(raw, locale, schema, (form) => {
      admit(ctx, studio.id, form);
      return registerForSeveral(ctx, chosen, form);
    });
    if (!sent.ok) {
      for (const { view } of chosen) countVisit(ctx, view, "form_refused");
      const { problem, ...form } = sent.form;
      return page(dataOf(ctx, studio, chosen, { ...form, problem: problem ?? undefined }), { status: sent.status });
    }
    let device = { ...typed, results: sent.value.map(({ result }) => result) };
    for (const { view, outcome } of sent.value) {
      if (!outcome || !("registrationId" in outcome)) continue;
      device = registeredOn(device, { eventId: view.id, registrationId: outcome.registrationId });
    }
    const last = sent.value.flatMap(({ outcome }) => outcome && "at" in outcome ? [outcome.at] : []).at(-1);
    if (last !== undefined) await app.caughtUp(last, 2_000, ["registrations"]);
    return remembering(ctx, device, ctx.redirect(`/s/${studio.address}/registered`, 303));
  },
});

async function asked(ctx: Ctx): Promise<{ studio: StudioView; chosen: Chosen[] }> {
  const studio = await studioByAddress(ctx.state.app.db, studioAddressOf(ctx));
  if (!studio) throw new HttpError(404);
  return { studio, chosen: await chosenEvents(ctx, studio.address, ctx.url.searchParams.getAll("event")) };
}

function dataOf(
  ctx: Ctx,
  studio: StudioView,
  chosen: readonly Chosen[],
  form: Partial<SeveralPageProps["form"]>,
) {
  const list = studioPath(studio.address);
  const ownZone = ownZoneOf(ctx.req.headers);
  const zone = ownZone ?? chosen[0]?.event.timeZone;
  return {
    brand: { name: studio.name, href: list, studioId: studio.id },
    legal: legalOf(ctx.state.app.directory.settings(studio.id as StudioId), ctx.state.locale),
    action: severalPath(studio.address),
    list,
    chosen: chosen.map((one) => ({ slug: one.slug, event: one.event, questions: ownQuestions(one) })),
    standard: commonForm(chosen).standard,
    form: { ...freshForm(ctx), ...form },
    remembered: zone ? rememberedOf(ctx, deviceFor(ctx), zone) : null,
    ownZone,
    now: ctx.state.app.commands.now(),
  };
}

export default define.page<typeof handler>(function SeveralEventsPage({ data, state }) {
  return (
    <>
      <Head>
        <title>{translator(state.locale)("several.title")}</title>
        <meta name="robots" content="noindex" />
      </Head>
      <SeveralPage {...data} locale={state.locale} now={new Date(data.now)} />
    </>
  );
});
