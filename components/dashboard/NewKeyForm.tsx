import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import type { FormState } from "../../web/form.ts";
import { Button } from "../Button.tsx";
import { Checkbox, Select, TextField } from "../inputs.tsx";

/** Makes a key: what for, and what it may do. */
export function NewKeyForm({ form, locale }: { form: FormState; locale: Language }) {
  const t = translator(locale);
  const { values, errors } = form;
  return (
    <form method="post" class="stack" novalidate>
      <h2>{t("keys.new")}</h2>
      <input type="hidden" name="do" value="create" />
      <TextField
        name="name"
        label={t("keys.name")}
        hint={t("keys.name.hint")}
        required
        maxLength={100}
        value={values.name}
        error={errors.name}
        focus={Boolean(errors.name)}
      />
      <fieldset class="stack tight">
        <legend class="field-label">{t("keys.scopes")}</legend>
        <Checkbox name="read" label={t("keys.scope.read")} checked={values.read === "true"} />
        <Checkbox name="write" label={t("keys.scope.write")} checked={values.write === "true"} />
        <Checkbox name="personal" label={t("keys.scope.personal")} checked={values.personal === "true"} />
      </fieldset>
      <Select
        name="expires"
        label={t("keys.expires")}
        value={values.expires ?? "365"}
        options={[
          ...["30", "90", "365"].map((days) => ({
            value: days,
            label: t("keys.expires.days", { count: Number(days) }),
          })),
          { value: "never", label: t("keys.expires.never") },
        ]}
      />
      <div class="row">
        <Button kind="primary" icon="key-round">{t("keys.create")}</Button>
      </div>
    </form>
  );
}
