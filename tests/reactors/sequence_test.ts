import assert from "node:assert/strict";
import { followUps } from "../../reactors/follow_ups.ts";
import { organizers } from "../../reactors/organizers.ts";
import { reminders } from "../../reactors/reminders.ts";
import type { Reactor } from "../../reactors/runtime/definition.ts";
import { begin, Folded, ids } from "./support/fold.ts";

const fold = (reactor: unknown) => new Folded(reactor as Reactor);
const DATE = "2026-06-10T17:00:00.000Z";
const speakerId = "00000000-0000-4000-8000-0000000000c1";
const userId = "00000000-0000-4000-8000-0000000000c2";
const speaker = { eventId: ids.event, speakerId, personId: ids.ben };

/** Published with a sequence of its own. */
function published(
  reactor: unknown,
  { reminders = [], dates, ...sequence }: Record<string, unknown> & { reminders?: string[]; dates?: never } = {},
): Folded {
  return begin.event(begin.studio(fold(reactor)), dates)
    .given("AutomationsConfigured", {
      eventId: ids.event,
      confirmation: true,
      reminders,
      followUps: [{ to: "attended", after: "PT2H" }, { to: "missed", after: "P1D" }],
      sequence: { timing: [], roomOpens: false, speakerAlert: "P3D", summary: "P3D", ...sequence },
    })
    .given("EventPublished", { eventId: ids.event });
}

/** The moment of a message comes, at `at` or when it is due. */
function elapse(f: Folded, message: string, at?: string): Folded {
  const timer = f.timers.find(({ data }) => data.message === message);
  assert.ok(timer, `there is no moment for ${message}`);
  const { key, due } = timer;
  return f.given("TimerElapsed", { reactor: f.reactor.name, key, due }, { at: at ?? due, stream: `timer-${key}` });
}

const said = (type: "MessagePaused" | "MessageResumed" | "MessageSkipped" | "MessageSentNow", message: string) =>
(
  f: Folded,
  at?: string,
) => f.given(type, { eventId: ids.event, message }, { at });

const soon = `reminder:${ids.date}:PT1H`;

Deno.test("a day reminder comes at its hour in the studio's zone, others to the minute", () => {
  const timing = [{ offset: "P7D", hour: 9, ways: ["mail"] }, { offset: "P2D", hour: 10, ways: ["mail"] }];
  const f = published(reminders, { reminders: ["P7D", "P2D", "PT2H"], timing });
  assert.deepEqual(f.timers.map(({ due }) => due), [
    "2026-06-03T07:00:00.000Z",
    "2026-06-08T08:00:00.000Z",
    "2026-06-10T15:00:00.000Z",
  ]);
});

Deno.test("the hour stays on the wall over both changes of the clocks, exact offsets do not", () => {
  const dates = [
    begin.date(ids.date, "2026-03-30T17:00:00.000Z"), // clocks went forward on the 29th
    begin.date(ids.date2, "2026-10-26T18:00:00.000Z"), // and back on the 25th of October
  ] as never;
  const timing = [{ offset: "P2D", hour: 9, ways: ["mail"] }];
  const f = published(reminders, { reminders: ["P2D", "PT48H"], timing, dates });
  assert.deepEqual(f.timers.map(({ due }) => due), [
    "2026-03-28T08:00:00.000Z",
    "2026-03-28T17:00:00.000Z",
    "2026-10-24T07:00:00.000Z",
    "2026-10-24T18:00:00.000Z",
  ]);
});

Deno.test("when the studio moves to another zone, its hours move, and nothing else", () => {
  const timing = [{ offset: "P1D", hour: 9, ways: ["mail"] }];
  const f = published(reminders, { reminders: ["P1D", "PT1H"], timing });
  f.given("StudioSettingsChanged", { studioId: ids.studio, changes: { timeZone: "America/New_York" } }, {
    stream: `studio-${ids.studio}`,
  });
  assert.deepEqual(f.timers.map(({ due }) => due), ["2026-06-09T13:00:00.000Z", "2026-06-10T16:00:00.000Z"]);
});

Deno.test("the mail when the room opens is off until it is wanted", () => {
  assert.deepEqual(published(reminders).timers, []);
  const f = begin.registered(published(reminders, { roomOpens: true }), "ana");
  assert.deepEqual(f.timers.map(({ due }) => due), ["2026-06-10T16:45:00.000Z"]);
  assert.deepEqual(elapse(f, `room_opens:${ids.date}`).mails, [`room_opens ${ids.anaSeat}`]);
});

Deno.test("a reminder goes by mail, as a text message or both", () => {
  const timing = [{ offset: "PT1H", hour: null, ways: ["mail", "sms"] }];
  const f = elapse(begin.registered(published(reminders, { reminders: ["PT1H"], timing }), "ana"), soon);
  assert.deepEqual(f.outbox.map(({ channel, key }) => [channel, key.split(":")[0]]), [
    ["mail", "reminder"],
    ["sms", "reminder_sms"],
  ]);
});

Deno.test("no phone rings at night where its owner is: the message waits for the morning, or is left out", () => {
  const seat = (zone: string) => (f: Folded) => {
    const data = { eventId: ids.event, registrationId: ids.anaSeat, personId: ids.ana };
    return f.given("RegistrationRequested", { ...data, timeZone: zone })
      .given("RegistrationConfirmed", { ...data, from: "request" });
  };
  const timing = [{ offset: "PT10H", hour: null, ways: ["sms"] }];
  const waits = elapse(
    seat("Europe/Madrid")(published(reminders, { reminders: ["PT20H"], timing: [{ ...timing[0], offset: "PT20H" }] })),
    `reminder:${ids.date}:PT20H`,
  );
  assert.deepEqual(waits.outbox.map(({ next_at }) => next_at), ["2026-06-10T06:00:00.000Z"], "21:00 becomes 8:00");
  const never = elapse(
    seat("Pacific/Auckland")(published(reminders, { reminders: ["PT10H"], timing })),
    `reminder:${ids.date}:PT10H`,
    "2026-06-10T10:00:00.000Z",
  );
  assert.deepEqual(never.skipped.map((line) => line.split(": ")[1]), ["quiet_hours"], "22:00 until after the start");
});

Deno.test("a paused message waits although its moment comes, and goes out when somebody says so", () => {
  const f = begin.registered(published(reminders, { reminders: ["PT1H"] }), "ana");
  elapse(said("MessagePaused", soon)(f), soon);
  assert.deepEqual(f.outbox, []);
  begin.registered(f, "ben", "2026-06-10T16:10:00.000Z");
  assert.deepEqual(f.skipped, [], "whoever comes meanwhile has missed nothing");
  said("MessageResumed", soon)(f, "2026-06-10T16:20:00.000Z");
  assert.deepEqual(f.mails, [`reminder ${ids.anaSeat}`, `reminder ${ids.benSeat}`]);
});

Deno.test("going on after the start says why nothing goes out any more", () => {
  const f = elapse(
    said("MessagePaused", soon)(begin.registered(published(reminders, { reminders: ["PT1H"] }), "ana")),
    soon,
  );
  said("MessageResumed", soon)(f, DATE);
  assert.deepEqual(f.skipped.map((line) => line.split(": ")[1]), ["event_started"]);
});

Deno.test("a message left out reaches nobody, and each can see that somebody decided so", () => {
  const f = begin.registered(published(reminders, { reminders: ["PT1H"] }), "ana");
  elapse(said("MessageSkipped", soon)(f), soon);
  assert.deepEqual(f.skipped, [`reminder:${ids.anaSeat}:${ids.date}:PT1H:${DATE}: left_out_by_hand`]);
});

Deno.test("a message sent now reaches those who are there, and at its moment only those who came since", () => {
  const f = begin.registered(published(reminders, { reminders: ["PT1H"] }), "ana");
  said("MessageSentNow", soon)(f, "2026-06-09T10:00:00.000Z");
  assert.deepEqual(f.mails, [`reminder ${ids.anaSeat}`]);
  begin.registered(f, "ben", "2026-06-09T11:00:00.000Z");
  elapse(f, soon);
  assert.equal(f.outbox.length, 2);
  assert.deepEqual(f.mails, [`reminder ${ids.anaSeat}`, `reminder ${ids.benSeat}`]);
});

Deno.test("a moved date's message is another one: what was left out comes again, a pause stays", () => {
  const f = begin.registered(published(reminders, { reminders: ["PT1H", "PT2H"] }), "ana");
  said("MessageSkipped", soon)(f);
  said("MessagePaused", `reminder:${ids.date}:PT2H`)(f);
  begin.rescheduled(f, "2026-06-12T17:00:00.000Z");
  elapse(f, `reminder:${ids.date}:PT2H`);
  assert.deepEqual(f.mails, []);
  assert.deepEqual(elapse(f, soon).mails, [`reminder ${ids.anaSeat}`]);
});

Deno.test("follow-ups go to those they are for; nobody noted who came: to nobody, visibly", () => {
  const f = begin.registered(begin.registered(published(followUps), "ana"), "ben")
    .given("AttendanceMarked", {
      eventId: ids.event,
      registrationId: ids.anaSeat,
      personId: ids.ana,
      dateId: null,
      attendance: "attended",
    });
  elapse(f, "follow_up:attended");
  assert.deepEqual(f.mails, [`follow_up_attended ${ids.anaSeat}`]);
  assert.deepEqual(f.skipped.map((line) => line.split(": ")[1]), ["attendance_unknown"]);
});

Deno.test("speakers hear who comes three days before each date, wherever their address stands", () => {
  const f = published(organizers).given("SpeakerNamed", speaker);
  assert.deepEqual(f.timers.map(({ due }) => due), ["2026-06-07T17:00:00.000Z"]);
  elapse(f, `speaker_alert:${ids.date}`);
  assert.deepEqual(f.outbox.map(({ mail, person_id, contact }) => [mail.kind, person_id, contact?.revision]), [
    ["speaker_alert", ids.ben, 3],
  ]);
});

Deno.test("whoever speaks no more hears nothing, and a moved or cancelled event neither", () => {
  const alerted = () => elapse(published(organizers).given("SpeakerNamed", speaker), `speaker_alert:${ids.date}`);
  const reasons = (f: Folded) => f.skipped.map((line) => line.split(": ")[1]);
  assert.deepEqual(reasons(alerted().given("SpeakerRemoved", { eventId: ids.event, speakerId })), ["speaker_removed"]);
  assert.deepEqual(reasons(begin.rescheduled(alerted(), "2026-06-12T17:00:00.000Z")), ["rescheduled"]);
  assert.deepEqual(reasons(alerted().given("EventCancelled", { eventId: ids.event, reason: "" })), [
    "event_cancelled",
  ]);
});

/** With a programme manager who wants to hear everything. */
function managed(wants = { newRegistrations: true, reminders: true, reports: true }): Folded {
  const inStudio = { stream: `studio-${ids.studio}` };
  return published(organizers)
    .given("MemberJoined", { studioId: ids.studio, userId, personId: ids.ana, role: "owner" }, inStudio)
    .given(
      "StudioSettingsChanged",
      { studioId: ids.studio, changes: { programmeManager: { userId, ...wants } } },
      inStudio,
    );
}

Deno.test("the programme manager gets summary, notice and report at their moments", () => {
  const f = managed();
  for (const message of [`summary:${ids.date}`, `date_notice:${ids.date}`, "event_report"]) elapse(f, message);
  assert.deepEqual(f.outbox.map(({ mail, next_at }) => [mail.kind, next_at]), [
    ["summary", "2026-06-07T17:00:00.000Z"],
    ["date_notice", "2026-06-09T17:00:00.000Z"],
    ["event_report", "2026-06-11T18:00:00.000Z"],
  ]);
});

Deno.test("what the programme manager does not want is no moment, but for the summary of the sequence", () => {
  const f = managed({ newRegistrations: false, reminders: false, reports: false });
  assert.deepEqual(f.timers.map(({ data }) => data.kind), ["summary"]);
  assert.deepEqual(begin.registered(f, "ben").timers.length, 1);
});

Deno.test("new registrations are told of together, in the morning of the studio", () => {
  const f = begin.registered(begin.registered(managed(), "ana", "2026-06-01T10:00:00.000Z"), "ben");
  elapse(f, "digest");
  assert.deepEqual(f.outbox.map(({ mail, key }) => [mail, key.split(":")[0]]), [[{
    kind: "registration_digest",
    startsAt: "2026-06-02T06:00:00.000Z",
    from: "2026-06-01T10:00:00.000Z",
    until: "2026-06-02T06:00:00.000Z",
  }, "registration_digest"]]);
  begin.cancelled(f, "ana");
  assert.deepEqual(f.timers.filter(({ scope }) => scope.startsWith("digest")), [], "the next waits for the next one");
});

Deno.test("a programme manager who comes late hears of what is still to come, and of nothing that is over", () => {
  const inStudio = { stream: `studio-${ids.studio}` };
  const f = published(organizers)
    .given("MemberJoined", { studioId: ids.studio, userId, personId: ids.ana, role: "owner" }, inStudio)
    .given("StudioSettingsChanged", {
      studioId: ids.studio,
      changes: { programmeManager: { userId, newRegistrations: false, reminders: true, reports: true } },
    }, { ...inStudio, at: "2026-07-01T10:00:00.000Z" });
  assert.deepEqual(f.timers, []);
});
