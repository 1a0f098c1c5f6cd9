import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import { Button } from "../Button.tsx";
import { TextField } from "../inputs.tsx";

/** Leads to what somebody has at hand. Sent as a form's body: an address of a person stands in no address of a page. */
export function JumpForm({ locale, nothing }: { locale: Language; nothing: boolean }) {
  const t = translator(locale);
  return (
    <form method="post" action="/dashboard/history/find" class="jump">
      <TextField
        name="what"
        label={t("audit.find")}
        hint={t("audit.find.hint")}
        error={nothing ? t("audit.find.nothing") : undefined}
        maxLength={200}
        required
        autocomplete="off"
      />
      <Button icon="arrow-right">{t("audit.find.go")}</Button>
    </form>
  );
}
