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
    "Ana Núñez bat um einen Platz, gekommen über einen direkten Link",
  );
  const masked = { ...asked, firstName: null, lastName: null, email: null };
  assert.equal(
    inWords({ type: "RegistrationRequested", data: masked }, "es"),
    "4D2P-F2DB pidió una plaza, llegando desde un enlace directo",
  );
});

Deno.test("durations, prices and codes of the log are told in the reader's language", () => {
  const said = (type: string, data: Record<string, unknown>) =>
    (["en", "de", "es"] as const).map((language) => inWords({ type, data }, language));
  assert.deepEqual(said("AutomationsConfigured", { confirmation: true, reminders: ["PT24H", "P7D"] }), [
    "A confirmation goes out, and reminders before each date: 24 hours, 7 days",
    "Eine Bestätigung geht hinaus, und Erinnerungen vor jedem Termin: 24 Stunden, 7 Tage",
    "Se envía una confirmación, y recordatorios antes de cada fecha: 24 horas, 7 días",
  ]);
  const early = { price: { amount: 1500, currency: "EUR" }, until: "2026-01-01T00:00:00.000Z" };
  const pricing = { access: "paid", price: { amount: 2050, currency: "EUR" }, earlyBird: early, companyBilling: false };
  assert.match(said("PricingSet", { pricing })[0]!, /access: paid, price: €20\.50, earlyBird: price: €15, until: /);
  assert.match(said("PricingSet", { pricing })[1]!, /access: kostenpflichtig, price: 20,50\s€/);
  const skipped = { channel: "mail", key: "reminder:1", reason: "event_cancelled" };
  assert.deepEqual(said("DeliverySkipped", skipped).slice(0, 2), [
    "Not sent over e-mail, because the event was cancelled: reminder:1",
    "Nicht über E-Mail verschickt (reminder:1): die Veranstaltung wurde abgesagt",
  ]);
  assert.match(said("CommandDeclined", { command: "PublishEvent", reason: "event_cancelled" })[0]!, /: .+cancelled/);
});

Deno.test("what a newer program wrote is called by its name", () => {
  assert.equal(inWords({ type: "TomorrowKnown", data: {} }, "en"), "TomorrowKnown");
});
