import type { Language } from "../../../domain/ids.ts";
import type { Trigger } from "../../../domain/tracking/triggers.ts";
import { translator } from "../../../i18n/translate.ts";
import type { FormState } from "../../../web/form.ts";
import { Button } from "../../Button.tsx";
import { Combobox } from "../../inputs.tsx";

/** Which of our moments is which of the platform's events. */
export function EventsForm(
  { triggers, names, form, locale }: {
    triggers: readonly Trigger[];
    /** The platform's own names, to choose from. */
    names: readonly string[];
    form: FormState;
    locale: Language;
  },
) {
  const t = translator(locale);
  const options = names.map((name) => ({ value: name, label: name }));
  return (
    <form method="post" class="stack" novalidate>
      <p class="muted">{t("marketing.events.lead")}</p>
      <div class="pairs">
        {triggers.map((trigger) => (
          <Combobox
            key={trigger}
            name={trigger}
            label={t(`marketing.trigger.${trigger}`)}
            options={options}
            maxLength={40}
            value={form.values[trigger]}
            error={form.errors[trigger]}
          />
        ))}
      </div>
      <p class="muted small">{t("marketing.events.custom")}</p>
      <div class="row">
        <Button kind="primary">{t("marketing.events.save")}</Button>
      </div>
    </form>
  );
}
