import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import { z } from "zod";
import {
  changeTracking,
  removeTracking,
  requestBackfill,
  requestTestEvent,
  testConnection,
} from "../../../../../commands/tracking.ts";
import { ButtonLink } from "../../../../../components/Button.tsx";
import { MarketingFigures } from "../../../../../components/dashboard/marketing/Figures.tsx";
import { PixelActions } from "../../../../../components/dashboard/marketing/PixelActions.tsx";
import { PixelState } from "../../../../../components/dashboard/marketing/PixelCard.tsx";
import { type Outcome, outcomes, PixelLog } from "../../../../../components/dashboard/marketing/PixelLog.tsx";
import { doneText, noteText } from "../../../../../components/dashboard/marketing/words.ts";
import { Notice } from "../../../../../components/Notice.tsx";
import type { Position } from "../../../../../event_store/port.ts";
import { translator } from "../../../../../i18n/translate.ts";
import { conversionLog, outcomeOf } from "../../../../../projections/queries.ts";
import { callerOf } from "../../../../../web/caller.ts";
import { emptyForm, type FormState, send } from "../../../../../web/form.ts";
import { SettingsForm, settingsIn, settingsValues, TokenForm } from "../../../../../web/pages/marketing/forms.ts";
import { backfillOf, figuresOf, pixelAt } from "../../../../../web/pages/marketing/pixels.ts";
import { define, type State } from "../../../../../web/state.ts";
import { trackingDeps } from "../../../../../web/tracking/deps.ts";

const PAGE = 50;

const nothing = <N extends string>(name: N) => z.object({ do: z.literal(name) });
const Action = z.discriminatedUnion("do", [
  nothing("on"),
  nothing("off"),
  nothing("test"),
  nothing("test_event"),
  nothing("backfill"),
  nothing("remove"),
  TokenForm.extend({ do: z.literal("rotate") }),
  SettingsForm.extend({ do: z.literal("settings") }),
]);
type Pixel = Awaited<ReturnType<typeof pixelAt>>;

export const handler = define.handlers({
  GET: async (ctx) => page(await dataOf(ctx, await pixelAt(ctx), emptyForm(), ctx.url.searchParams.get("done"))),

  async POST(ctx) {
    const { state } = ctx;
    const pixel = await pixelAt(ctx);
    const fields = { token_refused: "token", conversion_action_required: "settings" };
    const sent = await send(ctx.req, state.locale, Action, (input) => perform(state, pixel, input), fields);
    if (!sent.ok) {
      const { token: _, ...values } = sent.form.values; // it is in no page
      return page(await dataOf(ctx, pixel, { ...sent.form, values }, null), { status: sent.status });
    }
    const { at, done } = sent.value;
    await state.app.caughtUp(at, 2_000, ["conversions"]);
    const where = done === "removed"
      ? "/dashboard/marketing/pixels"
      : `/dashboard/marketing/pixels/${pixel.trackingId}`;
    return ctx.redirect(`${where}?done=${done}`, 303);
  },
});

async function perform(
  state: State,
  pixel: Pixel,
  input: z.output<typeof Action>,
): Promise<{ at: Position; done: string }> {
  const deps = trackingDeps(state.app);
  const caller = callerOf(state);
  const { trackingId, platform } = pixel;
  switch (input.do) {
    case "on":
    case "off":
      return { ...await changeTracking(deps, caller, trackingId, { isActive: input.do === "on" }), done: "saved" };
    case "rotate":
      return { ...await changeTracking(deps, caller, trackingId, { token: input.token }), done: "saved" };
    case "settings": {
      const settings = settingsIn(platform, input);
      return { ...await changeTracking(deps, caller, trackingId, { settings }), done: "saved" };
    }
    case "test": {
      const { test, state } = await testConnection(deps, caller, trackingId);
      return { at: state.at, done: test.result === "silent" ? "unanswered" : test.result };
    }
    case "test_event":
      return { ...await requestTestEvent(deps, caller, trackingId), done: "test_event" };
    case "backfill":
      return { ...await requestBackfill(deps, caller, trackingId, await backfillOf(state, pixel)), done: "backfill" };
    case "remove":
      return { at: await removeTracking(deps, caller, trackingId), done: "removed" };
  }
}

async function dataOf(ctx: Context<State>, pixel: Pixel, form: FormState, done: string | null) {
  const { state, url } = ctx;
  const asked = url.searchParams.get("outcome") as Outcome | null;
  const outcome = asked && outcomes.includes(asked) ? asked : null;
  const offset = Math.min(Math.max(Math.trunc(Number(url.searchParams.get("from"))) || 0, 0), 1_000_000);
  const query = { trackingId: pixel.trackingId, limit: PAGE + 1, offset, ...(outcome ? { outcome } : {}) };
  const [found, figures, backfill] = await Promise.all([
    conversionLog(state.app.db, query),
    figuresOf(state, [pixel], pixel.trackingId),
    backfillOf(state, pixel),
  ]);
  const rows = found.slice(0, PAGE).map((row) => ({ ...row, outcome: outcomeOf(row.state) }));
  const values = { ...settingsValues(pixel.settings), ...form.values };
  return {
    pixel,
    rows,
    more: found.length > PAGE ? offset + PAGE : null,
    outcome,
    figures,
    backfill,
    form: { ...form, values },
    done,
  };
}

/** One pixel: how it stands, what can be done with it, and its log. */
export default define.page<typeof handler>(function PixelPage({ data, state, url }) {
  const t = translator(state.locale);
  const { pixel, rows, more, outcome, figures, backfill, form, done } = data;
  const title = t(`marketing.platform.${pixel.platform}`);
  const zone = state.studio?.timeZone ?? "UTC";
  const said = doneText(t, done);
  const note = noteText(t, pixel.test_note);
  const bad = done === "refused" || done === "unanswered";
  return (
    <div class="stack loose">
      <Head>
        <title>{`${title} · ${pixel.pixel_id}`}</title>
      </Head>
      <div class="row row--apart">
        <div>
          <h1>{title}</h1>
          <p class="row tight">
            <span class="muted figures">{pixel.pixel_id}</span>
            <PixelState paused={pixel.paused} locale={state.locale} />
          </p>
        </div>
        <ButtonLink href={`${url.pathname}/events`}>{t("marketing.events.edit")}</ButtonLink>
      </div>
      {form.problem ? <Notice tone="negative" alert>{form.problem}</Notice> : null}
      {said ? <Notice tone={bad ? "warning" : "positive"} alert>{said}</Notice> : null}
      {done === "passed" && note ? <Notice tone="accent">{note}</Notice> : null}
      <MarketingFigures figures={figures} locale={state.locale} />
      <PixelActions pixel={pixel} backfill={backfill} form={form} zone={zone} locale={state.locale} />
      <PixelLog rows={rows} more={more} chosen={outcome} url={url} zone={zone} locale={state.locale} />
      <p class="muted small">{t("marketing.late")}</p>
    </div>
  );
});
