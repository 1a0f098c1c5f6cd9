import type { Language } from "../../domain/ids.ts";
import { languageNames, languages } from "../../i18n/locale.ts";
import { translator } from "../../i18n/translate.ts";
import type { FormState } from "../../web/form.ts";
import { Button } from "../Button.tsx";
import { ZoneField } from "../DateTimeField.tsx";
import { Checkbox, Select, TextArea, TextField } from "../inputs.tsx";
import { Notice } from "../Notice.tsx";
import { KeptFile } from "./wizard/KeptFile.tsx";
import { controls } from "./wizard/fields.ts";
import { Part } from "./wizard/Part.tsx";
import { ReminderTiming, SequenceBoxes } from "./wizard/SequenceParts.tsx";

/** Reminders that a new event can begin with. */
export const REMINDER_ROWS = 4;

export interface SettingsFormProps {
  form: FormState;
  members: readonly { userId: string; name: string }[];
  /** Where an own domain has to point. */
  host: string;
  /** What was found about the domain; null without one. */
  dns: { right: boolean; found: string } | null;
  locale: Language;
}

/** Everything about a studio that its owner can change. */
export function SettingsForm(props: SettingsFormProps) {
  const { locale } = props;
  const t = translator(locale);
  return (
    <form method="post" class="form" encType="multipart/form-data" novalidate>
      <Studio {...props} />
      <Looks {...props} />
      <NewEvents {...props} />
      <Manager {...props} />
      <Legal {...props} />
      <Mails {...props} />
      <div class="form-actions">
        <Button kind="primary">{t("settings.save")}</Button>
      </div>
    </form>
  );
}

function controlsOf({ form: { values, errors } }: SettingsFormProps) {
  return controls({ form: values, errors });
}

function Studio(props: SettingsFormProps) {
  const { host, dns, locale } = props;
  const t = translator(locale);
  const { text, box } = controlsOf(props);
  return (
    <Part id="studio" title={t("settings.studio")}>
      <TextField {...text("name")} label={t("settings.name")} required maxLength={100} />
      <TextField
        {...text("address")}
        label={t("settings.address")}
        hint={t("settings.address.hint")}
        required
        maxLength={60}
      />
      <TextField {...text("domain")} label={t("settings.domain")} hint={t("settings.domain.hint", { host })} />
      {dns
        ? (
          <Notice tone={dns.right ? "positive" : "warning"}>
            {dns.right ? t("settings.domain.right") : t("settings.domain.wrong", { found: dns.found })}
          </Notice>
        )
        : null}
      <TextArea
        {...text("embedOrigins")}
        label={t("settings.embed")}
        hint={t("settings.embed.hint")}
        rows={2}
        maxLength={3_000}
      />
      <Select
        {...text("language")}
        label={t("settings.language")}
        options={languages.map((value) => ({ value, label: languageNames[value] }))}
      />
      <fieldset class="stack tight">
        <legend class="field-label small">{t("settings.languages")}</legend>
        {languages.map((value) => <Checkbox key={value} {...box(value)} label={languageNames[value]} />)}
      </fieldset>
      <ZoneField {...text("timeZone")} label={t("settings.zone")} />
      <TextField {...text("currency")} label={t("settings.currency")} required maxLength={3} />
    </Part>
  );
}

function Looks(props: SettingsFormProps) {
  const { form: { values, errors }, locale } = props;
  const t = translator(locale);
  const { text, box } = controlsOf(props);
  return (
    <Part id="looks" title={t("settings.looks")}>
      <KeptFile
        name="logo"
        kept={values.logo}
        error={errors.logoChosen}
        accept="image/jpeg,image/png,image/webp,image/avif"
        most={10}
        labels={{
          choose: t(values.logo ? "settings.logo.other" : "settings.logo"),
          hint: t("wizard.cover.hint"),
          clear: t("settings.logo.remove"),
          tooLarge: t("problem.picture_too_large"),
        }}
        locale={locale}
      >
        <img class="logo" src={`/media/${values.logo}-320.webp`} alt={t("settings.logo.now")} />
      </KeptFile>
      <div class="row tight">
        <Checkbox {...box("ownColour")} label={t("settings.colour")} />
        <TextField {...text("brandColour")} label={t("wizard.colour.which")} type="color" />
      </div>
      <p class="muted small">{t("settings.colour.hint")}</p>
    </Part>
  );
}

function NewEvents(props: SettingsFormProps) {
  const t = translator(props.locale);
  const sent = { form: props.form.values, errors: props.form.errors };
  const { text, box } = controlsOf(props);
  const units = (["minutes", "hours", "days"] as const).map((value) => ({ value, label: t(`wizard.unit.${value}`) }));
  const optional = t("common.optional");
  const whole = { type: "number", inputMode: "numeric", min: 1 } as const;
  return (
    <Part id="defaults" title={t("settings.defaults")}>
      <TextField
        {...text("windowDays")}
        {...whole}
        label={t("settings.window")}
        hint={t("settings.window.hint")}
        optional={optional}
      />
      <TextField
        {...text("capacity")}
        {...whole}
        label={t("settings.capacity")}
        hint={t("events.form.capacity_hint")}
        optional={optional}
      />
      <Checkbox {...box("waitlist")} label={t("settings.waitlist")} />
      <fieldset class="stack tight">
        <legend class="field-label small">{t("settings.reminders")}</legend>
        {Array.from({ length: REMINDER_ROWS }, (_, i) => (
          <div key={i} class="row-card stack tight">
            <div class="field-pair">
              <TextField {...text(`reminders.${i}.amount`)} {...whole} label={t("wizard.reminders.before")} />
              <Select {...text(`reminders.${i}.unit`)} label={t("wizard.unit")} options={units} />
            </div>
            <ReminderTiming {...sent} locale={props.locale} at={i} />
          </div>
        ))}
      </fieldset>
      <SequenceBoxes {...sent} locale={props.locale} />
      <TextArea
        {...text("categories")}
        label={t("settings.categories")}
        hint={t("wizard.one_a_line")}
        optional={optional}
        rows={5}
      />
    </Part>
  );
}

function Manager(props: SettingsFormProps) {
  const t = translator(props.locale);
  const { text, box } = controlsOf(props);
  return (
    <Part id="manager" title={t("settings.manager")}>
      <Select
        {...text("manager")}
        label={t("settings.manager")}
        options={[
          { value: "", label: t("settings.manager.nobody") },
          ...props.members.map(({ userId, name }) => ({ value: userId, label: name })),
        ]}
      />
      <Checkbox {...box("newRegistrations")} label={t("settings.manager.registrations")} />
      <Checkbox {...box("reminderNotices")} label={t("settings.manager.reminders")} />
      <Checkbox {...box("reports")} label={t("settings.manager.reports")} />
    </Part>
  );
}

function Legal(props: SettingsFormProps) {
  const t = translator(props.locale);
  const { text } = controlsOf(props);
  const address = { type: "url", placeholder: "https://", optional: t("common.optional") } as const;
  return (
    <Part id="legal" title={t("settings.legal")}>
      <TextField {...text("imprintUrl")} {...address} label={t("settings.imprint")} />
      <TextField {...text("privacyUrl")} {...address} label={t("settings.privacy")} />
      <TextField {...text("termsUrl")} {...address} label={t("settings.terms")} />
      <ByLanguage {...props} name="termsText" label={t("settings.terms_text")} hint={t("settings.terms_text.hint")} />
      <ByLanguage
        {...props}
        name="privacyText"
        label={t("settings.privacy_text")}
        hint={t("settings.privacy_text.hint")}
      />
    </Part>
  );
}

function Mails(props: SettingsFormProps) {
  const t = translator(props.locale);
  const { text, box } = controlsOf(props);
  return (
    <Part id="support" title={t("settings.sender")}>
      <TextField {...text("senderName")} label={t("settings.sender.name")} maxLength={100} />
      <TextField {...text("replyTo")} type="email" label={t("settings.sender.reply")} />
      <Checkbox {...box("countOpens")} label={t("settings.opens")} />
      <p class="muted small">{t("settings.opens.hint")}</p>
      <TextField
        {...text("contact")}
        label={t("settings.support")}
        hint={t("settings.support.hint")}
        maxLength={300}
      />
      <TextField {...text("testUrl")} type="url" placeholder="https://" label={t("settings.test_url")} />
      <ByLanguage
        {...props}
        name="requirements"
        label={t("settings.requirements")}
        hint={t("settings.requirements.hint")}
      />
    </Part>
  );
}

/** One text in each language, behind one line. */
function ByLanguage(
  { name, label, hint, ...props }: SettingsFormProps & { name: string; label: string; hint: string },
) {
  const { text } = controlsOf(props);
  const filled = languages.filter((language) => props.form.values[`${name}.${language}`]);
  const wrong = languages.some((language) => props.form.errors[`${name}.${language}`]);
  return (
    <details class="more" open={wrong || undefined}>
      <summary>
        {label}
        {filled.length > 0
          ? <span class="muted">{` · ${filled.map((one) => languageNames[one]).join(", ")}`}</span>
          : null}
      </summary>
      <div class="stack">
        <p class="muted small">{hint}</p>
        {languages.map((language) => (
          <TextArea
            key={language}
            {...text(`${name}.${language}`)}
            label={languageNames[language]}
            lang={language}
            maxLength={5_000}
            rows={4}
          />
        ))}
      </div>
    </details>
  );
}
