import assert from "node:assert/strict";
import { type AskedForm, optionField, questionField } from "../../../components/public/design.ts";
import { fieldErrors } from "../../../i18n/validation.ts";
import { answersOf, registrantDetails, registrationForm } from "../../../web/pages/registration_form.ts";

const question = { help: "", language: "en" as const, options: [] as string[] };
const asked: AskedForm = {
  standard: [{ name: "phone", required: true }, { name: "industry", required: false }],
  questions: [
    { ...question, id: "goal", kind: "long", label: "Goal", required: true },
    { ...question, id: "level", kind: "one", label: "Level", required: false, options: ["low", "high"] },
    { ...question, id: "days", kind: "many", label: "Days", required: true, options: ["Mon", "Tue", "Wed"] },
    { ...question, id: "first", kind: "yes_no", label: "First time", required: false },
    { ...question, id: "photos", kind: "consent", label: "Photos", required: true },
  ],
};
const person = {
  firstName: "Núñez-Ō",
  lastName: "Ng",
  email: "ng@example.com",
  termsAccepted: "true",
  privacyConsent: "true",
};

function errorsOf(sent: Record<string, string>) {
  const parsed = registrationForm(asked).safeParse(sent);
  return parsed.success ? {} : fieldErrors(parsed.error, "en");
}

Deno.test("each thing that an event needs to know is asked for at its field", () => {
  const errors = errorsOf(person);
  assert.deepEqual(Object.keys(errors).sort(), ["phone", "q-goal", "q-photos"]);
  const { [questionField("days")]: days } = errorsOf({
    ...person,
    phone: "+49 170 1234567",
    [questionField("goal")]: "More",
    [questionField("photos")]: "true",
  });
  assert.equal(days, "This is needed.");
});

Deno.test("an option that is not offered, and a phone that is none, are refused", () => {
  const errors = errorsOf({
    ...person,
    phone: "call me",
    [questionField("goal")]: "More",
    [questionField("level")]: "medium",
    [questionField("first")]: "perhaps",
    [questionField("photos")]: "true",
    [optionField("days", 1)]: "true",
  });
  assert.deepEqual(Object.keys(errors).sort(), ["phone", "q-first", "q-level"]);
});

Deno.test("what was told becomes details and answers, in the words of the command", () => {
  const form = registrationForm(asked).parse({
    ...person,
    phone: " +49 170 1234567 ",
    industry: "health",
    [questionField("goal")]: " More ",
    [questionField("level")]: "",
    [questionField("first")]: "false",
    [questionField("photos")]: "true",
    [optionField("days", 0)]: "true",
    [optionField("days", 2)]: "true",
    unknown: "dropped",
  });
  assert.equal(registrantDetails(form).phone, "+49 170 1234567");
  assert.deepEqual(answersOf(form, asked), {
    industry: "health",
    goal: "More",
    days: ["Mon", "Wed"],
    first: false,
    photos: true,
  });
});
