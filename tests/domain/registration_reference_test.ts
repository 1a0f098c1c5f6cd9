import assert from "node:assert/strict";
import fc from "fast-check";
import { registrationReference } from "../../domain/registration_reference.ts";

Deno.test("a reference has eight letters that nobody mistakes, and is the same each time", () =>
  fc.assert(fc.property(fc.uuid(), (id) => {
    assert.match(registrationReference(id), /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    assert.equal(registrationReference(id), registrationReference(id));
  })));

Deno.test("a reference never changes, since people have it on paper", () => {
  assert.equal(registrationReference("974b1626-979e-57e3-8bda-c8d9295bea8b"), "V4MN-QTMB");
  assert.equal(registrationReference("00000000-0000-4000-8000-000000000000"), "0000-0000");
  assert.equal(registrationReference("ffffffff-ffff-4fff-8fff-ffffffffffff"), "ZZZZ-ZZZZ");
});
