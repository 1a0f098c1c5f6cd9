import assert from "node:assert/strict";
import { choicesOf, Counted, countedFields, countedIn } from "../../domain/virtual_event/counted.ts";

Deno.test("what stands in a list is counted, whatever else was answered", () => {
  const answers = { industry: "health", companySize: "many", country: "AT", experience: "", other: "x", consent: true };
  assert.deepEqual(countedIn(answers), { industry: "health", country: "AT" });
  assert.equal(countedIn({ industry: "witchcraft", country: "Österreich" }), null);
  assert.equal(countedIn(undefined), null);
});

Deno.test("every choice can be written as a fact, and none stands twice", () => {
  for (const field of countedFields) {
    const choices = choicesOf(field);
    assert.equal(new Set(choices).size, choices.length);
    for (const value of choices) assert.deepEqual(Counted.parse({ [field]: value }), { [field]: value });
  }
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  assert.deepEqual(choicesOf("country").filter((code) => names.of(code) === undefined), []);
});
