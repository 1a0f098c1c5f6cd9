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

/** What went wrong. A form from elsewhere shares its status with a role that does not reach; its code tells them apart. */
export interface Failed {
  status: number;
  code?: string;
  locale: Language;
}

/** The heading of the page, for its title. */
export function failureTitle({ locale, ...failed }: Failed): string {
  return translator(locale)(`error.${kindOf(failed)}.title`);
}

/** Says what went wrong and the way out; the reference leads the operator to the line in the log. */
export function Failure({ status, code, locale, reference }: Failed & { reference?: string }) {
  const t = translator(locale);
  const kind = kindOf({ status, code });
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

function kindOf({ status, code }: Pick<Failed, "status" | "code">) {
  if (code === "csrf") return "csrf";
  return kinds[status as keyof typeof kinds] ?? (status < 500 ? "request" : "unexpected");
}
