import assert from "node:assert/strict";
import { reminders } from "../../reactors/reminders.ts";
import type { Reactor } from "../../reactors/runtime/definition.ts";
import { begin, Folded, ids } from "./support/fold.ts";

const fold = () => new Folded(reminders as unknown as Reactor);
const DATE = "2026-06-10T17:00:00.000Z";
const key = (offset: string) => `reminder:${ids.anaSeat}:${ids.date}:${offset}:${DATE}`;
const hourBefore = `${ids.event}:${ids.date}:PT1H:${DATE}`;

/** The moment comes, at `at` or when it is due. */
function elapse(f: Folded, key = hourBefore, at?: string): Folded {
  const due = f.timers.find((timer) => timer.key === key)?.due ?? "2026-06-10T16:00:00.000Z";
  return f.given("TimerElapsed", { reactor: "reminders", key, due }, { at: at ?? due, stream: `timer-${key}` });
}

Deno.test("publishing sets one timer per date and offset, however many come", () => {
  const f = begin.published(fold(), ["PT24H", "PT1H"]);
  for (const who of ["ana", "ben"] as const) begin.registered(f, who);
  assert.deepEqual(f.timers.map(({ due }) => due), ["2026-06-09T17:00:00.000Z", "2026-06-10T16:00:00.000Z"]);
});

Deno.test("a draft has no timers", () => {
  assert.deepEqual(begin.event(begin.studio(fold())).timers, []);
});

Deno.test("when the moment comes, those with a place are reminded until the start", () => {
  const f = elapse(begin.waitlisted(begin.registered(begin.published(fold()), "ana"), "ben"));
  assert.deepEqual(f.mails, [`reminder ${ids.anaSeat}`]);
  assert.equal(f.outbox[0]?.not_after, DATE);
  assert.deepEqual(f.outbox[0]?.mail, { kind: "reminder", dateId: ids.date, offset: "PT1H", startsAt: DATE });
});

Deno.test("whoever registers after the moment does not get that reminder, visibly, but the next one", () => {
  const f = begin.published(fold(), ["PT24H", "PT1H"]);
  elapse(f, `${ids.event}:${ids.date}:PT24H:${DATE}`);
  begin.registered(f, "ana", "2026-06-10T09:00:00.000Z");
  assert.deepEqual(f.skipped, [`${key("PT24H")}: registered_after`]);
  assert.deepEqual(elapse(f).mails, [`reminder ${ids.anaSeat}`]);
});

Deno.test("a moment missed until after the start reminds nobody and says why", () => {
  const f = elapse(begin.registered(begin.published(fold()), "ana"), hourBefore, "2026-06-10T17:00:00.000Z");
  assert.deepEqual(f.skipped, [`${key("PT1H")}: event_started`]);
});

Deno.test("a moment that came late but before the start still reminds", () => {
  const f = elapse(begin.registered(begin.published(fold()), "ana"), hourBefore, "2026-06-10T16:59:00.000Z");
  assert.deepEqual(f.mails, [`reminder ${ids.anaSeat}`]);
});

Deno.test("a moved date is another moment: the old one is ignored, the new one reminds again", () => {
  const f = elapse(begin.registered(begin.published(fold()), "ana"));
  begin.rescheduled(f, "2026-06-12T17:00:00.000Z");
  assert.deepEqual(f.skipped, [`${key("PT1H")}: rescheduled`]);
  elapse(f, hourBefore);
  const moved = `${ids.event}:${ids.date}:PT1H:2026-06-12T17:00:00.000Z`;
  assert.deepEqual(f.timers.map(({ key }) => key), [moved]);
  assert.deepEqual(elapse(f, moved).mails, [`reminder ${ids.anaSeat}`]);
  assert.equal(new Set(f.outbox.map(({ delivery_id }) => delivery_id)).size, 2);
});

Deno.test("an old moment of a date that was moved reminds nobody, even when the clock says so after the move", () => {
  const f = begin.registered(begin.published(fold()), "ana");
  const due = f.timers[0]!.due;
  begin.rescheduled(f, "2026-06-12T17:00:00.000Z");
  f.given("TimerElapsed", { reactor: "reminders", key: hourBefore, due }, { at: due, stream: "timer-x" });
  assert.deepEqual(f.outbox, []);
});

Deno.test("another reactor's moment is none of ours", () => {
  const f = begin.registered(begin.published(fold()), "ana");
  f.given("TimerElapsed", { reactor: "others", key: hourBefore, due: f.timers[0]!.due }, { stream: "timer-x" });
  assert.deepEqual(f.outbox, []);
});

Deno.test("other offsets replace the timers and keep what has elapsed", () => {
  const f = elapse(begin.published(fold(), ["PT24H", "PT1H"]), `${ids.event}:${ids.date}:PT24H:${DATE}`);
  f.given("AutomationsConfigured", { eventId: ids.event, confirmation: true, reminders: ["PT24H", "PT2H"] });
  assert.deepEqual(f.timers.map(({ key, elapsed }) => [key.split(":")[2], elapsed]), [["PT24H", true], [
    "PT2H",
    false,
  ]]);
});

Deno.test("a cancelled event or registration is reminded of nothing", () => {
  const gone = begin.registered(begin.published(fold()), "ana").given("EventCancelled", {
    eventId: ids.event,
    reason: "",
  });
  assert.deepEqual(gone.timers, []);
  assert.deepEqual(elapse(begin.cancelled(begin.registered(begin.published(fold()), "ana"), "ana")).outbox, []);
});

Deno.test("every date of a series has its own moments, at its own wall clock across a switch", () => {
  const f = begin.studio(fold());
  begin.event(f, [begin.date(ids.date, "2026-10-24T17:00:00.000Z"), begin.date(ids.date2, "2026-10-25T18:00:00.000Z")])
    .given("AutomationsConfigured", { eventId: ids.event, confirmation: true, reminders: ["PT1H", "P1D"] })
    .given("EventPublished", { eventId: ids.event });
  assert.deepEqual(f.timers.map(({ due }) => due), [
    "2026-10-24T16:00:00.000Z",
    "2026-10-23T17:00:00.000Z",
    "2026-10-25T17:00:00.000Z",
    "2026-10-24T18:00:00.000Z",
  ]);
});
