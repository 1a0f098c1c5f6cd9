import assert from "node:assert/strict";
import { RegistrationForm } from "../../../domain/virtual_event/registration_form.ts";

const ana = {
  firstName: "Ana",
  lastName: "García",
  email: "ana@example.com",
  termsAccepted: true,
  privacyConsent: true,
};
const wrong = (change: Record<string, unknown>) =>
  RegistrationForm.safeParse({ ...ana, ...change }).error?.issues.map((issue) => issue.path.join(".")) ?? [];

Deno.test("the least that is needed: names, e-mail, terms, privacy", () =>
  assert.deepEqual(RegistrationForm.parse(ana), { ...ana, marketingConsent: false }));

Deno.test("what is left empty is absent", () =>
  assert.deepEqual(
    Object.values(
      RegistrationForm.pick({ phone: true, company: true, position: true, website: true, specialRequirements: true })
        .parse({ phone: "", company: "  ", position: "", website: "", specialRequirements: "" }),
    ).filter((value) => value !== undefined),
    [],
  ));

Deno.test("what stands around a value is not part of it", () =>
  assert.equal(RegistrationForm.parse({ ...ana, email: " ana@example.com " }).email, "ana@example.com"));

Deno.test("names have two to fifty characters", () => {
  assert.deepEqual(wrong({ firstName: "" }), ["firstName"]);
  assert.deepEqual(wrong({ lastName: "A" }), ["lastName"]);
  assert.deepEqual(wrong({ lastName: "A".repeat(51) }), ["lastName"]);
  assert.deepEqual(wrong({ firstName: "Al", lastName: "A".repeat(50) }), []);
});

Deno.test("one character is a name where names have one", () => {
  assert.deepEqual(wrong({ firstName: "伟", lastName: "王" }), []);
  assert.deepEqual(wrong({ firstName: "Я" }), ["firstName"]);
  assert.deepEqual(wrong({ firstName: "Ω" }), ["firstName"]);
});

Deno.test("each field that is wrong is named", () => {
  assert.deepEqual(wrong({ email: "ana@" }), ["email"]);
  assert.deepEqual(wrong({ company: "A" }), ["company"]);
  assert.deepEqual(wrong({ company: "A".repeat(201) }), ["company"]);
  assert.deepEqual(wrong({ position: "A".repeat(201) }), ["position"]);
  assert.deepEqual(wrong({ website: "javascript:alert(1)" }), ["website"]);
  assert.deepEqual(wrong({ website: "example" }), ["website"]);
  assert.deepEqual(wrong({ specialRequirements: "A".repeat(501) }), ["specialRequirements"]);
  assert.deepEqual(wrong({ language: "fr" }), ["language"]);
  assert.deepEqual(wrong({ firstName: 7, email: null }), ["firstName", "email"]);
});

Deno.test("terms and privacy are accepted or the form is not", () => {
  assert.deepEqual(wrong({ termsAccepted: false }), ["termsAccepted"]);
  assert.deepEqual(wrong({ privacyConsent: undefined }), ["privacyConsent"]);
});
