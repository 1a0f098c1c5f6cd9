import assert from "node:assert/strict";
import { suppression } from "../../../domain/suppression/suppression.ts";
import { virtualEvent } from "../../../domain/virtual_event/virtual_event.ts";
import { segmentsOf } from "../../../i18n/segments.ts";
import { NumberStopped } from "../../../gateways/sms/port.ts";
import { cancellations } from "../../../reactors/cancellations.ts";
import { reminders } from "../../../reactors/reminders.ts";
import { reschedules } from "../../../reactors/reschedules.ts";
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
  assert.match(w.texts[0]!.text, /^Estudio Núñez: "5 Errores Comunes al Empezar" empieza .*19:00 Madrid.* https:/);
  const reasons = (await w.facts("DeliverySkipped")).map(({ data }) => data.reason).sort();
  assert.deepEqual(reasons, ["no_phone", "phone_invalid"]);
});

type Dates = { dates: { dateId: string }[] };

const bySms = {
  timing: [{ offset: "PT1H", hour: null, ways: ["sms" as const] }],
  roomOpens: false,
  speakerAlert: null,
  summary: null,
};
const near = { startsAtLocal: "2026-06-02T10:00", reminders: ["PT1H"] };

Deno.test("what changes a day before a date is told by text, outside of the night, to those with a place and a number", async () => {
  await using w = await world({ reactors: [reschedules, cancellations] as unknown as Reactor[] });
  w.work();
  const [eventId, mailed, far] = [
    await w.event({ ...near, sequence: bySms, capacity: 2 }),
    await w.event(near),
    await w.event({ ...near, startsAtLocal: "2026-06-03T10:00", sequence: bySms }),
  ];
  await w.register(eventId, "ana@example.com", { phone: "+34600123456", language: "es", timeZone: "Europe/Madrid" });
  // in Auckland it is ten in the evening
  await w.register(eventId, "ben@example.com", { phone: "+64211234567", timeZone: "Pacific/Auckland" });
  await w.register(eventId, "waits@example.com", { phone: "+34600123457" });
  await w.register(mailed, "cid@example.com", { phone: "+34600123458" });
  await w.register(far, "dan@example.com", { phone: "+34600123459" });
  await w.settled();
  for (const id of [eventId, mailed, far]) {
    const { dates } = await w.handle.stateOf(virtualEvent, `event-${id}`) as unknown as Dates;
    await w.onEvent(id, {
      type: "Reschedule",
      timeZone: "Europe/Madrid",
      dates: [{ dateId: dates[0]!.dateId, startsAtLocal: "2026-06-09T19:00", durationMinutes: 60 }],
    });
  }
  await w.settled();
  assert.deepEqual(w.texts.map(({ to, text }) => [to, text.replace(/https:.*/, "…")]), [
    ["+34600123456", 'Estudio Núñez: "5 Errores Comunes al Empezar" tiene nueva fecha: mar, 9 jun, 19:00 Madrid. …'],
  ]);
  w.clock.moveTo("2026-06-01T20:00:00.000Z"); // eight in the morning in Auckland
  await w.settled();
  assert.deepEqual(w.texts.slice(1).map(({ to }) => to), ["+64211234567"]);
  w.clock.moveTo("2026-06-09T09:00:00.000Z");
  await w.onEvent(eventId, { type: "CancelEvent", reason: "" });
  await w.settled();
  assert.deepEqual(w.texts.slice(2).map(({ text }) => text.slice(0, 60)), [
    'Estudio Núñez: "5 Errores Comunes al Empezar", el mar, 9 jun',
  ]);
  const skipped = (await w.facts("DeliverySkipped")).filter(({ data }) => data.channel === "sms");
  assert.deepEqual(skipped.map(({ data }) => data.reason), ["quiet_hours"], "all of ben's evening is night");
});

Deno.test("who has said STOP to the provider is not asked again, and whoever takes it back is", async () => {
  let stopped = true;
  const sent: string[] = [];
  await using w = await world({
    reactors: [reschedules] as unknown as Reactor[],
    sms: {
      send: ({ to }) =>
        stopped ? Promise.reject(new NumberStopped("the person has said STOP")) : Promise.resolve({
          receipt: `taken ${sent.push(to)}`,
        }),
      close: () => Promise.resolve(),
    },
  });
  w.work();
  const eventId = await w.event({ ...near, sequence: bySms });
  const { personId } = await w.register(eventId, "ana@example.com", {
    phone: "+34600123456",
    timeZone: "Europe/Madrid",
  });
  const { dates } = await w.handle.stateOf(virtualEvent, `event-${eventId}`) as unknown as Dates;
  const move = async (startsAtLocal: string) => {
    const date = { dateId: dates[0]!.dateId, startsAtLocal, durationMinutes: 60 };
    await w.onEvent(eventId, { type: "Reschedule", timeZone: "Europe/Madrid", dates: [date] });
    await w.settled();
  };
  await move("2026-06-02T11:00");
  const [given] = (await w.facts("DeliveryAbandoned")).map(({ data }) => data.error);
  assert.match(String(given), /STOP/);
  assert.equal((await w.facts("TextsStopped")).length, 1);
  await move("2026-06-02T11:10");
  assert.deepEqual((await w.facts("DeliverySkipped")).map(({ data }) => data.reason), ["texts_stopped"]);
  stopped = false;
  await w.decide(suppression, `suppression-${personId}`, { type: "ResumeTexts", studioId: w.studioId, personId });
  await move("2026-06-02T11:20");
  assert.deepEqual(sent, ["+34600123456"]);
});

Deno.test("a text is counted in the segments it is paid as", () => {
  assert.equal(segmentsOf("a".repeat(160)), 1);
  assert.equal(segmentsOf("a".repeat(161)), 2);
  assert.equal(segmentsOf("€".repeat(80)), 1);
  assert.equal(segmentsOf("€".repeat(81)), 2);
  assert.equal(segmentsOf("“" + "a".repeat(69)), 1);
  assert.equal(segmentsOf("“" + "a".repeat(70)), 2);
  // what takes two places is not torn apart: 76 of them, and one place stays empty
  assert.equal(segmentsOf("€".repeat(152)), 2);
  assert.equal(segmentsOf("€".repeat(153)), 3);
  assert.equal(segmentsOf("😀".repeat(66)), 2);
  assert.equal(segmentsOf("😀".repeat(67)), 3);
});
