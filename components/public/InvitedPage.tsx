import type { Language } from "../../domain/ids.ts";
import { when } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import OwnZone from "../../islands/OwnZone.tsx";
import { Button } from "../Button.tsx";
import { Checkbox } from "../inputs.tsx";
import { Notice } from "../Notice.tsx";
import { AskedFields } from "./AskedFields.tsx";
import type { AskedForm } from "./design.ts";
import type { PublicEvent } from "./event.ts";
import { LegalTexts } from "./LegalTexts.tsx";
import type { Legal } from "./looks.ts";
import { Names, type RefusedForm } from "./OwnForms.tsx";

/** The page of somebody whom a place is offered to: what for, until when, and the form that takes it. */
export function InvitedPage({ invitation, event, asked, legal, refused, ownZone, locale, now }: {
  invitation: {
    token: string;
    firstName: string | null;
    lastName: string | null;
    email: string | null;
    expiresAt: string;
  };
  event: PublicEvent;
  asked: AskedForm;
  legal: Legal;
  refused: RefusedForm | null;
  ownZone: string | null;
  locale: Language;
  now: Date;
}) {
  const t = translator(locale);
  const { token, firstName, lastName, email, expiresAt } = invitation;
  const values = refused?.values ?? { firstName: firstName ?? "", lastName: lastName ?? "" };
  const errors = refused?.errors ?? {};
  const at = (startsAt: string) => when({ startsAt, zone: event.timeZone, ownZone }, locale, now);
  const box = (name: string) => ({ name, checked: values[name] === "true", error: errors[name] });
  return (
    <div class="narrow stack">
      <h1>{t("registration.invited.title", { name: firstName ?? email ?? "" })}</h1>
      <p class="lead">
        <a href={event.href} lang={event.language}>{event.title}</a>
        <br />
        {at(event.date.startsAt)}
      </p>
      <p>{t("registration.invited.text", { when: at(expiresAt) })}</p>
      {refused?.problem ? <Notice tone="negative" alert>{refused.problem}</Notice> : null}
      <form class="stack" method="post" action={`/r/${token}/take-over`} novalidate>
        <Names values={values} errors={errors} locale={locale} />
        <AskedFields asked={asked} values={values} errors={errors} locale={locale} />
        <div class="stack tight">
          <Checkbox {...box("termsAccepted")} label={t("registration.terms")} required />
          <Checkbox {...box("privacyConsent")} label={t("registration.privacy")} required />
          <Checkbox {...box("marketingConsent")} label={t("registration.marketing")} />
        </div>
        <LegalTexts legal={legal} locale={locale} />
        <OwnZone name="timeZone" known={ownZone} />
        <Button kind="primary" wide>{t("registration.invited.accept")}</Button>
      </form>
    </div>
  );
}
