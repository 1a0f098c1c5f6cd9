import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import ProofOfWork, { type Task } from "../../islands/ProofOfWork.tsx";
import { Checkbox, TextField } from "../inputs.tsx";

interface Props {
  values: Readonly<Record<string, string>>;
  errors: Readonly<Record<string, string>>;
  /** The field that takes the focus. */
  first?: string;
  locale: Language;
}

/** Who registers: name and address. */
export function PersonFields({ values, errors, first, locale }: Props) {
  const t = translator(locale);
  const field = (name: string) => ({ name, value: values[name] ?? "", error: errors[name], focus: name === first });
  return (
    <>
      <div class="field-pair">
        <TextField
          {...field("firstName")}
          label={t("registration.first_name")}
          autocomplete="given-name"
          maxLength={50}
          required
        />
        <TextField
          {...field("lastName")}
          label={t("registration.last_name")}
          autocomplete="family-name"
          maxLength={50}
          required
        />
      </div>
      <TextField
        {...field("email")}
        label={t("registration.email")}
        hint={t("registration.email_hint")}
        type="email"
        inputMode="email"
        autocomplete="email"
        maxLength={254}
        required
      />
    </>
  );
}

/** What has to be agreed to, and what may be; nothing is ticked beforehand. */
export function Consents({ values, errors, first, locale }: Props) {
  const t = translator(locale);
  const box = (name: string) => ({
    name,
    checked: values[name] === "true",
    error: errors[name],
    focus: name === first,
  });
  return (
    <div class="stack tight">
      <Checkbox {...box("termsAccepted")} label={t("registration.terms")} required />
      <Checkbox {...box("privacyConsent")} label={t("registration.privacy")} required />
      <Checkbox {...box("marketingConsent")} label={t("registration.marketing")} />
    </div>
  );
}

/** What tells people from machines without asking anybody: when the form was shown, and work where that seems needed. */
export function Doorkeeper({ form: { shown, task } }: { form: { shown: string; task?: Task } }) {
  return (
    <>
      <input type="hidden" name="shown" value={shown} />
      {task ? <ProofOfWork task={task} /> : null}
    </>
  );
}

/** A field that nobody sees, so nobody fills it in; machines do. */
export function Trap({ locale }: { locale: Language }) {
  return (
    <div class="unseen" aria-hidden="true">
      <label for="homepage">{translator(locale)("registration.trap")}</label>
      <input id="homepage" name="homepage" tabIndex={-1} autocomplete="off" />
    </div>
  );
}
