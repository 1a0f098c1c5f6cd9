import assert from "node:assert/strict";
import fc from "fast-check";
import { nearestWord, slipsBetween } from "../../projections/spelling.ts";

Deno.test("a slip of the finger leads to the word that was meant", () => {
  const known = ["marketing", "negotiation", "yoga", "berlin", "verhandeln"];
  assert.equal(nearestWord("makreting", known), "marketing");
  assert.equal(nearestWord("negociation", known), "negotiation");
  assert.equal(nearestWord("yogs", known), "yoga");
  assert.equal(nearestWord("verhandelm", known), "verhandeln");
});

Deno.test("a word that is there, or part of one, is left as it was typed", () => {
  assert.equal(nearestWord("market", ["marketing"]), "market");
  assert.equal(nearestWord("yoga", ["yoga", "toga"]), "yoga");
});

Deno.test("short words and far ones are not guessed at", () => {
  assert.equal(nearestWord("abc", ["abd"]), null);
  assert.equal(nearestWord("zzzzzzzz", ["marketing"]), null);
});

Deno.test("slips are the same both ways, none for the same word, and never more than one change makes", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 8 });
  fc.assert(fc.property(word, word, (one, other) => {
    assert.equal(slipsBetween(one, other, 9), slipsBetween(other, one, 9));
    assert.equal(slipsBetween(one, one, 9), 0);
    assert.ok(slipsBetween(one, `${one}d`, 9) === 1);
  }));
});
