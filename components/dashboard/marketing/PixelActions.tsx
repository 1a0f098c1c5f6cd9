import type { Language } from "../../../domain/ids.ts";
import { moment } from "../../../i18n/formats.ts";
import { translator } from "../../../i18n/translate.ts";
import type { PixelView } from "../../../projections/conversions.ts";
import type { FormState } from "../../../web/form.ts";
import { Button } from "../../Button.tsx";
import { Dialog } from "../../Dialog.tsx";
import { Do } from "../../Do.tsx";
import { RotateForm, SettingsForm } from "./Credentials.tsx";
import { Switch } from "./PixelCard.tsx";

/** What can be done with a pixel. */
export function PixelActions({ pixel, backfill, form, zone, locale }: {
  pixel: PixelView;
  backfill: { since: string; count: number };
  form: FormState;
  zone: string;
  locale: Language;
}) {
  const t = translator(locale);
  const active = pixel.paused === null;
  const { platform, tracking_id: id } = pixel;
  return (
    <section class="stack" aria-label={t("marketing.actions")}>
      <div class="row">
        <Switch id={id} paused={pixel.paused} locale={locale} />
        <Do name="test">{t("marketing.test")}</Do>
        {active ? <Do name="test_event">{t("marketing.test_event")}</Do> : null}
        <Button type="button" kind="quiet" popovertarget="remove-pixel">{t("marketing.remove")}</Button>
      </div>
      <Dialog id="remove-pixel" title={t("marketing.remove.title")}>
        <p>{t("marketing.remove.text")}</p>
        <form method="post" class="dialog-actions">
          <input type="hidden" name="do" value="remove" />
          <Button kind="danger">{t("marketing.remove.confirm")}</Button>
        </form>
      </Dialog>
      <details open={Boolean(form.errors.token) || pixel.paused === "token_refused"}>
        <summary>{t("marketing.rotate")}</summary>
        <RotateForm platform={platform} form={form} locale={locale} />
      </details>
      {platform === "ga4" ? null : (
        <details>
          <summary>{t("marketing.settings")}</summary>
          <SettingsForm platform={platform} form={form} locale={locale} />
        </details>
      )}
      {active
        ? (
          <details>
            <summary>{t("marketing.backfill")}</summary>
            <div class="stack">
              <p>
                {backfill.count === 0 ? t("marketing.backfill.none") : t("marketing.backfill.count", {
                  count: backfill.count,
                  since: moment(backfill.since, zone, locale),
                })}
              </p>
              <p class="muted small">{t("marketing.backfill.text")}</p>
              {backfill.count === 0 ? null : <Do name="backfill">{t("marketing.backfill.ask")}</Do>}
            </div>
          </details>
        )
        : null}
    </section>
  );
}
