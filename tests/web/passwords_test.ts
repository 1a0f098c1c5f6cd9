import assert from "node:assert/strict";
import { passwordProblem } from "../../web/identity/passwords.ts";

Deno.test("a password known from leaks is refused, with a year or a sign behind it too, in whatever case", async () => {
  for (const password of ["qwertyuiop", "Password123", "Sunshine2024!", "BASKETBALL", "Basketball1!", "passwort12"]) {
    assert.equal(await passwordProblem(password), "password_common", password);
  }
  for (const password of ["1111111111", "ababababab", "aaaabbbbccccdd"]) {
    assert.equal(await passwordProblem(password), "password_common", password);
  }
});

Deno.test("somebody's own address is no password", async () => {
  assert.equal(await passwordProblem("marta.engel@studio.example", "marta.engel@studio.example"), "password_common");
  assert.equal(await passwordProblem("marta.engel1!", "Marta.Engel@studio.example"), "password_common");
  assert.equal(await passwordProblem("marta.engel likes to run far", "marta.engel@studio.example"), null);
});

Deno.test("length is judged in characters, and a passphrase is taken", async () => {
  assert.equal(await passwordProblem("ñandú1234"), "password_too_short");
  assert.equal(await passwordProblem("x".repeat(201)), "password_too_long");
  assert.equal(await passwordProblem("correct horse battery"), null);
  assert.equal(await passwordProblem("dreißig grüne Äpfel"), null);
});
