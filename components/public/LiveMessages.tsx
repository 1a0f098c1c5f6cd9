import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import LiveForm from "../../islands/LiveForm.tsx";
import { Icon } from "../Icon.tsx";

/** Messages at the fields of the form around it while it is filled in. `href`: who is told that it was begun. */
export function LiveMessages({ href, locale }: { href?: string; locale: Language }) {
  const t = translator(locale);
  const texts = {
    required: t("validation.required"),
    email: t("validation.email"),
    url: t("validation.url"),
    format: t("validation.format"),
    name: t("validation.name"),
    consent: t("validation.consent"),
    meant: t("registration.meant", { email: "{email}" }),
    disposable: t("registration.disposable"),
  };
  return (
    <LiveForm href={href} texts={texts}>
      <Icon name="circle-alert" />
    </LiveForm>
  );
}
