import type { Language } from "../../domain/ids.ts";
import { translator } from "../../i18n/translate.ts";
import { ButtonLink } from "../Button.tsx";

const kinds = {
  400: "request",
  403: "forbidden",
  404: "not_found",
  429: "too_many",
  503: "unavailable",
} as const;

/** Says what went wrong and the way out; the reference leads the operator to the line in the log. */
export function Failure({ status, locale, reference }: { status: number; locale: Language; reference?: string }) {
  const t = translator(locale);
  const kind = kinds[status as keyof typeof kinds] ?? (status < 500 ? "request" : "unexpected");
  return (
    <div class="narrow">
      <p class="muted figures">{status}</p>
      <h1>{t(`error.${kind}.title`)}</h1>
      <p class="lead">{t(`error.${kind}.text`)}</p>
      {status >= 500 && reference ? <p class="muted small">{t("error.reference", { id: reference })}</p> : null}
      <p>
        <ButtonLink href="/" kind="primary">{t("error.home")}</ButtonLink>
      </p>
    </div>
  );
}
