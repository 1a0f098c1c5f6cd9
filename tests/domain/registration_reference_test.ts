import assert from "node:assert/strict";
import fc from "fast-check";
import { mayBeInReference, registrationReference } from "../../domain/registration_reference.ts";

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

Deno.test("any part of a reference may be in one, a name with letters that none has may not", () => {
  const reference = registrationReference(crypto.randomUUID());
  for (let from = 0; from < reference.length; from++) {
    for (let to = from + 1; to <= reference.length; to++) {
      assert.ok(mayBeInReference(reference.slice(from, to)), reference.slice(from, to));
    }
  }
  for (const name of ["LOPEZ", "GARCIA", "ANA GÁMEZ", "ABCDEFGHJ"]) assert.ok(!mayBeInReference(name), name);
});
