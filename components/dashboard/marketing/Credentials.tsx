import type { Language } from "../../../domain/ids.ts";
import type { Platform } from "../../../domain/tracking/triggers.ts";
import { translator } from "../../../i18n/translate.ts";
import type { FormState } from "../../../web/form.ts";
import { Button } from "../../Button.tsx";
import { Checkbox, TextField } from "../../inputs.tsx";
import { Notice } from "../../Notice.tsx";

interface Props {
  platform: Platform;
  form: FormState;
  locale: Language;
}

const actionNames = ["Lead", "CompleteRegistration", "Schedule", "InitiateCheckout", "Purchase"] as const;

/** Pixel, token and what the platform wants beside them; the token is tested when it is sent. */
export function ConnectForm({ platform, form, locale }: Props) {
  const t = translator(locale);
  const { values, errors } = form;
  return (
    <form method="post" class="stack" novalidate>
      <input type="hidden" name="platform" value={platform} />
      <TextField
        name="pixelId"
        label={t(`marketing.field.pixel.${platform}`)}
        hint={t(`marketing.field.pixel.${platform}.hint`)}
        required
        maxLength={40}
        autocomplete="off"
        value={values.pixelId}
        error={errors.pixelId}
        focus={Boolean(errors.pixelId)}
      />
      <Token platform={platform} label={t("marketing.field.token")} error={errors.token} locale={locale} />
      <SettingsFields platform={platform} form={form} locale={locale} />
      {platform === "meta" ? <Notice tone="accent">{t("marketing.meta.counts")}</Notice> : null}
      {platform === "ga4" ? <Notice tone="accent">{t("marketing.ga4.secret")}</Notice> : null}
      <p class="muted small">{t("marketing.connect.hint")}</p>
      <div class="row">
        <Button kind="primary">{t("marketing.connect")}</Button>
      </div>
    </form>
  );
}

/** Puts in another token; the old one is not shown. */
export function RotateForm({ platform, form, locale }: Props) {
  const t = translator(locale);
  return (
    <form method="post" class="stack" novalidate>
      <input type="hidden" name="do" value="rotate" />
      <p>
        {t("marketing.field.token.kept")}: <code>••••••••••••</code>{" "}
        <span class="muted small">{t("marketing.field.token.masked")}</span>
      </p>
      <Token
        platform={platform}
        label={t("marketing.field.token.new")}
        error={form.errors.token}
        locale={locale}
      />
      <div class="row">
        <Button>{t("marketing.rotate.save")}</Button>
      </div>
    </form>
  );
}

/** What was typed is not shown again, not even after an error. */
function Token(
  { platform, label, error, locale }: { platform: Platform; label: string; error?: string; locale: Language },
) {
  const t = translator(locale);
  return (
    <TextField
      name="token"
      type="password"
      autocomplete="off"
      label={label}
      hint={t(`marketing.field.token.${platform}.hint`)}
      required
      error={error}
      focus={Boolean(error)}
    />
  );
}

/** Changes what the platform is told beside pixel and token. */
export function SettingsForm({ platform, form, locale }: Props) {
  const t = translator(locale);
  if (platform === "ga4") return null;
  return (
    <form method="post" class="stack" novalidate>
      <input type="hidden" name="do" value="settings" />
      <SettingsFields platform={platform} form={form} locale={locale} />
      <div class="row">
        <Button>{t("marketing.settings.save")}</Button>
      </div>
    </form>
  );
}

function SettingsFields({ platform, form: { values, errors }, locale }: Props) {
  const t = translator(locale);
  const text = (name: string, label: string, hint?: string) => (
    <TextField
      key={name}
      name={name}
      label={label}
      hint={hint}
      optional={t("common.optional")}
      maxLength={40}
      value={values[name]}
      error={errors[name]}
    />
  );
  const test = text("testEventCode", t("marketing.field.test_code"), t("marketing.field.test_code.hint"));
  const limited = (
    <Checkbox name="limitedDataUse" label={t("marketing.field.ldu")} checked={values.limitedDataUse === "true"} />
  );
  switch (platform) {
    case "meta":
      return <>{test}{limited}</>;
    case "tiktok":
      return (
        <>
          {text("advertiserId", t("marketing.field.advertiser"), t("marketing.field.advertiser.hint"))}
          {test}
          {limited}
        </>
      );
    case "google":
      return (
        <>
          {errors.settings ? <Notice tone="negative" alert>{errors.settings}</Notice> : null}
          {actionNames.map((name) =>
            text(`action.${name}`, t("marketing.field.action", { name }), t("marketing.field.action.hint"))
          )}
          {text("loginCustomerId", t("marketing.field.login_customer"))}
        </>
      );
    case "ga4":
      return null;
  }
}
