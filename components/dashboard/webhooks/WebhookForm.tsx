import type { Language } from "../../../domain/ids.ts";
import { translator } from "../../../i18n/translate.ts";
import type { FormState } from "../../../web/form.ts";
import { Button } from "../../Button.tsx";
import { FieldError } from "../../Field.tsx";
import { Checkbox, TextField } from "../../inputs.tsx";

/** Where a webhook goes, and what it is told; `types`: all that can be told. */
export function WebhookForm({ form, types, action, locale }: {
  form: FormState;
  types: readonly string[];
  /** What its button does. */
  action: "add" | "save";
  locale: Language;
}) {
  const t = translator(locale);
  const { values, errors } = form;
  return (
    <form method="post" class="stack" novalidate>
      <input type="hidden" name="do" value={action} />
      <TextField
        name="url"
        type="url"
        label={t("webhooks.url")}
        hint={t("webhooks.url.hint")}
        required
        maxLength={2_000}
        value={values.url}
        error={errors.url}
        focus={Boolean(errors.url)}
      />
      <TextField name="note" label={t("webhooks.note")} maxLength={200} value={values.note} error={errors.note} />
      <fieldset class="stack tight" aria-describedby={errors.types ? "types-error" : undefined}>
        <legend class="field-label">{t("webhooks.types")}</legend>
        {types.map((type) => (
          <Checkbox
            key={type}
            name={`type.${type}`}
            label={typeName(type, locale)}
            checked={values[`type.${type}`] === "true"}
          />
        ))}
        {errors.types ? <FieldError id="types-error">{errors.types}</FieldError> : null}
      </fieldset>
      <Checkbox name="personal" label={t("webhooks.personal")} checked={values.personal === "true"} />
      <p class="muted small">{t("webhooks.personal.hint")}</p>
      <div class="row">
        <Button kind="primary">{t(`webhooks.${action}`)}</Button>
      </div>
    </form>
  );
}

/** What is told, in words, with its name in the call beside it. */
export function typeName(type: string, locale: Language): string {
  const t = translator(locale) as (key: string) => string;
  return `${t(`webhooks.type.${type}`)} · ${type}`;
}
