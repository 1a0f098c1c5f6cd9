import assert from "node:assert/strict";
import { cancellations } from "../../reactors/cancellations.ts";
import { confirmations } from "../../reactors/confirmations.ts";
import { invitations } from "../../reactors/invitations.ts";
import { linkMails } from "../../reactors/link_mails.ts";
import { reschedules } from "../../reactors/reschedules.ts";
import type { Reactor } from "../../reactors/runtime/definition.ts";
import { begin, Folded, ids } from "./support/fold.ts";

const fold = (reactor: unknown, options?: { started: boolean }) => new Folded(reactor as Reactor, options);

Deno.test("a registration is confirmed, with where its person's address stands and nothing of it", () => {
  const f = begin.registered(begin.published(fold(confirmations)), "ana");
  assert.deepEqual(f.mails, [`confirmation ${ids.anaSeat}`]);
  const [row] = f.outbox;
  assert.deepEqual(row?.contact, { stream: `event-${ids.event}`, revision: 3 });
  assert.equal(row?.not_after, "2026-06-10T18:00:00.000Z");
  assert.equal(row?.urgent, true);
});

Deno.test("a confirmation that the trainer switched off is not sent, and one can see why", () => {
  const f = begin.published(fold(confirmations))
    .given("AutomationsConfigured", { eventId: ids.event, confirmation: false, reminders: [] });
  assert.deepEqual(begin.registered(f, "ana").skipped, [`confirmation:${ids.anaSeat}: switched_off`]);
});

Deno.test("who waits hears so, and who moves up hears that instead", () => {
  const f = begin.waitlisted(begin.published(fold(confirmations)), "ana");
  assert.deepEqual(f.mails, [`waitlisted ${ids.anaSeat}`]);
  assert.deepEqual(f.outbox[0]?.mail, { kind: "waitlisted", position: 1 });
  f.given("RegistrationConfirmed", {
    eventId: ids.event,
    registrationId: ids.anaSeat,
    personId: ids.ana,
    from: "waitlist",
  });
  assert.deepEqual(f.mails, [`moved_up ${ids.anaSeat}`]);
  assert.deepEqual(f.skipped, [`waitlisted:${ids.anaSeat}: moved_up`]);
});

Deno.test("a confirmation that has not gone out yet does not, once the registration or the event is cancelled", () => {
  const one = begin.cancelled(begin.registered(begin.published(fold(confirmations)), "ana"), "ana");
  assert.deepEqual(one.skipped, [`confirmation:${ids.anaSeat}: registration_cancelled`]);
  const all = begin.registered(begin.registered(begin.published(fold(confirmations)), "ana"), "ben")
    .given("EventCancelled", { eventId: ids.event, reason: "" });
  assert.deepEqual(all.mails, []);
});

Deno.test("a cancelled registration is confirmed as such, but not to somebody who is erased", () => {
  const f = begin.cancelled(begin.registered(begin.published(fold(cancellations)), "ana"), "ana");
  assert.deepEqual(f.mails, [`registration_cancelled ${ids.anaSeat}`]);
  assert.deepEqual(f.outbox[0]?.mail, { kind: "registration_cancelled", held: true });
  const erased = begin.cancelled(begin.registered(begin.published(fold(cancellations)), "ana"), "ana", "person_erased");
  assert.deepEqual(erased.skipped, [`registration_cancelled:${ids.anaSeat}:5: person_erased`]);
});

Deno.test("a cancelled event is told to those with a place and those who wait, not to those who left", () => {
  const f = begin.waitlisted(begin.registered(begin.published(fold(cancellations)), "ana"), "ben")
    .given("EventCancelled", { eventId: ids.event, reason: "enfermedad" });
  assert.deepEqual(f.outbox.map(({ mail }) => mail), [
    { kind: "event_cancelled", reason: "enfermedad", held: true },
    { kind: "event_cancelled", reason: "enfermedad", held: false },
  ]);
  const left = begin.cancelled(begin.registered(begin.published(fold(cancellations)), "ana"), "ana")
    .given("EventCancelled", { eventId: ids.event, reason: "" });
  assert.deepEqual(left.mails, [`registration_cancelled ${ids.anaSeat}`]);
});

Deno.test("new dates are told with the dates that changed", () => {
  const f = begin.rescheduled(begin.registered(begin.published(fold(reschedules)), "ana"), "2026-06-11T17:00:00.000Z");
  const [row] = f.outbox;
  assert.equal(row?.mail.kind, "rescheduled");
  assert.deepEqual((row?.mail.formerly as { startsAt: string }[]).map((d) => d.startsAt), ["2026-06-10T17:00:00.000Z"]);
});

Deno.test("moved twice before the first mail went out: only the second goes", () => {
  const f = begin.registered(begin.published(fold(reschedules)), "ana");
  begin.rescheduled(f, "2026-06-11T17:00:00.000Z");
  begin.rescheduled(f, "2026-06-12T17:00:00.000Z");
  assert.deepEqual(f.mails, [`rescheduled ${ids.anaSeat}`]);
  assert.deepEqual(f.skipped, [`rescheduled:${ids.anaSeat}:5: superseded`]);
});

Deno.test("dates of a draft change without telling anybody", () => {
  const f = begin.event(begin.studio(fold(reschedules)));
  assert.deepEqual(begin.rescheduled(f, "2026-06-11T17:00:00.000Z").outbox, []);
});

Deno.test("a link is sent each time it is asked for, but not for a registration that is cancelled", () => {
  const ask = (f: Folded) =>
    f.given("LinkRequested", {
      studioId: ids.studio,
      personId: ids.ana,
      eventId: ids.event,
      registrationId: ids.anaSeat,
    }, { stream: `person-${ids.ana}` });
  const f = ask(ask(begin.registered(begin.published(fold(linkMails)), "ana")));
  assert.deepEqual(f.outbox.map(({ key }) => key), [`link:${ids.anaSeat}:0`, `link:${ids.anaSeat}:1`]);
  const cancelled = ask(begin.cancelled(begin.registered(begin.published(fold(linkMails)), "ana"), "ana"));
  assert.deepEqual(cancelled.skipped, [`link:${ids.anaSeat}:0: registration_cancelled`]);
});

Deno.test("what is sent by hand goes to whoever has a place then, and until the date makes it pointless", () => {
  const ask = (f: Folded, message: "reminder" | "join_details", at = "2026-06-08T17:00:00.000Z") =>
    f.given("MessageRequested", {
      studioId: ids.studio,
      personId: ids.ana,
      eventId: ids.event,
      registrationId: ids.anaSeat,
      message,
      dateId: ids.date,
    }, { stream: `person-${ids.ana}`, at });
  const registered = () => begin.registered(begin.published(fold(linkMails)), "ana");
  const f = ask(ask(registered(), "reminder"), "join_details");
  assert.deepEqual(f.outbox.map(({ key, mail, not_after }) => [key, mail, not_after]), [
    [
      `reminder_by_hand:${ids.anaSeat}:0`,
      { kind: "reminder", dateId: ids.date, offset: "PT2880M", startsAt: "2026-06-10T17:00:00.000Z" },
      "2026-06-10T17:00:00.000Z",
    ],
    [
      `join_details:${ids.anaSeat}:1`,
      { kind: "join_details", dateId: ids.date, startsAt: "2026-06-10T17:00:00.000Z" },
      "2026-06-10T18:00:00.000Z",
    ],
  ]);
  begin.rescheduled(f, "2026-06-12T17:00:00.000Z");
  assert.deepEqual(f.skipped, [
    `reminder_by_hand:${ids.anaSeat}:0: rescheduled`,
    `join_details:${ids.anaSeat}:1: rescheduled`,
  ]);
  const cancelled = ask(begin.cancelled(registered(), "ana"), "reminder");
  assert.deepEqual(cancelled.skipped, [`reminder_by_hand:${ids.anaSeat}:0: registration_cancelled`]);
});

Deno.test("an invitation is mailed until it expires or is withdrawn", () => {
  const f = begin.studio(fold(invitations)).given("MemberInvited", {
    studioId: ids.studio,
    invitationId: ids.invitation,
    personId: ids.ben,
    email: "ben@example.com",
    role: "associate",
    tokenHash: "x",
    expiresAt: "2026-06-08T10:00:00.000Z",
  }, { stream: `studio-${ids.studio}` });
  const [row] = f.outbox;
  assert.equal(row?.not_after, "2026-06-08T10:00:00.000Z");
  assert.doesNotMatch(JSON.stringify(row), /ben@example/);
  f.given("InvitationWithdrawn", { studioId: ids.studio, invitationId: ids.invitation });
  assert.deepEqual(f.skipped, [`invitation:${ids.invitation}: invitation_withdrawn`]);
});

Deno.test("a new reactor learns from history and mails nobody about it", () => {
  const f = begin.registered(begin.published(fold(cancellations, { started: false })), "ana");
  begin.cancelled(f, "ana");
  assert.deepEqual(f.outbox, []);
  begin.registered(f.start(), "ben").given("EventCancelled", { eventId: ids.event, reason: "" });
  assert.deepEqual(f.mails, [`event_cancelled ${ids.benSeat}`]);
});
