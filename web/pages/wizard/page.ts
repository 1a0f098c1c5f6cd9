import { z } from "zod";
import { type Form, Page, Question, type StandardField, standardFields } from "../../../domain/virtual_event/design.ts";
import { EventDetails } from "../../../domain/virtual_event/events.ts";
import { formOf as designedForm } from "../../../domain/virtual_event/plan_design.ts";
import { box, lines, textOf, ticked, wholeNumber } from "./fields.ts";
import { type FlatForm, flatRows, rowsOf } from "./form.ts";
import type { Editable, WizardStep } from "./step.ts";

const Typed = z.object({
  slug: z.string().trim().refine((slug) => EventDetails.shape.slug.safeParse(slug).success, { error: "slug" }),
  keyPoints: lines,
  objectives: lines,
  whoFor: lines,
  prerequisites: lines,
  agenda: z.array(z.object({ minute: wholeNumber(0, 24 * 60), title: textOf(200).min(1), text: textOf(1_000) })).max(
    50,
  ),
  ownColour: ticked,
  accentColour: z.string().regex(/^#[0-9a-fA-F]{6}$/).transform((colour) => colour.toLowerCase()),
  thankYouText: textOf(5_000),
  seoTitle: textOf(150),
  seoDescription: textOf(300),
  showPlaces: Page.shape.show.shape.places,
  showPrice: ticked,
  showShare: ticked,
  questions: z.array(z.object({
    id: Question.shape.id,
    kind: Question.shape.kind,
    label: textOf(200).min(1),
    help: textOf(500),
    required: ticked,
    options: z.string().transform((text) => text.split("\n").map((line) => line.trim()).filter((line) => line !== ""))
      .pipe(z.array(z.string().max(200)).max(50)),
  })).max(30),
});

const Standard = z.object(
  Object.fromEntries(
    standardFields.map((field) => [`standard_${field}`, z.enum(["off", "asked", "required"])]),
  ) as Record<
    `standard_${StandardField}`,
    z.ZodEnum<{ off: "off"; asked: "asked"; required: "required" }>
  >,
);

/** A colour to begin with where none was chosen. */
const BEGIN_WITH = "#3b5bdb";

/** What people see before they register, and what they are asked. */
export const page: WizardStep = {
  fields: [
    ...Object.keys(Typed.shape).filter((name) => name !== "agenda" && name !== "questions"),
    ...Object.keys(Standard.shape),
  ],
  lists: {
    agenda: ["minute", "title", "text"],
    questions: ["id", "kind", "label", "help", "required", "options"],
  },
  read,
  update,
  reasons: { slug_taken: "slug", form_invalid: "questions" },
};

function read({ event }: Editable): FlatForm {
  const { page: own, details } = event;
  const form = designedForm(event);
  return {
    slug: details.slug,
    keyPoints: own.keyPoints.join("\n"),
    objectives: own.objectives.join("\n"),
    whoFor: own.audience.join("\n"),
    prerequisites: own.prerequisites.join("\n"),
    ownColour: box(own.accentColour !== null),
    accentColour: own.accentColour ?? BEGIN_WITH,
    thankYouText: own.thankYouText,
    seoTitle: own.seo.title,
    seoDescription: own.seo.description,
    showPlaces: own.show.places,
    showPrice: box(own.show.price),
    showShare: box(own.show.share),
    ...Object.fromEntries(standardFields.map((field) => [`standard_${field}`, form.standard[field]])),
    ...flatRows("agenda", own.agenda.map(({ minute, title, text }) => ({ minute: String(minute), title, text }))),
    ...flatRows(
      "questions",
      form.questions.map(({ options, required, ...question }) => ({
        ...question,
        required: box(required),
        options: options.join("\n"),
      })),
    ),
  };
}

function update(form: FlatForm, { event }: Editable) {
  const agenda = rowsOf(form, "agenda").filter(({ minute, title, text }) => `${minute}${title}${text}`.trim() !== "");
  const questions = rowsOf(form, "questions").filter(({ label, help, options }) =>
    `${label}${help}${options}`.trim() !== ""
  );
  const typed = Typed.parse({ ...form, agenda, questions });
  const standard = Standard.parse(form);
  const designed = Page.parse({
    cover: event.page.cover,
    keyPoints: typed.keyPoints,
    objectives: typed.objectives,
    audience: typed.whoFor,
    prerequisites: typed.prerequisites,
    agenda: typed.agenda.toSorted((a, b) => a.minute - b.minute),
    accentColour: typed.ownColour ? typed.accentColour : null,
    thankYouText: typed.thankYouText,
    seo: { title: typed.seoTitle, description: typed.seoDescription },
    show: { places: typed.showPlaces, price: typed.showPrice, share: typed.showShare },
  });
  const asked: Form = {
    standard: Object.fromEntries(
      standardFields.map((field) => [field, standard[`standard_${field}`]]),
    ) as Form["standard"],
    questions: typed.questions.map(({ options, ...question }) => ({
      ...question,
      options: question.kind === "one" || question.kind === "many" ? options : [],
    })),
  };
  return { slug: typed.slug, page: designed, form: inOrder(asked) };
}

/** As the schema orders it: what is the same must read the same. */
function inOrder({ standard, questions }: Form): Form {
  return { standard, questions: z.array(Question).parse(questions) };
}
