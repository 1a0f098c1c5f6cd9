import assert from "node:assert/strict";
import { cancellations } from "../../reactors/cancellations.ts";
import { confirmations } from "../../reactors/confirmations.ts";
import { followUps } from "../../reactors/follow_ups.ts";
import { handovers } from "../../reactors/handovers.ts";
import { offers } from "../../reactors/offers.ts";
import { promoteWaitlist } from "../../reactors/promote_waitlist.ts";
import { publications } from "../../reactors/publications.ts";
import { reminders } from "../../reactors/reminders.ts";
import type { Reactor } from "../../reactors/runtime/definition.ts";
import { begin, Folded, ids } from "./support/fold.ts";

const fold = (reactor: unknown) => new Folded(reactor as Reactor);
const ana = { eventId: ids.event, registrationId: ids.anaSeat, personId: ids.ana };
const expiresAt = "2026-06-02T10:00:00.000Z";
const elapse = (f: Folded, reactor: string) => {
  const [timer] = f.timers;
  assert.ok(timer);
  return f.given("TimerElapsed", { reactor, key: timer.key, due: new Date(timer.due).toISOString() }, {
    stream: "timer-x",
    at: new Date(timer.due).toISOString(),
  });
};

Deno.test("an offer that nobody takes ends at its time, once", () => {
  const f = fold(offers).given("WaitlistSeatOffered", { ...ana, expiresAt });
  assert.equal(f.timers.length, 1);
  elapse(f, "offers");
  assert.deepEqual(f.commands.map(({ type, stream, data }) => ({ type, stream, data })), [{
    type: "ExpireOffer",
    stream: `event-${ids.event}`,
    data: { registrationId: ids.anaSeat, expiresAt },
  }]);
});

Deno.test("an offer that was taken, left or withdrawn needs no end", () => {
  for (const type of ["RegistrationConfirmed", "RegistrationCancelled", "RegistrationWaitlisted"] as const) {
    const f = fold(offers).given("WaitlistSeatOffered", { ...ana, expiresAt }).given(type, ana);
    assert.deepEqual(f.timers, [], type);
  }
});

Deno.test("a draft is published when its moment comes, unless it was taken back or moved", () => {
  const publishAt = "2026-06-05T08:00:00.000Z";
  const scheduled = () => fold(publications).given("PublicationScheduled", { eventId: ids.event, publishAt });
  const f = elapse(scheduled(), "publications");
  assert.deepEqual(f.commands.map(({ type, data }) => ({ type, data })), [{
    type: "PublishScheduled",
    data: { publishAt },
  }]);
  for (const type of ["PublicationUnscheduled", "EventPublished", "EventDeleted", "EventCancelled"] as const) {
    assert.deepEqual(scheduled().given(type, { eventId: ids.event }).timers, [], type);
  }
});

Deno.test("who waits for approval hears so, and then what came of it", () => {
  const asked = () =>
    begin.published(fold(confirmations)).given("RegistrationRequested", ana)
      .given("RegistrationPending", { ...ana, reason: "approval" });
  assert.deepEqual(asked().mails, [`pending ${ids.anaSeat}`]);
  assert.deepEqual(asked().given("RegistrationConfirmed", { ...ana, from: "approval" }).mails, [
    `approved ${ids.anaSeat}`,
  ]);
  const declined = asked().given("RegistrationDeclined", { ...ana, reason: "Full of beginners." });
  assert.deepEqual(declined.mails, [`declined ${ids.anaSeat}`]);
  assert.deepEqual(declined.outbox.at(-1)?.mail, { kind: "declined", reason: "Full of beginners." });
});

Deno.test("an offered place is told in time only, and its end too; whoever accepts gets a confirmation", () => {
  const offered = () =>
    begin.waitlisted(begin.published(fold(confirmations)), "ana").given("WaitlistSeatOffered", { ...ana, expiresAt });
  assert.deepEqual(offered().mails, [`offer ${ids.anaSeat}`]);
  assert.equal(offered().outbox.at(-1)?.not_after, expiresAt);
  assert.deepEqual(offered().given("RegistrationExpired", ana).mails, [`offer_expired ${ids.anaSeat}`]);
  assert.deepEqual(offered().given("RegistrationConfirmed", { ...ana, from: "offer" }).mails, [
    `confirmation ${ids.anaSeat}`,
  ]);
});

Deno.test("who is put back into the line and moves up again hears it again", () => {
  const f = begin.waitlisted(begin.published(fold(confirmations)), "ana")
    .given("RegistrationConfirmed", { ...ana, from: "waitlist" })
    .given("RegistrationWaitlisted", { ...ana, position: 1 })
    .given("RegistrationConfirmed", { ...ana, from: "waitlist" });
  assert.deepEqual(f.outbox.map(({ key }) => key).filter((key) => key.startsWith("moved_up")), [
    `moved_up:${ids.anaSeat}`,
    `moved_up:${ids.anaSeat}:2`,
  ]);
});

Deno.test("a hand-over writes to whoever is invited, and to the first once it is done", () => {
  const to = { toRegistrationId: ids.benSeat, toPersonId: ids.ben };
  const invited = () =>
    begin.registered(begin.published(fold(handovers)), "ana").given("TransferOffered", { ...ana, ...to, expiresAt });
  assert.deepEqual(invited().mails, [`transfer_offered ${ids.benSeat}`]);
  assert.equal(invited().outbox[0]?.person_id, ids.ben);
  assert.deepEqual(invited().given("TransferWithdrawn", { ...ana, ...to }).mails, []);
  assert.deepEqual(invited().given("RegistrationTransferred", { ...ana, ...to }).mails, [`transferred ${ids.anaSeat}`]);
});

Deno.test("whoever gave a place away, or waits again, is not reminded of it", () => {
  for (const type of ["RegistrationTransferred", "RegistrationWaitlisted"] as const) {
    const f = begin.registered(begin.published(fold(reminders)), "ana");
    elapse(f, "reminders");
    assert.equal(f.mails.length, 1);
    assert.deepEqual(f.given(type, { ...ana, position: 1 }).mails, [], type);
  }
});

Deno.test("everybody who has or may get a place hears that the event is cancelled", () => {
  const f = begin.published(fold(cancellations)).given("RegistrationRequested", ana)
    .given("RegistrationPending", { ...ana, reason: "approval" });
  begin.waitlisted(f, "ben").given("WaitlistSeatOffered", {
    eventId: ids.event,
    registrationId: ids.benSeat,
    personId: ids.ben,
    expiresAt,
  }).given("EventCancelled", { eventId: ids.event, reason: "" });
  assert.deepEqual(f.mails.toSorted(), [`event_cancelled ${ids.anaSeat}`, `event_cancelled ${ids.benSeat}`]);
});

Deno.test("after the last date those who came and those who did not get their own words", () => {
  const followed = (attendance: string) => {
    const f = begin.published(fold(followUps)).given("AutomationsConfigured", {
      eventId: ids.event,
      confirmation: true,
      reminders: [],
      followUps: [{ to: "attended", after: "PT2H" }],
    });
    begin.registered(f, "ana").given("AttendanceMarked", { ...ana, dateId: null, attendance });
    assert.equal(new Date(f.timers[0]!.due).toISOString(), "2026-06-10T20:00:00.000Z");
    return elapse(f, "follow_ups");
  };
  assert.deepEqual(followed("attended").mails, [`follow_up_attended ${ids.anaSeat}`]);
  assert.deepEqual(followed("no_show").mails, []);
  assert.match(followed("unknown").skipped[0]!, /attendance_unknown$/);
});

Deno.test("a batch of offers that more places led to calls for the next", () => {
  const f = fold(promoteWaitlist);
  const seat = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
  for (let n = 1; n <= 101; n++) {
    f.given("RegistrationWaitlisted", { ...ana, registrationId: seat(n), position: n });
  }
  f.given("CapacityRaised", { eventId: ids.event, capacity: 500, formerly: 1 });
  const [first] = f.commands;
  for (let n = 1; n <= 100; n++) {
    f.given("WaitlistSeatOffered", { ...ana, registrationId: seat(n), expiresAt }, {
      actor: "reactor:promote_waitlist",
      command: "PromoteFromWaitlist",
      commandId: first!.command_id,
    });
  }
  assert.equal(f.commands.filter(({ open }) => open).length, 1);
});
