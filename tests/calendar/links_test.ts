import assert from "node:assert/strict";
import { calendarLinks } from "../../calendar/links.ts";

const links = calendarLinks({
  title: "Q&A: fuerza + técnica",
  description: "Preguntas",
  url: "https://w.example/webinars/qa",
  startsAt: "2026-11-24T18:00:00.000Z",
  durationMinutes: 60,
  timeZone: "Europe/Madrid",
});

Deno.test("Google's link carries title, instants, zone and place", () => {
  const query = new URL(links.google).searchParams;
  assert.equal(query.get("text"), "Q&A: fuerza + técnica");
  assert.equal(query.get("dates"), "20261124T180000Z/20261124T190000Z");
  assert.equal(query.get("ctz"), "Europe/Madrid");
  assert.equal(query.get("details"), "Preguntas\n\nhttps://w.example/webinars/qa");
});

Deno.test("Outlook and Office 365 get the same entry at their own addresses, spaces not as plus", () => {
  for (
    const [address, host] of [[links.outlook, "outlook.live.com"], [links.office365, "outlook.office.com"]] as const
  ) {
    const url = new URL(address);
    assert.equal(url.host, host);
    assert.equal(url.searchParams.get("startdt"), "2026-11-24T18:00:00Z");
    assert.equal(url.searchParams.get("enddt"), "2026-11-24T19:00:00Z");
    assert.ok(!address.includes("+"));
  }
});

Deno.test("Yahoo's link carries title and instants", () => {
  const query = new URL(links.yahoo).searchParams;
  assert.equal(query.get("title"), "Q&A: fuerza + técnica");
  assert.equal(query.get("st"), "20261124T180000Z");
  assert.equal(query.get("et"), "20261124T190000Z");
});

Deno.test("a very long description does not make an address that services refuse", () => {
  const long = calendarLinks({
    title: "x",
    description: "ñ".repeat(20_000),
    url: "https://w.example",
    startsAt: "2026-11-24T18:00:00.000Z",
    durationMinutes: 60,
    timeZone: "Europe/Madrid",
  });
  assert.ok(Object.values(long).every((address) => address.length < 8_000));
});
