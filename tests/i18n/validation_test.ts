import assert from "node:assert/strict";
import { z } from "zod";
import { fieldErrors } from "../../i18n/validation.ts";
import { RegistrationForm } from "../../web/pages/registration_form.ts";

function errorsOf(schema: z.ZodType, value: unknown, language: "en" | "de" | "es" = "en") {
  const parsed = schema.safeParse(value);
  return parsed.success ? {} : fieldErrors(parsed.error, language);
}

Deno.test("each field of the public form says what is wrong with it, in the reader's language", () => {
  const form = { firstName: "A", lastName: "x".repeat(51), email: "ana@", company: "y", marketingConsent: "maybe" };
  assert.deepEqual(errorsOf(RegistrationForm, form, "de"), {
    firstName: "Mindestens zwei Buchstaben.",
    lastName: "Höchstens 50 Zeichen.",
    email: "Das ist keine vollständige E-Mail-Adresse wie ana@example.com.",
    company: "Mindestens 2 Zeichen.",
    termsAccepted: "Bitte setz dieses Häkchen, um fortzufahren.",
    privacyConsent: "Bitte setz dieses Häkchen, um fortzufahren.",
  });
});

Deno.test("what is missing is said to be needed", () => {
  const { firstName, lastName, email } = errorsOf(RegistrationForm, {}) as Record<string, string>;
  assert.deepEqual([firstName, lastName, email], Array(3).fill("This is needed."));
});

Deno.test("a name of one character passes where names have one", () => {
  const form = { lastName: "李", email: "li@example.com", termsAccepted: "true", privacyConsent: "true" };
  assert.deepEqual(errorsOf(RegistrationForm, { ...form, firstName: "伟" }), {});
  assert.deepEqual(Object.keys(errorsOf(RegistrationForm, { ...form, firstName: "B" })), ["firstName"]);
});

Deno.test("nested fields are named by their path, and unknown fields by themselves", () => {
  const schema = z.strictObject({
    dates: z.array(z.object({ at: z.iso.datetime(), minutes: z.int().min(5).max(60) })),
  });
  assert.deepEqual(errorsOf(schema, { dates: [{ at: "soon", minutes: 1.5 }, { at: 3, minutes: 90 }], extra: 1 }), {
    "dates.0.at": "This is not a date and time.",
    "dates.0.minutes": "A whole number is needed here.",
    "dates.1.at": "This is not written in the form we can read.",
    "dates.1.minutes": "At most 60.",
    extra: "This field is not known here.",
  });
});

Deno.test("a number that has to be above zero is at least one", () => {
  assert.deepEqual(errorsOf(z.object({ capacity: z.int().positive() }), { capacity: 0 }), { capacity: "At least 1." });
});

Deno.test("choices, lists and web addresses", () => {
  const schema = z.object({ kind: z.enum(["a", "b"]), tags: z.array(z.string()).max(1), site: z.url() });
  assert.deepEqual(errorsOf(schema, { kind: "c", tags: ["x", "y"], site: "nowhere" }, "es"), {
    kind: "Elige una de las opciones.",
    tags: "Como mucho 1 entrada.",
    site: "No es una dirección web completa, como https://example.com.",
  });
});
