import type { ComponentChildren } from "preact";
import type { Language } from "../../../domain/ids.ts";
import { languageNames } from "../../../i18n/locale.ts";
import { translator } from "../../../i18n/translate.ts";
import { TextArea, TextField } from "../../inputs.tsx";
import { controls, type StepProps } from "./fields.ts";
import { Part } from "./Part.tsx";

/** The event's own texts, to be said again. Lists have one entry a line. */
export interface OwnTexts {
  title: string;
  description: string;
  keyPoints: string;
  objectives: string;
  whoFor: string;
  prerequisites: string;
  thankYouText: string;
  seoTitle: string;
  seoDescription: string;
  agenda: readonly { title: string; text: string }[];
  questions: readonly { id: string; label: string; help: string; options: string }[];
}

export interface TextsStepProps extends Omit<StepProps, "rows"> {
  own: OwnTexts;
  /** Of the event's own texts, and of those that are written here. */
  from: Language;
  language: Language;
}

const lists = ["keyPoints", "objectives", "whoFor", "prerequisites"] as const;
const labels = {
  keyPoints: "wizard.key_points",
  objectives: "wizard.objectives",
  whoFor: "wizard.who_for",
  prerequisites: "wizard.prerequisites",
} as const;

/** What an event says, side by side with what it says in another language. */
export function TextsStep(props: TextsStepProps) {
  const { locale, own, from, language } = props;
  const t = translator(locale);
  const { text } = controls(props);
  const pair = (name: string, value: string, field: ComponentChildren) => (
    <Pair key={name} value={value} from={from} label={languageNames[from]}>{field}</Pair>
  );
  return (
    <>
      <p class="muted small">{t("texts.hint", { language: languageNames[from] })}</p>
      <Part id="texts" title={languageNames[language]}>
        {pair("title", own.title, <TextField {...text("title")} label={t("events.form.title")} maxLength={150} />)}
        {pair(
          "description",
          own.description,
          <TextArea {...text("description")} label={t("events.form.description")} maxLength={20_000} rows={10} />,
        )}
        {lists.map((name) =>
          pair(
            name,
            own[name],
            <TextArea {...text(name)} label={t(labels[name])} hint={t("wizard.one_a_line")} rows={4} />,
          )
        )}
        {pair(
          "thankYouText",
          own.thankYouText,
          <TextArea {...text("thankYouText")} label={t("wizard.thank_you")} maxLength={5_000} rows={4} />,
        )}
      </Part>
      {own.agenda.length > 0
        ? (
          <Part id="agenda" title={t("wizard.agenda")}>
            {own.agenda.map((point, i) => (
              <fieldset key={i} class="row-card stack tight">
                <legend class="field-label small">{t("wizard.agenda.nth", { number: i + 1 })}</legend>
                {pair(
                  "title",
                  point.title,
                  <TextField {...text(`agenda.${i}.title`)} label={t("wizard.agenda.title")} maxLength={200} />,
                )}
                {pair(
                  "text",
                  point.text,
                  <TextArea {...text(`agenda.${i}.text`)} label={t("wizard.agenda.text")} maxLength={1_000} rows={2} />,
                )}
              </fieldset>
            ))}
          </Part>
        )
        : null}
      {own.questions.length > 0
        ? (
          <Part id="asked" title={t("wizard.questions")}>
            {own.questions.map((question, i) => (
              <fieldset key={question.id} class="row-card stack tight">
                <legend class="field-label small">{t("wizard.questions.nth", { number: i + 1 })}</legend>
                <input type="hidden" name={`questions.${i}.id`} value={question.id} />
                {pair(
                  "label",
                  question.label,
                  <TextField {...text(`questions.${i}.label`)} label={t("wizard.questions.label")} maxLength={200} />,
                )}
                {pair(
                  "help",
                  question.help,
                  <TextField {...text(`questions.${i}.help`)} label={t("wizard.questions.help")} maxLength={500} />,
                )}
                {pair(
                  "options",
                  question.options,
                  <TextArea {...text(`questions.${i}.options`)} label={t("wizard.questions.options")} rows={3} />,
                )}
              </fieldset>
            ))}
          </Part>
        )
        : null}
      {own.seoTitle || own.seoDescription
        ? (
          <Part id="found" title={t("wizard.found")}>
            {pair(
              "seoTitle",
              own.seoTitle,
              <TextField {...text("seoTitle")} label={t("wizard.seo_title")} maxLength={150} />,
            )}
            {pair(
              "seoDescription",
              own.seoDescription,
              <TextArea {...text("seoDescription")} label={t("wizard.seo_description")} maxLength={300} rows={2} />,
            )}
          </Part>
        )
        : null}
    </>
  );
}

/** One text and the field for it in the other language; nothing where the event says nothing. */
function Pair({ value, from, label, children }: {
  value: string;
  from: Language;
  label: string;
  children: ComponentChildren;
}) {
  if (value.trim() === "") return null;
  return (
    <div class="text-pair">
      <div class="text-own">
        <span class="field-label small">{label}</span>
        <p lang={from}>{value}</p>
      </div>
      {children}
    </div>
  );
}
