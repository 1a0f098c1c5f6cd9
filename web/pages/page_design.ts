import { askedForm, type PageDesign, type Said } from "../../components/public/design.ts";
import type { Language } from "../../domain/ids.ts";
import type { EventView } from "../../projections/queries.ts";
import { choicesFor } from "../counted.ts";
import { eventPath } from "../links.ts";
import { materialLink, materialsFor } from "../materials.ts";

/** From so many on, it is said how many have a place. */
export const WORTH_SAYING = 20;
/** From so many on, it is said how many are looking. */
export const LOOKING = 3;

type Given = Pick<PageDesign, "related"> & { looking: number };

/** What the page of an event shows, in the reader's language where the event has it, in its own where not. */
export function pageDesign(view: EventView, locale: Language, now: string, { related, looking }: Given): PageDesign {
  const own = view.language as Language;
  const texts = locale === own ? undefined : view.translations[locale];
  const said = <T extends string | readonly unknown[]>(translated: T | undefined, original: T): Said<T> =>
    translated !== undefined && translated.length > 0
      ? { value: translated, language: locale }
      : { value: original, language: own };
  const { page, earlyBird } = view;
  const agenda = texts?.agenda?.length === page.agenda.length
    ? page.agenda.map(({ minute, title, text }, n) => ({
      minute,
      title: texts.agenda![n]!.title || title,
      text: texts.agenda![n]!.text || text,
    }))
    : undefined;
  return {
    cover: page.cover,
    description: said(texts?.description, view.description),
    keyPoints: said(texts?.keyPoints, page.keyPoints),
    objectives: said(texts?.objectives, page.objectives),
    audience: said(texts?.audience, page.audience),
    prerequisites: said(texts?.prerequisites, page.prerequisites),
    agenda: said(agenda, page.agenda),
    materials: materialsFor(view, "everyone").map((one) =>
      materialLink(one, eventPath(view.studio.address, view.slug))
    ),
    speakers: view.speakers.flatMap((speaker) => speaker.name === null ? [] : [{ ...speaker, name: speaker.name }]),
    languages: view.languages.length > 0 ? view.languages : [own],
    earlyBird: earlyBird && earlyBird.until > now ? earlyBird : null,
    approval: view.approval,
    share: page.show.share,
    showPrice: page.show.price,
    registered: view.counts.confirmed >= WORTH_SAYING ? view.counts.confirmed : null,
    looking: looking >= LOOKING ? looking : null,
    form: formOf(view, locale),
    code: view.audience.who === "chosen" && view.audience.codeHash !== null,
    related,
  };
}

/** What its form asks for, in the reader's language where there is one; answers stay in the event's own. */
export function formOf(view: EventView, locale: Language) {
  const own = view.language as Language;
  const asked = askedForm(view.form, own);
  const standard = asked.standard.map((field) => ({ ...field, choices: choicesFor(field.name, locale) }));
  const form = { ...asked, standard };
  const translated = locale === own ? undefined : view.translations[locale]?.questions;
  if (!translated) return form;
  const questions = form.questions.map((question) => {
    const texts = translated[question.id];
    if (!texts) return question;
    const { label, help, options } = question;
    return {
      ...question,
      label: texts.label || label,
      help: texts.help || help,
      shownOptions: texts.options.length === options.length ? texts.options : options,
      language: locale,
    };
  });
  return { ...form, questions };
}

/** The title in the reader's language, where there is one. */
export function titleOf(view: EventView, locale: Language): Said<string> {
  const translated = locale === view.language ? undefined : view.translations[locale]?.title;
  return translated
    ? { value: translated, language: locale }
    : { value: view.title, language: view.language as Language };
}

/** What the trainer says to those who have a place, in the reader's language where there is one. */
export function thanksOf(view: EventView, locale: Language): Said<string> {
  const translated = locale === view.language ? undefined : view.translations[locale]?.thankYouText;
  return translated
    ? { value: translated, language: locale }
    : { value: view.page.thankYouText, language: view.language as Language };
}
