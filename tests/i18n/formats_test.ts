import assert from "node:assert/strict";
import {
  dateBlock,
  duration,
  inOwnZone,
  isTimeZone,
  money,
  number,
  percent,
  rate,
  relative,
  when,
  zoneName,
} from "../../i18n/formats.ts";

const now = new Date("2026-11-01T12:00:00.000Z");
const startsAt = "2026-11-24T18:00:00.000Z";

Deno.test("a time shows the event's wall clock, then the reader's own where it differs", () => {
  const event = { startsAt, zone: "Europe/Madrid" };
  assert.equal(when(event, "en", now), "Tue 24 Nov, 19:00 Madrid");
  assert.equal(when({ ...event, ownZone: "Europe/London" }, "en", now), "Tue 24 Nov, 19:00 Madrid · 18:00 for you");
  assert.equal(when({ ...event, ownZone: "Europe/Berlin" }, "en", now), "Tue 24 Nov, 19:00 Madrid");
  assert.match(when({ ...event, ownZone: "Europe/London" }, "de", now), /19:00 Madrid · 18:00 bei dir$/);
  assert.match(when({ ...event, ownZone: "Europe/London" }, "es", now), /19:00 Madrid · 18:00 para ti$/);
});

Deno.test("the reader's day is said where it is another one", () => {
  const own = inOwnZone({ startsAt, zone: "Europe/Madrid", ownZone: "Australia/Sydney" }, "en", now);
  assert.equal(own, "Wed 25 Nov, 05:00 for you");
});

Deno.test("the year is said when it is not this one", () => {
  assert.match(when({ startsAt: "2027-01-05T18:00:00.000Z", zone: "UTC" }, "en", now), /2027/);
  assert.doesNotMatch(when({ startsAt, zone: "UTC" }, "en", now), /2026/);
});

Deno.test("midnight is 00:00, and a zone nobody knows is left out", () => {
  assert.match(when({ startsAt: "2026-11-24T00:00:00.000Z", zone: "UTC" }, "en", now), /00:00 UTC$/);
  assert.match(when({ startsAt, zone: "UTC", ownZone: "Mars/Olympus" }, "en", now), /18:00 UTC$/);
  assert.equal(isTimeZone("Mars/Olympus"), false);
  assert.equal(isTimeZone("+01:00"), false);
  assert.equal(isTimeZone("America/Argentina/Buenos_Aires"), true);
  assert.equal(zoneName("America/Argentina/Buenos_Aires"), "Buenos Aires");
});

Deno.test("a date block is in the event's zone", () => {
  assert.deepEqual(dateBlock("2026-11-24T23:30:00.000Z", "Europe/Madrid", "en"), {
    month: "Nov",
    day: "25",
    weekday: "Wed",
  });
});

Deno.test("durations, numbers and amounts", () => {
  assert.equal(duration(45), "45 min");
  assert.equal(duration(60), "1 h");
  assert.equal(duration(95), "1 h 35 min");
  assert.equal(number(12_345, "es"), "12.345");
  assert.equal(number(null, "en"), "–");
  assert.equal(money({ amount: 4990, currency: "EUR" }, "en"), "€49.90");
  assert.equal(money({ amount: 5000, currency: "EUR" }, "en"), "€50");
  assert.equal(money({ amount: 500, currency: "JPY" }, "en"), "JP¥500");
});

Deno.test("a rate shows its fraction, and nothing measured is a dash, never 0", () => {
  assert.equal(rate(110, 200, "en"), "55 % · 110 of 200");
  assert.equal(rate(0, 200, "de"), "0 % · 0 von 200");
  assert.equal(rate(0, 0, "en"), "–");
  assert.equal(percent(null, 200, "en"), "–");
});

Deno.test("relative times use the largest step that fits", () => {
  assert.equal(relative("2026-11-04T12:00:00.000Z", now, "en"), "in 3 days");
  assert.equal(relative("2026-11-01T10:00:00.000Z", now, "en"), "2 hours ago");
  assert.equal(relative("2026-11-02T13:00:00.000Z", now, "en"), "tomorrow");
  assert.equal(relative("2026-11-01T12:00:10.000Z", now, "en"), "this minute");
});
