import assert from "node:assert/strict";
import { dateOf, publicStateOf } from "../../../web/pages/public_event.ts";
import { structuredData, summary } from "../../../web/pages/structured_data.ts";
import { ownZoneOf } from "../../../web/pages/visitor.ts";
import { sampleEvent } from "../../support/preview/samples.ts";

const now = "2026-11-21T10:00:00.000Z";
const open = {
  lifecycle: "published" as const,
  capacity: 10,
  waitlist: true,
  taken: 3,
  waiting: 0,
  opensAt: null,
  closesAt: null,
};

Deno.test("what a visitor can do follows the event's state", () => {
  const state = (changes: Partial<Parameters<typeof publicStateOf>[0]>) => publicStateOf({ ...open, ...changes }, now);
  assert.equal(state({}), "open");
  assert.equal(state({ lifecycle: "live" }), "open");
  assert.equal(state({ lifecycle: "draft" }), "preview");
  assert.equal(state({ lifecycle: "cancelled", taken: 10 }), "cancelled");
  assert.equal(state({ lifecycle: "completed" }), "over");
  assert.equal(state({ opensAt: "2026-11-21T10:00:00.001Z" }), "not_yet_open");
  assert.equal(state({ opensAt: now }), "open");
  assert.equal(state({ closesAt: now }), "closed");
  assert.equal(state({ closesAt: "2026-11-21T10:00:00.001Z" }), "open");
  assert.equal(state({ taken: 10 }), "full_waitlist");
  assert.equal(state({ taken: 10, waitlist: false }), "full");
  assert.equal(state({ taken: 9, waiting: 1 }), "full_waitlist");
  assert.equal(state({ capacity: null, taken: 100_000 }), "open");
});

Deno.test("the date shown is the one that runs or comes next, else the last", () => {
  const dates = ["2026-11-20", "2026-11-21", "2026-11-22"].map((day) => ({
    startsAt: `${day}T09:30:00.000Z`,
    durationMinutes: 60,
  }));
  assert.equal(dateOf(dates, now), dates[1]);
  assert.equal(dateOf(dates, "2026-11-21T10:30:00.000Z"), dates[2]);
  assert.equal(dateOf(dates, "2027-01-01T00:00:00.000Z"), dates[2]);
});

Deno.test("structured data cannot leave its script element", () => {
  const written = structuredData(
    sampleEvent("open", "</script><script>alert(1)</script>"),
    "https://x.example/e",
    "https://x.example",
  );
  assert.doesNotMatch(written, /</);
  const data = JSON.parse(written);
  assert.equal(data.name, "</script><script>alert(1)</script>");
  assert.equal(data.endDate, "2026-11-24T19:30:00.000Z");
  assert.equal(data.url, "https://x.example/e");
});

Deno.test("search engines hear of a date that was moved, and of one that is off", () => {
  const said = (event: Parameters<typeof structuredData>[0]) =>
    JSON.parse(structuredData(event, "https://x.example", ""));
  const before = "2026-11-20T18:00:00.000Z";
  const moved = said({ ...sampleEvent("open"), movedFrom: before });
  assert.deepEqual([moved.eventStatus, moved.previousStartDate], ["https://schema.org/EventRescheduled", before]);
  assert.equal(said(sampleEvent("open")).eventStatus, "https://schema.org/EventScheduled");
  assert.equal(said(sampleEvent("cancelled")).eventStatus, "https://schema.org/EventCancelled");
});

Deno.test("a summary is one line that ends between words", () => {
  assert.equal(summary("a\n\n b "), "a b");
  const long = summary("palabra ".repeat(40));
  assert.ok(long.length <= 160);
  assert.match(long, /palabra…$/);
});

Deno.test("a visitor's zone is taken from the cookie when it is one", () => {
  const zone = (cookie: string) => ownZoneOf(new Headers({ cookie }));
  assert.equal(zone("lang=de; tz=America%2FMexico_City"), "America/Mexico_City");
  assert.equal(zone("tz=Mars%2FOlympus"), null);
  assert.equal(zone("tz=%E0%A4%A"), null);
  assert.equal(zone("notz=UTC"), null);
});
