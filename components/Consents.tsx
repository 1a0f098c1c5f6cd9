import type { Purpose } from "../domain/consent/snapshot.ts";
import type { Language } from "../domain/ids.ts";
import { moment } from "../i18n/formats.ts";
import { translator } from "../i18n/translate.ts";
import type { PersonConsents } from "../projections/consents.ts";
import { Badge } from "./Badge.tsx";
import { Button, ButtonLink } from "./Button.tsx";

const purposes: readonly Purpose[] = ["email_marketing", "statistics", "ads"];

/** What a person has allowed, how it came to that, and one click to take it back. `action`: where that is sent. */
export function Consents({ consents, action, exported, zone, locale }: {
  consents: PersonConsents;
  action: string;
  /** Address of the person's data as a file; none where there is another way to it. */
  exported?: string;
  zone: string;
  locale: Language;
}) {
  const t = translator(locale);
  const allowed = purposes.filter((purpose) => consents.now[purpose]);
  return (
    <section class="stack" aria-labelledby="consents-title">
      <h2 id="consents-title">{t("consent.own.title")}</h2>
      <ul class="stack tight">
        {purposes.map((purpose) => (
          <li key={purpose} class="row row--apart">
            <span>
              {t(`consent.${purpose}`)}{" "}
              <Badge tone={consents.now[purpose] ? "positive" : undefined}>
                {t(consents.now[purpose] ? "consent.own.yes" : "consent.own.no")}
              </Badge>
            </span>
            {consents.now[purpose]
              ? (
                <form method="post" action={action}>
                  <input type="hidden" name="do" value="withdraw" />
                  <input type="hidden" name="purpose" value={purpose} />
                  <Button size="small">{t("consent.own.withdraw")}</Button>
                </form>
              )
              : null}
          </li>
        ))}
      </ul>
      <div class="row">
        {allowed.length > 1
          ? (
            <form method="post" action={action}>
              <input type="hidden" name="do" value="withdraw" />
              <input type="hidden" name="purpose" value="all" />
              <Button size="small">{t("consent.own.withdraw_all")}</Button>
            </form>
          )
          : null}
        {exported ? <ButtonLink size="small" kind="quiet" href={exported}>{t("consent.own.export")}</ButtonLink> : null}
      </div>
      {consents.lines.length === 0 ? null : (
        <details>
          <summary>{t("consent.own.history")}</summary>
          <ul class="stack tight small">
            {consents.lines.map(({ at, what, purposes: said, textVersion }, n) => (
              <li key={n}>
                {moment(at, zone, locale)} · {t(`consent.line.${what}`)} ·{" "}
                {purposes.filter((purpose) => said[purpose] !== undefined).map((purpose) =>
                  `${t(`consent.${purpose}`)}: ${t(said[purpose] ? "consent.own.yes" : "consent.own.no")}`
                ).join(", ")}
                {textVersion ? ` (${textVersion})` : ""}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
