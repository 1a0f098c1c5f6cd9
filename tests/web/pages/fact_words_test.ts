import assert from "node:assert/strict";
import { catalogue } from "../../../domain/catalogue.ts";
import { withoutWords } from "../../../i18n/facts.ts";
import { inWords } from "../../../web/pages/fact_words.ts";
import { samples } from "../../support/golden_samples.ts";

Deno.test("every type of domain event has words in three languages, and all that they name is in its data", () => {
  for (const language of ["en", "de", "es"] as const) {
    assert.deepEqual(withoutWords(catalogue.map(({ type }) => type), language), []);
    for (const [type, data] of Object.entries(samples)) {
      const words = inWords({ type, data: data as Record<string, unknown> }, language);
      assert.doesNotMatch(words, /[{}]|undefined|\[object/, `${language} ${type}: ${words}`);
    }
  }
});

Deno.test("somebody is named only where their name is there", () => {
  const waits = { eventId: "e", registrationId: "8c1f6f2e-7f1b-4c3c-9d53-0123456789ab", personId: "p", position: 3 };
  assert.equal(
    inWords({ type: "RegistrationWaitlisted", data: waits }, "en"),
    "4D2P-F2DB joined the waitlist as number 3",
  );
  const asked = { ...waits, firstName: "Ana", lastName: "Núñez", source: "direct" };
  assert.equal(
    inWords({ type: "RegistrationRequested", data: asked }, "de"),
    "Ana Núñez bat um einen Platz, gekommen über direct",
  );
  const masked = { ...asked, firstName: null, lastName: null, email: null };
  assert.equal(
    inWords({ type: "RegistrationRequested", data: masked }, "es"),
    "4D2P-F2DB pidió una plaza, llegando desde direct",
  );
});

Deno.test("what a newer program wrote is called by its name", () => {
  assert.equal(inWords({ type: "TomorrowKnown", data: {} }, "en"), "TomorrowKnown");
});
