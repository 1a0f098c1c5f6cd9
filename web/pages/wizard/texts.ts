import { z } from "zod";
import type { Language } from "../../../domain/ids.ts";
import { type Question, Translation } from "../../../domain/virtual_event/design.ts";
import { formOf } from "../../../domain/virtual_event/plan_design.ts";
import type { Existing } from "../../../domain/virtual_event/state.ts";
import { lines, textOf } from "./fields.ts";
import { type FlatForm, flatRows, rowsOf } from "./form.ts";
import type { Editable, WizardStep } from "./step.ts";

const shape = {
  title: z.string().trim().pipe(z.literal("").or(z.string().min(3).max(150))),
  description: textOf(20_000),
  keyPoints: lines,
  objectives: lines,
  whoFor: lines,
  prerequisites: lines,
  thankYouText: textOf(5_000),
  seoTitle: textOf(150),
  seoDescription: textOf(300),
  agenda: z.array(z.object({ title: textOf(200), text: textOf(1_000) })),
};

/** The event's texts in another language. What is left empty is read in the event's own. */
export function textsStep(language: Language): WizardStep {
  return {
    fields: Object.keys(shape).filter((name) => name !== "agenda"),
    lists: { agenda: ["title", "text"], questions: ["id", "label", "help", "options"] },
    read: ({ event }) => read(event, event.translations[language] ?? {}),
    update: (form, edited) => ({ translations: { [language]: translationOf(form, edited) } }),
    reasons: {},
  };
}

function read(event: Existing, texts: Translation): FlatForm {
  const joined = (entries: readonly string[] = []) => entries.join("\n");
  return {
    title: texts.title ?? "",
    description: texts.description ?? "",
    keyPoints: joined(texts.keyPoints),
    objectives: joined(texts.objectives),
    whoFor: joined(texts.audience),
    prerequisites: joined(texts.prerequisites),
    thankYouText: texts.thankYouText ?? "",
    seoTitle: texts.seo?.title ?? "",
    seoDescription: texts.seo?.description ?? "",
    ...flatRows(
      "agenda",
      event.page.agenda.map((_, n) => ({
        title: texts.agenda?.[n]?.title ?? "",
        text: texts.agenda?.[n]?.text ?? "",
      })),
    ),
    ...flatRows(
      "questions",
      formOf(event).questions.map(({ id }) => ({
        id,
        label: texts.questions?.[id]?.label ?? "",
        help: texts.questions?.[id]?.help ?? "",
        options: joined(texts.questions?.[id]?.options),
      })),
    ),
  };
}

/** Null when nothing is said in this language. */
function translationOf(form: FlatForm, { event }: Editable): Translation | null {
  const questions = formOf(event).questions;
  const typed = z.object({ ...shape, questions: z.array(questionOf(questions)) }).parse({
    ...form,
    agenda: rowsOf(form, "agenda").slice(0, event.page.agenda.length),
    questions: rowsOf(form, "questions"),
  });
  const { title, description, keyPoints, objectives, whoFor, prerequisites, thankYouText } = typed;
  const said = typed.questions.filter(({ label, help, options }) => label || help || options.length > 0);
  const texts = Translation.parse(filled({
    title,
    description,
    keyPoints,
    objectives,
    audience: whoFor,
    prerequisites,
    agenda: typed.agenda.some(({ title, text }) => title || text) ? typed.agenda : [],
    thankYouText,
    seo: typed.seoTitle || typed.seoDescription ? { title: typed.seoTitle, description: typed.seoDescription } : "",
    questions: said.length > 0 ? Object.fromEntries(said.map(({ id, ...question }) => [id, question])) : "",
  }));
  return Object.keys(texts).length > 0 ? texts : null;
}

/** As many options as the question has, or none: an answer is kept in the event's own language. */
function questionOf(questions: readonly Question[]) {
  return z.object({ id: z.string(), label: textOf(200), help: textOf(500), options: lines }).superRefine(
    ({ id, options }, ctx) => {
      const own = questions.find((question) => question.id === id)?.options.length ?? 0;
      if (options.length === 0 || options.length === own) return;
      ctx.addIssue({ code: "custom", message: "as_many", path: ["options"] });
    },
  );
}

function filled(texts: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(texts).filter(([, value]) => Array.isArray(value) ? value.length : value));
}
