import assert from "node:assert/strict";
import fc from "fast-check";
import { wrongWith } from "../../../components/public/field_rules.ts";
import { isDisposable, likelyMeant } from "../../../components/public/mail_addresses.ts";
import { visible } from "../../../web/person_fields.ts";
import { RegistrationForm } from "../../../web/pages/registration_form.ts";

const person = {
  firstName: "Ana",
  lastName: "Ng",
  email: "ana@example.com",
  termsAccepted: "true",
  privacyConsent: "true",
};
const types = { firstName: "text", lastName: "text", email: "email" } as const;

Deno.test("the page finds wrong exactly what the server does", () => {
  const written = fc.oneof(
    fc.string({ maxLength: 50, unit: "grapheme" }),
    fc.emailAddress({ size: "-1" }),
    fc.constantFrom("O", "Ō", "李", "Ng", "Núñez-Ō", " ", "a@b", "a@b.c", "a.@b.de", "a..b@c.de", "ana@exa mple.com"),
  );
  fc.assert(fc.property(fc.constantFrom("firstName", "lastName", "email"), written, (name, value) => {
    const seen = name === "email" ? value : visible(value);
    const live = wrongWith({ name, type: types[name], value: seen, required: true, checked: false });
    const { success } = RegistrationForm.safeParse({ ...person, [name]: value });
    assert.equal(success, live === null, `${name}: ${JSON.stringify(value)}`);
  }));
});

Deno.test("a slip of the finger is offered its likely meaning, and nothing else is", () => {
  const offered = {
    "ana@gmial.com": "ana@gmail.com",
    "ana@gmai.com": "ana@gmail.com",
    "ana@hotmial.com": "ana@hotmail.com",
    "ana@outlok.com": "ana@outlook.com",
    "ana@GMAIL.con": "ana@gmail.com",
    "ana@firma.con": "ana@firma.com",
  };
  for (const [typed, meant] of Object.entries(offered)) assert.equal(likelyMeant(typed), meant);
  for (const right of ["ana@gmail.com", "ana@example.com", "ana@mail.com", "ana@web.de", "ana", "@gmial.com"]) {
    assert.equal(likelyMeant(right), null, right);
  }
});

Deno.test("an address that is thrown away is known by its domain and every part below it", () => {
  for (const one of ["a@mailinator.com", "a@x.YOPMAIL.com"]) assert.ok(isDisposable(one), one);
  for (const one of ["a@example.com", "a@notmailinator.com", "mailinator.com@example.com"]) {
    assert.ok(!isDisposable(one), one);
  }
});
