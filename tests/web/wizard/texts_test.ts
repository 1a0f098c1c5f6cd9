import assert from "node:assert/strict";
import { ZodError } from "zod";
import { plainPage, type Question, usualForm } from "../../../domain/virtual_event/design.ts";
import type { VirtualEventEvent } from "../../../domain/virtual_event/events.ts";
import { existing } from "../../../domain/virtual_event/state.ts";
import { virtualEvent } from "../../../domain/virtual_event/virtual_event.ts";
import type { Editable } from "../../../web/pages/wizard/step.ts";
import { textsStep } from "../../../web/pages/wizard/texts.ts";
import { created } from "../../support/created_event.ts";

const { eventId } = created.data;
const question: Question = {
  id: "level",
  kind: "one",
  label: "Nivel",
  help: "",
  required: false,
  options: ["Bajo", "Alto"],
};
const agenda = [{ minute: 0, title: "Hola", text: "" }, { minute: 30, title: "Preguntas", text: "Todas" }];

function edited(...more: VirtualEventEvent[]): Editable {
  const facts: VirtualEventEvent[] = [
    created,
    { type: "RegistrationPageDesigned", data: { eventId, page: { ...plainPage, keyPoints: ["Uno"], agenda } } },
    { type: "FormDesigned", data: { eventId, form: { ...usualForm, questions: [question] } } },
    ...more,
  ];
  return { event: existing(facts.reduce(virtualEvent.evolve, virtualEvent.initial())), speakers: [] };
}

const german = textsStep("de");

Deno.test("nothing written is no translation, and one that is emptied is taken away", () => {
  const before = edited();
  assert.deepEqual(german.update(german.read(before), before), { translations: { de: null } });
  const after = edited({ type: "EventTranslated", data: { eventId, language: "de", texts: { title: "Kern" } } });
  assert.equal(german.read(after).title, "Kern");
  assert.deepEqual(german.update({ ...german.read(after), title: " " }, after), { translations: { de: null } });
});

Deno.test("what is written is kept as it is written, and read again as it was", () => {
  const before = edited();
  const form = {
    ...german.read(before),
    title: "Kern",
    keyPoints: "Eins\n",
    "agenda.1.title": "Fragen",
    "questions.0.label": "Niveau",
    "questions.0.options": "Niedrig\nHoch",
    seoDescription: "Für alle",
  };
  const { translations } = german.update(form, before);
  assert.deepEqual(translations?.de, {
    title: "Kern",
    keyPoints: ["Eins"],
    agenda: [{ title: "", text: "" }, { title: "Fragen", text: "" }],
    seo: { title: "", description: "Für alle" },
    questions: { level: { label: "Niveau", help: "", options: ["Niedrig", "Hoch"] } },
  });
  const after = edited({ type: "EventTranslated", data: { eventId, language: "de", texts: translations!.de! } });
  const again = german.update(german.read(after), after);
  assert.equal(JSON.stringify(again.translations?.de), JSON.stringify(after.event.translations.de));
  assert.equal(textsStep("en").read(after).title, "");
});

Deno.test("half of the options is refused at the question", () => {
  const before = edited();
  const form = { ...german.read(before), "questions.0.options": "Niedrig" };
  assert.throws(
    () => german.update(form, before),
    (error) => error instanceof ZodError && error.issues[0]?.path.join(".") === "questions.0.options",
  );
});
