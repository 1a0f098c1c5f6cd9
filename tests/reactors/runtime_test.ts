import assert from "node:assert/strict";
import { world } from "./support/world.ts";

Deno.test("a registration is confirmed by mail, in the registrant's language, with the calendar file", async () => {
  await using w = await world();
  w.work();
  const eventId = await w.event();
  await w.register(eventId, "ana@example.com", { language: "de" });
  await w.mails.taken(1);
  const [mail] = w.mails.sent;
  assert.equal(mail?.to.address, "ana@example.com");
  assert.equal(mail.subject, "Du bist dabei: 5 Errores Comunes al Empezar");
  assert.match(mail.text, /Mi\.?,? 10\.? Juni?, 19:00 Madrid · 18:00 bei dir/);
  assert.match(String(mail.attachments[0]?.content), /METHOD:REQUEST/);
  await w.settled();
  assert.deepEqual((await w.facts("DeliverySucceeded")).length, 1);
  assert.deepEqual(w.problems, []);
});
