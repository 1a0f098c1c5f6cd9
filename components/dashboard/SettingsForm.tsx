import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import type { FormState } from "../../web/form.ts";
import { Button } from "../Button.tsx";
import { Checkbox, Select, TextField } from "../inputs.tsx";
import { Notice } from "../Notice.tsx";

const languages = [["en", "English"], ["de", "Deutsch"], ["es", "Español"]] as const;

/** Everything about a studio that its owner can change. */
export function SettingsForm({ form: { values, errors }, members, host, dns, locale }: {
  form: FormState;
  members: readonly { userId: string; name: string }[];
  /** Where an own domain has to point. */
  host: string;
  /** What was found about the domain; null without one. */
  dns: { right: boolean; found: string } | null;
  locale: Language;
}) {
  const t = translator(locale);
  const first = Object.keys(errors)[0];
  const field = (name: string) => ({ name, value: values[name] ?? "", error: errors[name], focus: first === name });
  const box = (name: string) => ({ name, checked: values[name] === "true" });
  return (
    <form method="post" class="stack loose" novalidate>
      <fieldset class="stack">
        <legend>{t("settings.studio")}</legend>
        <TextField {...field("name")} label={t("settings.name")} required maxLength={100} />
        <TextField
          {...field("address")}
          label={t("settings.address")}
          hint={t("settings.address.hint")}
          required
          maxLength={60}
        />
        <TextField {...field("domain")} label={t("settings.domain")} hint={t("settings.domain.hint", { host })} />
        {dns
          ? (
            <Notice tone={dns.right ? "positive" : "warning"}>
              {dns.right ? t("settings.domain.right") : t("settings.domain.wrong", { found: dns.found })}
            </Notice>
          )
          : null}
        <TextField {...field("brandColour")} label={t("settings.colour")} placeholder="#1f6f54" maxLength={7} />
        <Select
          {...field("language")}
          label={t("settings.language")}
          options={languages.map(([value, label]) => ({ value, label }))}
        />
        <div class="stack tight" role="group" aria-label={t("settings.languages")}>
          <span class="field-label">{t("settings.languages")}</span>
          {languages.map(([value, label]) => <Checkbox key={value} {...box(value)} label={label} />)}
        </div>
        <TextField {...field("timeZone")} label={t("settings.zone")} required />
        <TextField {...field("currency")} label={t("settings.currency")} required maxLength={3} />
      </fieldset>
      <fieldset class="stack">
        <legend>{t("settings.defaults")}</legend>
        <TextField {...field("windowDays")} inputMode="numeric" label={t("settings.window")} />
        <TextField {...field("reminders")} label={t("settings.reminders")} hint={t("settings.reminders.hint")} />
        <TextField {...field("capacity")} inputMode="numeric" label={t("settings.capacity")} />
        <Checkbox {...box("waitlist")} label={t("settings.waitlist")} />
      </fieldset>
      <fieldset class="stack">
        <legend>{t("settings.manager")}</legend>
        <Select
          {...field("manager")}
          label={t("settings.manager")}
          options={[
            { value: "", label: t("settings.manager.nobody") },
            ...members.map(({ userId, name }) => ({ value: userId, label: name })),
          ]}
        />
        <Checkbox {...box("newRegistrations")} label={t("settings.manager.registrations")} />
        <Checkbox {...box("reminderNotices")} label={t("settings.manager.reminders")} />
        <Checkbox {...box("reports")} label={t("settings.manager.reports")} />
      </fieldset>
      <fieldset class="stack">
        <legend>{t("settings.legal")}</legend>
        <TextField {...field("imprintUrl")} type="url" label={t("settings.imprint")} />
        <TextField {...field("privacyUrl")} type="url" label={t("settings.privacy")} />
        <TextField {...field("termsUrl")} type="url" label={t("settings.terms")} />
      </fieldset>
      <fieldset class="stack">
        <legend>{t("settings.sender")}</legend>
        <TextField {...field("senderName")} label={t("settings.sender.name")} maxLength={100} />
        <TextField {...field("replyTo")} type="email" label={t("settings.sender.reply")} />
        <TextField {...field("contact")} label={t("settings.support")} maxLength={300} />
        <TextField {...field("testUrl")} type="url" label={t("settings.test_url")} />
      </fieldset>
      <div class="row">
        <Button kind="primary">{t("settings.save")}</Button>
      </div>
    </form>
  );
}
