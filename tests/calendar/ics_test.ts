import assert from "node:assert/strict";
import ICAL from "ical.js";
import { type CalendarEntry, uidOf } from "../../calendar/entry.ts";
import { type CalendarFile, icsContentType, icsFile } from "../../calendar/ics.ts";
import { when } from "../../i18n/formats.ts";

const entry = (startsAt: string, timeZone: string, more: Partial<CalendarEntry> = {}): CalendarEntry => ({
  uid: uidOf("0b7c6c1e-1111-4222-8333-444455556666", "webinars.example"),
  sequence: 0,
  title: "5 Errores; Comunes, al Empezar",
  description: "Calistenia\npara todos",
  url: "https://webinars.example/webinars/errores",
  startsAt,
  durationMinutes: 90,
  timeZone,
  ...more,
});

const file = (entries: CalendarEntry[], more: Partial<CalendarFile> = {}): CalendarFile => ({
  method: "request",
  entries,
  organizer: { name: "Estudio Núñez", email: "studio@webinars.example" },
  at: "2026-01-01T00:00:00.000Z",
  ...more,
});

function parse(text: string): ICAL.Component {
  return new ICAL.Component(ICAL.parse(text));
}

/** Start and end as instants, computed by ical.js from the VTIMEZONE in the file and from nothing else. */
function instants(text: string): { start: string; end: string; wallClock: string }[] {
  const calendar = parse(text);
  const zones = new Map(
    calendar.getAllSubcomponents("vtimezone").map((component) => {
      const zone = new ICAL.Timezone(component);
      return [zone.tzid, zone];
    }),
  );
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const at = (name: string) => {
      const property = component.getFirstProperty(name)!;
      const time = property.getFirstValue() as ICAL.Time;
      time.zone = zones.get(property.getParameter("tzid") as string)!;
      return time;
    };
    const iso = (time: ICAL.Time) => new Date(time.toUnixTime() * 1000).toISOString();
    return { start: iso(at("dtstart")), end: iso(at("dtend")), wallClock: at("dtstart").toString() };
  });
}

for (
  const [name, zone, startsAt, wallClock] of [
    ["the day before summer time begins in Madrid", "Europe/Madrid", "2026-03-28T18:00:00.000Z", "2026-03-28T19:00:00"],
    ["the day summer time begins in Madrid", "Europe/Madrid", "2026-03-29T17:00:00.000Z", "2026-03-29T19:00:00"],
    ["the night summer time begins in Madrid", "Europe/Madrid", "2026-03-29T00:30:00.000Z", "2026-03-29T01:30:00"],
    ["the day before summer time ends in Berlin", "Europe/Berlin", "2026-10-24T17:00:00.000Z", "2026-10-24T19:00:00"],
    ["the day summer time ends in Berlin", "Europe/Berlin", "2026-10-25T18:00:00.000Z", "2026-10-25T19:00:00"],
    ["in New York's summer", "America/New_York", "2026-07-01T23:00:00.000Z", "2026-07-01T19:00:00"],
    ["in the south's summer", "Australia/Sydney", "2026-12-24T08:00:00.000Z", "2026-12-24T19:00:00"],
    ["in a half-hour zone", "Asia/Kolkata", "2026-06-01T13:30:00.000Z", "2026-06-01T19:00:00"],
    [
      "in a zone that switches by half an hour",
      "Australia/Lord_Howe",
      "2026-04-05T08:30:00.000Z",
      "2026-04-05T19:00:00",
    ],
    ["in a quarter-hour zone", "Asia/Kathmandu", "2026-06-01T13:15:00.000Z", "2026-06-01T19:00:00"],
    ["in a zone that never switched", "Etc/UTC", "2026-06-01T19:00:00.000Z", "2026-06-01T19:00:00"],
  ] as const
) {
  Deno.test(`an entry ${name} is read as the same instant and wall clock`, () => {
    const [read] = instants(icsFile(file([entry(startsAt, zone)])));
    assert.deepEqual(read, {
      start: startsAt,
      end: new Date(Date.parse(startsAt) + 90 * 60_000).toISOString(),
      wallClock,
    });
  });
}

Deno.test("a series across a switch has every date at the same wall clock", () => {
  const dates = ["2026-10-18T17:00:00.000Z", "2026-10-25T18:00:00.000Z", "2026-11-01T18:00:00.000Z"];
  const read = instants(icsFile(file(dates.map((at, n) => entry(at, "Europe/Madrid", { uid: `${n}@x` })))));
  assert.deepEqual(read.map((r) => r.start), dates);
  assert.deepEqual(new Set(read.map((r) => r.wallClock.slice(11))), new Set(["19:00:00"]));
});

Deno.test("an entry says its instant by the rules that its zone has today", () => {
  // 19:00 when it was chosen; a year later Mexico gave up summer time
  const [read] = instants(icsFile(file([entry("2023-07-02T00:00:00.000Z", "America/Mexico_City")])));
  assert.deepEqual(read, {
    start: "2023-07-02T00:00:00.000Z",
    end: "2023-07-02T01:30:00.000Z",
    wallClock: "2023-07-01T18:00:00",
  });
  const told = when({ startsAt: "2023-07-02T00:00:00.000Z", zone: "America/Mexico_City", ownZone: null }, "en");
  assert.match(told, /1 Jul 2023, 18:00 Mexico City/);
});

Deno.test("an entry that runs through a switch ends at the right instant", () => {
  const [read] = instants(
    icsFile(file([entry("2026-10-24T22:00:00.000Z", "Europe/Madrid", { durationMinutes: 360 })])),
  );
  assert.equal(read?.end, "2026-10-25T04:00:00.000Z");
});

Deno.test("what is in an invitation comes back from a calendar's parser", () => {
  const calendar = parse(icsFile(file(
    [entry("2026-11-24T18:00:00.000Z", "Europe/Madrid", { sequence: 3 })],
    { attendee: { name: "Ana Ñ", email: "ana@example.com" }, alarmMinutes: 15 },
  )));
  const event = calendar.getFirstSubcomponent("vevent")!;
  assert.equal(calendar.getFirstPropertyValue("method"), "REQUEST");
  assert.equal(event.getFirstPropertyValue("summary"), "5 Errores; Comunes, al Empezar");
  assert.equal(event.getFirstPropertyValue("description"), "Calistenia\npara todos");
  assert.equal(event.getFirstPropertyValue("sequence"), 3);
  assert.equal(event.getFirstPropertyValue("status"), "CONFIRMED");
  assert.equal(event.getFirstPropertyValue("attendee"), "MAILTO:ana@example.com");
  assert.equal(event.getFirstPropertyValue("organizer"), "mailto:studio@webinars.example");
});

Deno.test("alarms are shown by the calendar and never mailed, and a cancellation has none", () => {
  const withAlarm = { alarmMinutes: 15 };
  const dates = [entry("2026-11-24T18:00:00.000Z", "Europe/Madrid")];
  const alarms = (method: CalendarFile["method"]) =>
    parse(icsFile(file(dates, { method, ...withAlarm }))).getFirstSubcomponent("vevent")!.getAllSubcomponents("valarm");
  assert.deepEqual(alarms("request").map((a) => a.getFirstPropertyValue("action")), ["DISPLAY"]);
  assert.deepEqual(alarms("cancel"), []);
});

Deno.test("a cancellation carries the same UID, METHOD:CANCEL and STATUS:CANCELLED", () => {
  const dates = [entry("2026-11-24T18:00:00.000Z", "Europe/Madrid", { sequence: 4 })];
  const calendar = parse(icsFile(file(dates, { method: "cancel" })));
  const event = calendar.getFirstSubcomponent("vevent")!;
  assert.equal(calendar.getFirstPropertyValue("method"), "CANCEL");
  assert.equal(event.getFirstPropertyValue("status"), "CANCELLED");
  assert.equal(event.getFirstPropertyValue("uid"), dates[0]!.uid);
  assert.equal(icsContentType("cancel"), "text/calendar; charset=utf-8; method=CANCEL");
});

Deno.test("every line is at most 75 octets and ends in CRLF", () => {
  const text = icsFile(file([entry("2026-11-24T18:00:00.000Z", "Europe/Madrid", { description: "ñ".repeat(500) })]));
  const lines = text.split("\r\n");
  assert.ok(lines.every((line) => new TextEncoder().encode(line).length <= 75 && !line.includes("\n")));
});

Deno.test("in a feed, what does not take place is struck out, and the rest stays", () => {
  const other = uidOf("0b7c6c1e-1111-4222-8333-444455557777", "webinars.example");
  const feed = parse(icsFile(file([
    entry("2026-07-01T18:00:00.000Z", "Europe/Madrid"),
    entry("2026-07-08T18:00:00.000Z", "Europe/Madrid", { uid: other, sequence: 3, cancelled: true }),
  ], { method: "publish", name: "Estudio Núñez", alarmMinutes: 15 })));
  assert.equal(feed.getFirstPropertyValue("x-wr-calname"), "Estudio Núñez");
  const [held, dropped] = feed.getAllSubcomponents("vevent");
  assert.equal(held!.getFirstPropertyValue("status"), "CONFIRMED");
  assert.equal(held!.getAllSubcomponents("valarm").length, 1);
  assert.equal(dropped!.getFirstPropertyValue("status"), "CANCELLED");
  assert.equal(dropped!.getFirstPropertyValue("sequence"), 3);
  assert.equal(dropped!.getAllSubcomponents("valarm").length, 0);
});

Deno.test("a feed without events is a calendar all the same", () => {
  const feed = parse(icsFile(file([], { method: "publish", name: "Leer" })));
  assert.equal(feed.getAllSubcomponents("vevent").length, 0);
});

Deno.test("summer time is called so, whichever half of the year it fills", () => {
  for (const [zone, daylight] of [["Europe/Madrid", "+0200"], ["Australia/Sydney", "+1100"]] as const) {
    const text = icsFile(file([entry("2026-01-10T08:00:00.000Z", zone), entry("2026-12-24T08:00:00.000Z", zone)]));
    const parts = parse(text).getFirstSubcomponent("vtimezone")!.getAllSubcomponents("daylight");
    assert.ok(parts.length > 0);
    for (const part of parts) assert.equal(String(part.getFirstPropertyValue("tzoffsetto")).replace(":", ""), daylight);
    for (const part of parse(text).getFirstSubcomponent("vtimezone")!.getAllSubcomponents("standard")) {
      assert.notEqual(String(part.getFirstPropertyValue("tzoffsetto")).replace(":", ""), daylight);
    }
  }
});
