import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import { EmbeddedForm, type EmbeddedOutcome } from "../../../../components/public/EmbeddedForm.tsx";
import type { StudioId } from "../../../../domain/ids.ts";
import type { EventView } from "../../../../projections/queries.ts";
import { registrationPath } from "../../../../web/links.ts";
import { FRAMERS } from "../../../../web/middleware.ts";
import { countVisit, eventAt, eventPageData } from "../../../../web/pages/event_page.ts";
import { sentForm } from "../../../../web/registering/sent_form.ts";
import { momentsInFrame } from "../../../../web/tracking/own.ts";
import { conversionsForHost } from "../../../../web/tracking/slot.ts";
import { define, type State } from "../../../../web/state.ts";

/** The registration form for a frame on the trainer's own site: framing is for the sites that its studio named. */
export const config = { skipInheritedLayouts: true };

export const handler = define.handlers({
  async GET(ctx) {
    const found = await eventAt(ctx);
    if ("moved" in found) return ctx.redirect(found.moved, 301);
    countVisit(ctx, found.view, "opened");
    return page(await dataOf(ctx, found.view), { headers: framed(ctx, found.view) });
  },

  async POST(ctx) {
    const found = await eventAt(ctx);
    if ("moved" in found) return ctx.redirect(found.moved, 303);
    const { view } = found;
    const headers = framed(ctx, view);
    const sent = await sentForm(ctx, view);
    if (!sent.ok) return page(await dataOf(ctx, view, sent.form), { status: sent.status, headers });
    const { answer } = sent;
    const { vault } = ctx.state.app;
    const href = "registrationId" in answer
      ? await registrationPath(vault, view.studioId, answer.registrationId)
      : null;
    const position = "position" in answer ? answer.position ?? 0 : 0;
    const moments = "at" in answer ? await momentsInFrame(ctx.state.app, answer.registrationId, answer.at) : [];
    const tell = {
      origins: origins(ctx, view),
      conversions: await conversionsForHost(ctx.state, view.studioId, moments),
    };
    return page({ ...await dataOf(ctx, view), done: { outcome: answer.outcome, position, href, tell } }, { headers });
  },
});

/** A browser keeps cookies from frames on other sites, so nothing is remembered here. */
async function dataOf(ctx: Context<State>, view: EventView, form: Parameters<typeof eventPageData>[2] = {}) {
  const done: EmbeddedOutcome = null;
  const data = await eventPageData(ctx, view, form);
  return { ...data, remembered: null, mine: null, done: done as EmbeddedOutcome, action: `${data.event.href}/embed` };
}

/** The sites that its studio named. */
function origins({ state: { app } }: Context<State>, view: EventView): readonly string[] {
  return app.directory.settings(view.studioId as StudioId)?.embedOrigins ?? [];
}

function framed(ctx: Context<State>, view: EventView): HeadersInit {
  return { [FRAMERS]: ["'self'", ...origins(ctx, view)].join(" ") };
}

export default define.page<typeof handler>(function EmbedPage({ data, state }) {
  return (
    <>
      <Head>
        <title>{data.event.title}</title>
        <meta name="robots" content="noindex" />
        <link rel="canonical" href={data.address} />
      </Head>
      <EmbeddedForm {...data} locale={state.locale} now={new Date(data.now)} />
    </>
  );
});
