import { page } from "fresh";
import { Head } from "fresh/runtime";
import { configureTracking } from "../../../../commands/tracking.ts";
import { Card } from "../../../../components/Card.tsx";
import { ConnectForm } from "../../../../components/dashboard/marketing/Credentials.tsx";
import { Notice } from "../../../../components/Notice.tsx";
import { Stepper } from "../../../../components/Stepper.tsx";
import { Platform, platformNames } from "../../../../domain/tracking/triggers.ts";
import { translator } from "../../../../i18n/translate.ts";
import { callerOf } from "../../../../web/caller.ts";
import { emptyForm, type FormState, send } from "../../../../web/form.ts";
import { ConnectForm as Form, settingsIn } from "../../../../web/pages/marketing/forms.ts";
import { define } from "../../../../web/state.ts";
import { trackingDeps } from "../../../../web/tracking/deps.ts";

const fields = {
  pixel_id_invalid: "pixelId",
  tracking_exists: "pixelId",
  token_refused: "token",
  conversion_action_required: "settings",
};

const platforms = Platform.options;

export const handler = define.handlers({
  GET({ url }) {
    const chosen = Platform.safeParse(url.searchParams.get("platform"));
    return page({ platform: chosen.success ? chosen.data : null, form: emptyForm() });
  },

  async POST(ctx) {
    const { state } = ctx;
    const chosen = Platform.safeParse(ctx.url.searchParams.get("platform"));
    if (!chosen.success) return ctx.redirect("/dashboard/marketing/pixels/new", 303);
    const platform = chosen.data;
    const sent = await send(
      ctx.req,
      state.locale,
      Form,
      (form) =>
        configureTracking(trackingDeps(state.app), callerOf(state), {
          platform: platformNames[platform],
          pixelId: form.pixelId,
          token: form.token,
          settings: settingsIn(platform, form),
        }),
      fields,
    );
    if (!sent.ok) {
      const { token: _, ...values } = sent.form.values; // it is in no page
      const form: FormState = { ...sent.form, values };
      return page({ platform: platform as Platform | null, form }, { status: sent.status });
    }
    await state.app.caughtUp(sent.value.at, 2_000, ["conversions"]);
    const done = sent.value.paused === null ? "connected" : "silent";
    return ctx.redirect(`/dashboard/marketing/pixels/${sent.value.trackingId}/events?done=${done}`, 303);
  },
});

/** Connects a pixel: platform, then pixel and token, then events on a page of their own. */
export default define.page<typeof handler>(function NewPixelPage({ data, state }) {
  const t = translator(state.locale);
  const { platform, form } = data;
  const title = platform === null
    ? t("marketing.add")
    : t("marketing.connect.title", { platform: t(`marketing.platform.${platform}`) });
  return (
    <div class="stack loose narrow-form">
      <Head>
        <title>{title}</title>
      </Head>
      <h1>{title}</h1>
      <Stepper
        label={t("marketing.steps")}
        steps={[
          {
            label: t("marketing.step.platform"),
            href: platform === null ? undefined : "/dashboard/marketing/pixels/new",
            state: platform === null ? "current" : "done",
          },
          { label: t("marketing.step.credentials"), state: platform === null ? "ahead" : "current" },
          { label: t("marketing.step.events"), state: "ahead" },
        ]}
      />
      {form.problem ? <Notice tone="negative" alert>{form.problem}</Notice> : null}
      {platform === null
        ? (
          <section class="stack" aria-labelledby="choose-title">
            <h2 id="choose-title">{t("marketing.choose")}</h2>
            <div class="pixel-cards">
              {platforms.map((one) => (
                <a key={one} class="button" data-size="large" href={`?platform=${one}`}>
                  {t(`marketing.platform.${one}`)}
                </a>
              ))}
            </div>
          </section>
        )
        : (
          <Card>
            <ConnectForm platform={platform} form={form} locale={state.locale} />
          </Card>
        )}
    </div>
  );
});
