import { page } from "fresh";
import { Head } from "fresh/runtime";
import { changeTracking } from "../../../../../commands/tracking.ts";
import { Card } from "../../../../../components/Card.tsx";
import { EventsForm } from "../../../../../components/dashboard/marketing/EventsForm.tsx";
import { doneText, noteText } from "../../../../../components/dashboard/marketing/words.ts";
import { Notice } from "../../../../../components/Notice.tsx";
import { Stepper } from "../../../../../components/Stepper.tsx";
import { nameOn, type StandardEvent, standardEvents, Trigger } from "../../../../../domain/tracking/triggers.ts";
import { translator } from "../../../../../i18n/translate.ts";
import { callerOf } from "../../../../../web/caller.ts";
import { emptyForm, send } from "../../../../../web/form.ts";
import { EventsForm as Form, mappingIn } from "../../../../../web/pages/marketing/forms.ts";
import { pixelAt } from "../../../../../web/pages/marketing/pixels.ts";
import { define } from "../../../../../web/state.ts";
import { trackingDeps } from "../../../../../web/tracking/deps.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const pixel = await pixelAt(ctx);
    return page({
      pixel,
      form: emptyForm(pixel.mapping as Record<string, string>),
      done: ctx.url.searchParams.get("done"),
    });
  },

  async POST(ctx) {
    const { state } = ctx;
    const pixel = await pixelAt(ctx);
    const sent = await send(
      ctx.req,
      state.locale,
      Form,
      (form) =>
        changeTracking(trackingDeps(state.app), callerOf(state), pixel.trackingId, { mapping: () => mappingIn(form) }),
    );
    if (!sent.ok) return page({ pixel, form: sent.form, done: null }, { status: sent.status });
    await state.app.caughtUp(sent.value.at, 2_000, ["conversions"]);
    return ctx.redirect(`/dashboard/marketing/pixels/${pixel.trackingId}?done=saved`, 303);
  },
});

/** What a pixel hears of, and under which names. */
export default define.page<typeof handler>(function PixelEventsPage({ data, state }) {
  const t = translator(state.locale);
  const { pixel, form, done } = data;
  const platform = t(`marketing.platform.${pixel.platform}`);
  const title = t("marketing.events.title", { platform });
  const names = (Object.keys(standardEvents) as StandardEvent[]).map((event) => nameOn(pixel.platform, event));
  const note = noteText(t, pixel.test_note);
  const isNew = done === "connected" || done === "silent";
  return (
    <div class="stack loose narrow-form">
      <Head>
        <title>{title}</title>
      </Head>
      <h1>{title}</h1>
      {isNew
        ? (
          <Stepper
            label={t("marketing.steps")}
            steps={[
              { label: t("marketing.step.platform"), state: "done" },
              { label: t("marketing.step.credentials"), state: "done" },
              { label: t("marketing.step.events"), state: "current" },
            ]}
          />
        )
        : null}
      {isNew
        ? (
          <Notice tone={done === "connected" ? "positive" : "warning"} alert>
            {doneText(t, done)}
          </Notice>
        )
        : null}
      {done === "connected" && note ? <Notice tone="accent">{note}</Notice> : null}
      {form.problem ? <Notice tone="negative" alert>{form.problem}</Notice> : null}
      <Card>
        <EventsForm triggers={Trigger.options} names={names} form={form} locale={state.locale} />
      </Card>
    </div>
  );
});
