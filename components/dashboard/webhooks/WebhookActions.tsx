import CopyButton from "../../../islands/CopyButton.tsx";
import type { Language } from "../../../domain/ids.ts";
import { moment } from "../../../i18n/formats.ts";
import { translator } from "../../../i18n/translate.ts";
import type { WebhookView } from "../../../projections/webhooks.ts";
import { Button } from "../../Button.tsx";
import { CopyField } from "../../CopyField.tsx";
import { Dialog } from "../../Dialog.tsx";
import { Do } from "../../Do.tsx";

/** What can be done with a webhook, and what it is signed with. `former`: until when the secret before it signs, too. */
export function WebhookActions({ webhook, secret, former, zone, locale }: {
  webhook: WebhookView;
  secret: string;
  former: string | null;
  zone: string;
  locale: Language;
}) {
  const t = translator(locale);
  const active = webhook.paused === null;
  return (
    <section class="stack" aria-label={t("webhooks.actions")}>
      <div class="row">
        <Do name={active ? "off" : "on"}>{t(active ? "webhooks.off" : "webhooks.on")}</Do>
        {active ? <Do name="test">{t("webhooks.test")}</Do> : null}
        <Button type="button" kind="quiet" popovertarget="rotate-secret">{t("webhooks.rotate")}</Button>
        <Button type="button" kind="quiet" popovertarget="remove-webhook">{t("webhooks.remove")}</Button>
      </div>
      <Dialog id="rotate-secret" title={t("webhooks.rotate.title")}>
        <p>{t("webhooks.rotate.text")}</p>
        <form method="post" class="dialog-actions">
          <input type="hidden" name="do" value="rotate" />
          <Button kind="primary">{t("webhooks.rotate")}</Button>
        </form>
      </Dialog>
      <Dialog id="remove-webhook" title={t("webhooks.remove.title")}>
        <p>{t("webhooks.remove.text")}</p>
        <form method="post" class="dialog-actions">
          <input type="hidden" name="do" value="remove" />
          <Button kind="danger">{t("webhooks.remove")}</Button>
        </form>
      </Dialog>
      <details>
        <summary>{t("webhooks.secret")}</summary>
        <div class="stack tight">
          <p class="muted small">{t("webhooks.secret.hint")}</p>
          <CopyField value={secret} label={t("webhooks.secret")}>
            <CopyButton text={secret} label={t("common.copy")} done={t("common.copied")} />
          </CopyField>
        </div>
      </details>
      {former === null ? null : <p class="muted">{t("webhooks.former", { until: moment(former, zone, locale) })}</p>}
    </section>
  );
}
