import assert from "node:assert/strict";
import { segmentsOf } from "../../../gateways/sms/segments.ts";
import { reminders } from "../../../reactors/reminders.ts";
import type { Reactor } from "../../../reactors/runtime/definition.ts";
import { withPostgres, world } from "../support/world.ts";

withPostgres();

Deno.test("a reminder goes as a text message to a number that is one, and says why it does not", async () => {
  await using w = await world({ reactors: [reminders] as unknown as Reactor[] });
  w.work();
  const eventId = await w.event({
    reminders: ["PT1H"],
    sequence: {
      timing: [{ offset: "PT1H", hour: null, ways: ["sms"] }],
      roomOpens: false,
      speakerAlert: null,
      summary: null,
    },
  });
  await w.register(eventId, "ana@example.com", { phone: "+34 600 123 456", language: "es" });
  await w.register(eventId, "ben@example.com");
  await w.register(eventId, "cid@example.com", { phone: "12345" });
  await w.settled();
  w.clock.moveTo("2026-06-10T16:00:00.000Z");
  await w.settled();
  assert.deepEqual(w.texts.map(({ to }) => to), ["+34600123456"]);
  assert.match(w.texts[0]!.text, /^Estudio Núñez: «5 Errores Comunes al Empezar» empieza .*19:00 Madrid.* https:/);
  const reasons = (await w.facts("DeliverySkipped")).map(({ data }) => data.reason).sort();
  assert.deepEqual(reasons, ["no_phone", "phone_invalid"]);
});

Deno.test("a text is counted in the segments it is paid as", () => {
  assert.equal(segmentsOf("a".repeat(160)), 1);
  assert.equal(segmentsOf("a".repeat(161)), 2);
  assert.equal(segmentsOf("€".repeat(80)), 1);
  assert.equal(segmentsOf("€".repeat(81)), 2);
  assert.equal(segmentsOf("“" + "a".repeat(69)), 1);
  assert.equal(segmentsOf("“" + "a".repeat(70)), 2);
});
