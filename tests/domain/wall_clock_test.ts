import assert from "node:assert/strict";
import { instantOf, knownTimeZone, minutesAfter, timeZoneNamed, wallClockOf } from "../../domain/wall_clock.ts";
import { refusalOf } from "../support/given.ts";

const shown: [string, string, string][] = [
  ["2026-01-15T19:00", "Europe/Berlin", "2026-01-15T18:00:00.000Z"],
  ["2026-07-15T19:00", "Europe/Berlin", "2026-07-15T17:00:00.000Z"],
  ["2026-11-24T19:00", "America/New_York", "2026-11-25T00:00:00.000Z"],
  ["2026-11-24T19:00", "Asia/Kolkata", "2026-11-24T13:30:00.000Z"],
  ["2026-11-24T19:00", "Asia/Kathmandu", "2026-11-24T13:15:00.000Z"],
  ["2026-01-15T19:00", "Australia/Lord_Howe", "2026-01-15T08:00:00.000Z"],
  ["2026-07-15T19:00", "Australia/Lord_Howe", "2026-07-15T08:30:00.000Z"],
  ["2026-11-24T19:00", "UTC", "2026-11-24T19:00:00.000Z"],
];
for (const [local, zone, instant] of shown) {
  Deno.test(`${local} in ${zone} is ${instant}, and back`, () => {
    assert.equal(instantOf(local, zone), instant);
    assert.equal(wallClockOf(instant, zone), local);
  });
}

Deno.test("a time that the switch to summer skips is moved on by the gap", () => {
  assert.equal(instantOf("2026-03-29T02:30", "Europe/Berlin"), "2026-03-29T01:30:00.000Z");
  assert.equal(wallClockOf("2026-03-29T01:30:00.000Z", "Europe/Berlin"), "2026-03-29T03:30");
  assert.equal(instantOf("2026-10-04T02:15", "Australia/Lord_Howe"), "2026-10-03T15:45:00.000Z");
});

Deno.test("of a time that the switch to winter repeats the first is meant", () => {
  assert.equal(instantOf("2026-10-25T02:30", "Europe/Berlin"), "2026-10-25T00:30:00.000Z");
  assert.equal(instantOf("2026-11-01T01:30", "America/New_York"), "2026-11-01T05:30:00.000Z");
  assert.equal(instantOf("2026-04-05T01:45", "Australia/Lord_Howe"), "2026-04-04T14:45:00.000Z");
});

Deno.test("an evening keeps its wall clock on either side of both switches", () => {
  const instants = ["2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25"].map((day) =>
    instantOf(`${day}T19:00`, "Europe/Madrid")
  );
  assert.deepEqual(instants, [
    "2026-03-28T18:00:00.000Z",
    "2026-03-29T17:00:00.000Z",
    "2026-10-24T17:00:00.000Z",
    "2026-10-25T18:00:00.000Z",
  ]);
});

for (const zone of ["Mars/Olympus", "", "+01:00", "Europe/", "CET5"]) {
  Deno.test(`${JSON.stringify(zone)} is no time zone`, () => {
    assert.equal(refusalOf(() => instantOf("2026-11-24T19:00", zone)).reason, "unknown_time_zone");
    assert.equal(refusalOf(() => wallClockOf("2026-11-24T19:00:00.000Z", zone)).reason, "unknown_time_zone");
  });
}

Deno.test("a zone gets the name that IANA writes", () =>
  assert.equal(timeZoneNamed("america/new_york"), "America/New_York"));

Deno.test("a wall clock that no day has is refused", () => {
  assert.equal(refusalOf(() => instantOf("2026-02-30T19:00", "UTC")).reason, "date_invalid");
  assert.equal(refusalOf(() => wallClockOf("yesterday", "UTC")).reason, "date_invalid");
});

Deno.test("minutes are counted on the clock of the world, over a switch too", () =>
  assert.equal(minutesAfter("2026-03-29T00:30:00.000Z", 60), "2026-03-29T01:30:00.000Z"));

Deno.test("a zone that is not known here is none, where it need not be", () => {
  assert.equal(knownTimeZone("europe/madrid"), "Europe/Madrid");
  assert.equal(knownTimeZone("Mars/Olympus"), null);
  assert.equal(knownTimeZone(null), null);
});
