import assert from "node:assert/strict";
import { nextDates } from "../../reactors/next_dates.ts";
import type { Reactor } from "../../reactors/runtime/definition.ts";
import { begin, Folded, ids } from "./support/fold.ts";

const END = "2026-06-10T18:00:00.000Z";
const LATER = "2026-06-20T10:00:00.000Z";
const next = "00000000-0000-4000-8000-00000000001e";
const third = "00000000-0000-4000-8000-00000000002e";

/** An event of the studio on 1 July, as a draft. */
function made(f: Folded, eventId: string, about: Record<string, unknown> = {}): Folded {
  return f.given("EventCreated", {
    eventId,
    studioId: ids.studio,
    title: "Calistenia",
    description: "",
    language: "es",
    slug: "calistenia-2",
    timeZone: "Europe/Madrid",
    dates: [begin.date(ids.date2, "2026-07-01T17:00:00.000Z")],
    ...about,
  }, { stream: `event-${eventId}` });
}

function goesPublic(f: Folded, eventId: string, at = LATER): Folded {
  return f.given("EventPublished", { eventId }, { at, stream: `event-${eventId}` });
}

const published = (f: Folded, eventId: string, about: Record<string, unknown> = {}, at = LATER) =>
  goesPublic(made(f, eventId, about), eventId, at);

/** Ana has a place, Ben waits. */
const full = () =>
  begin.waitlisted(begin.registered(begin.published(new Folded(nextDates as unknown as Reactor)), "ana"), "ben");

function over(f: Folded): Folded {
  const timer = f.timers.find(({ due }) => due === END)!;
  return f.given("TimerElapsed", { reactor: "next_dates", key: timer.key, due: END }, { at: END, stream: "timer-x" });
}

Deno.test("who waited until the event was over hears of the next date when it is published, once", () => {
  const f = published(over(full()), next);
  assert.deepEqual(f.mails, [`next_date ${ids.benSeat}`]);
  const [row] = f.outbox;
  assert.equal(row?.event_id, next);
  assert.equal(row?.key, `next_date:${next}:${ids.ben}`);
  assert.equal(row?.delivery_id, "7bb2e8e0-4a8f-56d4-bca6-db1b8ecfa8a9", "frozen: another id would send it again");
  assert.equal(row?.not_after, "2026-07-01T18:00:00.000Z");
  assert.deepEqual(row?.mail, { kind: "next_date", waitedFor: "Calistenia" });
  assert.equal(published(f, third).mails.length, 1);
  assert.equal(goesPublic(f, next).mails.length, 1);
});

Deno.test("nobody hears of a next date while they may still get a place", () => {
  assert.deepEqual(published(full(), next, {}, "2026-06-02T10:00:00.000Z").mails, []);
});

Deno.test("a next date that is published already is told of when the event is over: the one most like it, then the sooner one", () => {
  const early = "2026-06-02T10:00:00.000Z";
  const soon = { title: "Otra cosa", category: "fuerza", dates: [begin.date(ids.date2, "2026-06-15T17:00:00.000Z")] };
  const alike = full().given("EventDetailsChanged", { eventId: ids.event, changes: { category: "fuerza" } });
  published(published(alike, third, soon, early), next, {}, early);
  assert.deepEqual(over(alike).outbox.map(({ event_id }) => event_id), [next]);
});

Deno.test("somebody who speaks at both makes it the next date; nothing in common does not, nor what is over", () => {
  const other = { title: "Movilidad" };
  assert.deepEqual(published(over(full()), next, other).mails, []);
  const spoken = (f: Folded, eventId: string, speakerId: string) =>
    f.given("SpeakerNamed", { eventId, speakerId, personId: ids.ana, role: "primary" }, { stream: `event-${eventId}` });
  const both = () => spoken(made(spoken(over(full()), ids.event, ids.date), next, other), next, ids.date2);
  assert.deepEqual(goesPublic(both(), next).mails, [`next_date ${ids.benSeat}`]);
  assert.deepEqual(goesPublic(both(), next, "2026-07-02T10:00:00.000Z").mails, []);
});

Deno.test("an event that is not for everybody is no next date, and a cancelled one makes people wait in vain", () => {
  const hidden = made(over(full()), next)
    .given("AudienceChosen", { eventId: next, audience: { who: "unlisted" } }, { stream: `event-${next}` });
  assert.deepEqual(goesPublic(hidden, next).mails, []);
  const cancelled = full().given("EventCancelled", { eventId: ids.event, reason: "" });
  assert.deepEqual(published(cancelled, next).mails, [`next_date ${ids.benSeat}`]);
});

Deno.test("who left, got a place, wants no news or is in the next one already hears nothing", () => {
  assert.deepEqual(published(over(begin.cancelled(full(), "ben")), next).mails, []);
  const refused = full().given("ConsentWithdrawn", {
    subjectId: ids.ben,
    studioId: ids.studio,
    personId: ids.ben,
    purposes: ["email_marketing"],
    via: "own_page",
  });
  assert.deepEqual(published(over(refused), next).skipped, [`next_date:${next}:${ids.ben}: unsubscribed`]);
  const early = "2026-06-02T10:00:00.000Z";
  const there = published(full(), next, {}, early).given("RegistrationRequested", {
    eventId: next,
    registrationId: ids.invitation,
    personId: ids.ben,
    ...begin.asked,
  }, { stream: `event-${next}` });
  assert.deepEqual(over(there).mails, []);
});

Deno.test("a moved event is over at its new end, and a next date that is taken back is not told of", () => {
  const moved = begin.rescheduled(full(), "2026-06-12T17:00:00.000Z");
  assert.deepEqual(moved.timers.map(({ due }) => due), ["2026-06-12T18:00:00.000Z"]);
  const back = published(over(full()), next).given("EventUnpublished", { eventId: next }, { stream: `event-${next}` });
  assert.deepEqual(back.skipped, [`next_date:${next}:${ids.ben}: event_unpublished`]);
});
