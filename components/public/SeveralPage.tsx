import type { Language } from "../../domain/ids.ts";
import { when } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import OwnZone from "../../islands/OwnZone.tsx";
import { Button, ButtonLink } from "../Button.tsx";
import { Notice } from "../Notice.tsx";
import { AskedFields, askedNames } from "./AskedFields.tsx";
import type { AskedForm, AskedQuestion } from "./design.ts";
import type { PublicEvent } from "./event.ts";
import { Consents, Doorkeeper, PersonFields, Trap } from "./FormParts.tsx";
import { LegalTexts } from "./LegalTexts.tsx";
import { LiveMessages } from "./LiveMessages.tsx";
import type { Legal } from "./looks.ts";
import { RememberedNote, type RememberedProps } from "./RememberedNote.tsx";
import { Origin, type RegisterFormState } from "./RegisterForm.tsx";

export interface SeveralPageProps {
  /** Where the form goes. */
  action: string;
  /** The list to choose others from. */
  list: string;
  /** The chosen events with their own questions. */
  chosen: readonly { slug: string; event: PublicEvent; questions: readonly AskedQuestion[] }[];
  /** What all of them ask for. */
  standard: AskedForm["standard"];
  form: RegisterFormState;
  remembered: RememberedProps | null;
  legal: Legal | null;
  ownZone: string | null;
  locale: Language;
  now: Date;
}

/** One form for several events: they stand above it, and each can be left out. */
export function SeveralPage(props: SeveralPageProps) {
  const { action, list, chosen, standard, form, remembered, ownZone, locale, now } = props;
  const t = translator(locale);
  if (chosen.length === 0) {
    return (
      <div class="narrow stack">
        <h1>{t("several.title")}</h1>
        <p class="lead">{t("several.none")}</p>
        <p>
          <ButtonLink href={list}>{t("several.back")}</ButtonLink>
        </p>
      </div>
    );
  }
  const { values, errors } = form;
  const wrong = Object.keys(errors);
  const asked: AskedForm = { standard: [...standard], questions: chosen.flatMap(({ questions }) => [...questions]) };
  const first = ["firstName", "lastName", "email", ...askedNames(asked), "termsAccepted", "privacyConsent"]
    .find((name) => wrong.includes(name));
  const common = { values, errors, first, locale };
  return (
    <div class="narrow stack loose">
      <h1>{t("several.title")}</h1>
      <section class="stack tight" aria-label={t("several.chosen", { count: chosen.length })}>
        <p class="muted">{t("several.chosen", { count: chosen.length })}</p>
        <ul class="chosen-events">
          {chosen.map(({ slug, event }) => (
            <li key={slug} class="row">
              <span class="grow">
                <a href={event.href} lang={event.titleLanguage ?? event.language}>{event.title}</a>
                <br />
                <span class="muted small">
                  {when({ startsAt: event.date.startsAt, zone: event.timeZone, ownZone }, locale, now)}
                </span>
              </span>
              {chosen.length > 1
                ? (
                  <a
                    class="small"
                    href={`${action}?${without(chosen, slug)}`}
                    aria-label={t("several.leave_out", { title: event.title })}
                  >
                    ×
                  </a>
                )
                : null}
            </li>
          ))}
        </ul>
      </section>
      {remembered ? <RememberedNote remembered={remembered} locale={locale} /> : null}
      <form class="stack" method="post" action={`${action}?${without(chosen, null)}`} novalidate>
        {form.problem ? <Notice tone="negative" alert>{form.problem}</Notice> : null}
        {wrong.length > 0 && !form.problem
          ? <Notice tone="negative" alert>{t("common.problems", { count: wrong.length })}</Notice>
          : null}
        <PersonFields {...common} />
        <AskedFields {...common} asked={{ standard: asked.standard, questions: [] }} />
        {chosen.filter(({ questions }) => questions.length > 0).map(({ slug, event, questions }) => (
          <fieldset key={slug} class="stack">
            <legend class="field-label">{t("several.questions", { title: event.title })}</legend>
            <AskedFields {...common} asked={{ standard: [], questions: [...questions] }} />
          </fieldset>
        ))}
        <Consents {...common} />
        {props.legal ? <LegalTexts legal={props.legal} locale={locale} /> : null}
        <input type="hidden" name="requestId" value={form.requestId} />
        <Origin form={form} />
        <Doorkeeper form={form} />
        <Trap locale={locale} />
        <LiveMessages locale={locale} />
        <OwnZone name="timeZone" known={ownZone} />
        <Button kind="primary" size="large" wide>{t("several.send", { count: chosen.length })}</Button>
      </form>
      <p>
        <ButtonLink href={list}>{t("several.back")}</ButtonLink>
      </p>
    </div>
  );
}

function without(chosen: SeveralPageProps["chosen"], slug: string | null): string {
  const left = chosen.filter((one) => one.slug !== slug);
  return new URLSearchParams(left.map((one) => ["event", one.slug])).toString();
}
