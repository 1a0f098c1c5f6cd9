import type { ComponentChildren } from "preact";
import type { Language } from "../../../domain/ids.ts";
import { bytes } from "../../../i18n/bytes.ts";
import { time } from "../../../i18n/formats.ts";
import { languageNames, languages } from "../../../i18n/locale.ts";
import { translator } from "../../../i18n/translate.ts";
import Autosave from "../../../islands/Autosave.tsx";
import { Badge } from "../../Badge.tsx";
import { Button, ButtonLink } from "../../Button.tsx";
import { Notice } from "../../Notice.tsx";
import { Stepper } from "../../Stepper.tsx";
import { CapacityUndo } from "../CapacityUndo.tsx";
import { type Lifecycle, tones } from "../event.ts";
import { type StepName, stepNames } from "./steps.ts";

const FORM = "wizard-form";
const PREVIEW = "wizard-preview";

export interface WizardProps {
  locale: Language;
  /** Path of the event's pages. */
  href: string;
  event: { id: string; title: string; language: Language; lifecycle: Lifecycle; timeZone: string };
  /** Null: the texts in another language, which are no step of their own. */
  step: StepName | null;
  /** Where the form goes. */
  action: string;
  /** The other languages, and whether anything is said in them. */
  texts: readonly { language: Language; href: string; written: boolean }[];
  /** The language that is written here, where it is not the event's own. */
  writing?: Language;
  /** Steps in which nothing is missing. */
  done: readonly StepName[];
  base: Readonly<Record<string, string>>;
  requestId: string;
  problem?: string;
  errors: Readonly<Record<string, string>>;
  /** ISO 8601 UTC. */
  savedAt: string | null;
  places: { capacity: number | null; confirmed: number; was: string | undefined };
  /** Bytes of text that can be sent at once. */
  most: number;
  children: ComponentChildren;
  /** Forms that stand beside the step's own. */
  beside?: ComponentChildren;
}

/** One step of setting an event up: where one is, the form, and how it will look. */
export function Wizard(props: WizardProps) {
  const { locale, href, event, step, action, done, base, requestId, problem, errors, savedAt, places, most } = props;
  const t = translator(locale);
  const count = Object.keys(errors).length;
  const last = step === stepNames.at(-1);
  return (
    <div class="stack">
      <header class="page-head">
        <div class="stack tight">
          <div>
            <Badge tone={tones[event.lifecycle]}>{t(`events.state.${event.lifecycle}`)}</Badge>
          </div>
          <h1 lang={event.language}>{event.title}</h1>
        </div>
        <ButtonLink href={href}>{t("events.overview")}</ButtonLink>
      </header>
      <Stepper
        label={t("wizard.steps")}
        steps={stepNames.map((name) => ({
          label: t(`wizard.step.${name}`),
          href: `${href}/edit/${name}`,
          state: name === step ? "current" : done.includes(name) ? "done" : "ahead",
        }))}
      />
      <Languages {...props} />
      <div class="wizard">
        <form
          id={FORM}
          class="form"
          method="post"
          action={action}
          encType={step === "details" ? "multipart/form-data" : undefined}
          novalidate
        >
          {problem
            ? <Notice tone="negative" alert>{problem}</Notice>
            : count > 0
            ? <Notice tone="negative" alert>{t("common.problems", { count })}</Notice>
            : null}
          <input type="hidden" name="requestId" value={requestId} />
          <input type="hidden" name="base" value={JSON.stringify(base)} />
          {step === "details" ? <input type="hidden" name="was" value={places.capacity ?? ""} /> : null}
          {/* Enter presses a form's first button: it has to be the one that saves */}
          <button type="submit" name="then" value="save" hidden />
          {props.children}
          <div class="form-actions">
            <Button kind="primary" name="then" value="next">
              {t(last ? "wizard.finish" : step ? "wizard.next" : "texts.finish")}
            </Button>
            <Button name="then" value="save">{t("wizard.save")}</Button>
            <Autosave
              form={FORM}
              preview={PREVIEW}
              said={savedAt ? t("wizard.saved", { time: time(savedAt, event.timeZone, locale) }) : ""}
              most={most}
              labels={{
                saving: t("wizard.saving"),
                offline: t("wizard.offline"),
                over: t("wizard.over", { size: "{size}", most: bytes(most, locale) }),
                capacity: t("undo.capacity"),
                undo: t("undo.do"),
              }}
            />
          </div>
        </form>
        <Preview {...props} />
      </div>
      {props.beside}
      {step ? <CapacityUndo {...places} eventId={event.id} to={`/edit/${step}`} locale={locale} /> : null}
    </div>
  );
}

/** In which languages the event says something, and the way to say it in another. */
function Languages({ locale, href, event, texts, writing }: WizardProps) {
  const t = translator(locale);
  return (
    <nav class="row tight small" aria-label={t("texts.languages")}>
      <span class="muted">{t("texts.languages")}</span>
      <a href={`${href}/edit/details`} aria-current={writing ? undefined : "true"}>{languageNames[event.language]}</a>
      {texts.map(({ language, href, written }) => (
        <a key={language} href={href} aria-current={writing === language ? "page" : undefined}>
          {written ? languageNames[language] : t("texts.add", { language: languageNames[language] })}
        </a>
      ))}
    </nav>
  );
}

function Preview({ locale, href, event, writing }: WizardProps) {
  const t = translator(locale);
  const source = `${href}/preview?in=`;
  return (
    <aside class="preview" aria-label={t("wizard.preview")}>
      <div class="row tight">
        <fieldset class="segments">
          <legend class="unseen">{t("wizard.preview.size")}</legend>
          {(["phone", "desktop"] as const).map((size) => (
            <label key={size}>
              <input type="radio" name="preview-size" value={size} checked={size === "phone"} form="" />
              {t(`wizard.preview.${size}`)}
            </label>
          ))}
        </fieldset>
        {languages.map((language) => (
          <a key={language} class="small" href={source + language} target={PREVIEW} hreflang={language}>
            {languageNames[language]}
          </a>
        ))}
      </div>
      <div class="preview-frame">
        <iframe
          id={PREVIEW}
          name={PREVIEW}
          src={source + (writing ?? event.language)}
          title={t("wizard.preview")}
          loading="lazy"
        />
      </div>
    </aside>
  );
}
