import assert from "node:assert/strict";
import { MAX_PROMOTED } from "../../../domain/virtual_event/commands.ts";
import type { VirtualEventEvent } from "../../../domain/virtual_event/events.ts";
import type { Existing } from "../../../domain/virtual_event/state.ts";
import { virtualEvent } from "../../../domain/virtual_event/virtual_event.ts";
import { given } from "../../support/given.ts";
import { id } from "../../support/ids.ts";
import {
  AFTER,
  cancel,
  confirmed,
  created,
  DAY_BEFORE,
  draft,
  DURING,
  eventCancelled,
  gaveUp,
  live,
  LONG_BEFORE,
  published,
  register,
  requested,
  waitlisted,
} from "./facts.ts";

const eventId = id.event();
const nothing = given(virtualEvent);
const promote = { type: "PromoteFromWaitlist", at: DAY_BEFORE, limit: 100 } as const;
const erase = (name: string, at = DAY_BEFORE) =>
  ({ type: "ErasePersonFromEvent", at, personId: id.person(name) }) as const;
const open = (change: Parameters<typeof created>[0], ...since: VirtualEventEvent[]) =>
  given(virtualEvent, created(change), published, ...since);

Deno.test("Register gives a seat, and says who asked and with what", () =>
  live().when(register("ana")).then({
    type: "RegistrationRequested",
    data: {
      eventId,
      registrationId: id.registration("ana"),
      personId: id.person("ana"),
      reference: "V4MN-QTMB",
      email: "ana@example.com",
      firstName: "ana",
      lastName: "Example",
      phone: null,
      company: null,
      position: null,
      website: null,
      specialRequirements: null,
      language: "es",
      timeZone: "Europe/Madrid",
      source: "direct",
      consents: { terms: true, privacy: true, marketing: false },
      answers: null,
      medium: null,
      campaign: null,
    },
  }, confirmed("ana")));

Deno.test("Register keeps the registrant's own zone where it is known", () => {
  const asked = requested("ana") as Extract<VirtualEventEvent, { type: "RegistrationRequested" }>;
  live().when(register("ana", { timeZone: "America/Bogota" }))
    .then({ ...asked, data: { ...asked.data, timeZone: "America/Bogota" } }, confirmed("ana"));
  live().when(register("ana", { timeZone: "Mars/Olympus" })).rejects("unknown_time_zone");
});

Deno.test("Register puts whoever comes late on the waitlist, with their place in it", () => {
  const full = [confirmed("ana"), confirmed("ben")];
  live(...full).when(register("cleo")).then(requested("cleo"), waitlisted("cleo", 1));
  live(...full, waitlisted("cleo", 1)).when(register("dora")).then(requested("dora"), waitlisted("dora", 2));
  live(...full, waitlisted("cleo", 1), gaveUp("cleo")).when(register("dora")).then(
    requested("dora"),
    waitlisted("dora", 1),
  );
});

Deno.test("Register lets newcomers queue while anyone waits, though seats are free", () =>
  live(confirmed("ana"), confirmed("ben"), waitlisted("cleo", 1), {
    type: "CapacityRaised",
    data: { eventId, capacity: 10, formerly: 2 },
  }).when(register("dora")).then(requested("dora"), waitlisted("dora", 2)));

Deno.test("Register without a waitlist refuses when it is full", () =>
  open({ waitlist: false }, confirmed("ana"), confirmed("ben")).when(register("cleo")).rejects("event_full"));

Deno.test("Register without a waitlist queues behind a line that is moving onto free seats, not beyond them", () => {
  const switchedOff: VirtualEventEvent[] = [
    confirmed("ana"),
    confirmed("ben"),
    waitlisted("cleo", 1),
    { type: "WaitlistSwitched", data: { eventId, on: false } },
  ];
  const raised = (capacity: number): VirtualEventEvent => ({
    type: "CapacityRaised",
    data: { eventId, capacity, formerly: 2 },
  });
  live(...switchedOff, raised(4)).when(register("dora")).thenTypes("RegistrationRequested", "RegistrationWaitlisted");
  live(...switchedOff, raised(3)).when(register("dora")).rejects("event_full");
});

Deno.test("Register without a limit always gives a seat", () =>
  open({ capacity: null, waitlist: false }, confirmed("ana"), confirmed("ben"), confirmed("cleo"))
    .when(register("dora")).thenTypes("RegistrationRequested", "RegistrationConfirmed"));

Deno.test("Register refuses whoever has a place already, and says which", () => {
  live(confirmed("ana")).when(register("ana", { registrationId: id.registration("again") }))
    .rejects("already_registered", { registrationId: id.registration("ana"), status: "confirmed" });
  live(confirmed("ana"), confirmed("ben"), waitlisted("cleo", 1))
    .when(register("cleo", { registrationId: id.registration("again") }))
    .rejects("already_registered", { registrationId: id.registration("cleo"), status: "waitlisted" });
});

Deno.test("Register tells the known that they are, even after registration has closed", () =>
  open({ registrationClosesAt: DAY_BEFORE }, confirmed("ana")).when(register("ana")).rejects("already_registered"));

Deno.test("Register lets somebody who gave up come anew", () =>
  live(confirmed("ana"), gaveUp("ana")).when(register("ana", { registrationId: id.registration("again") }))
    .thenTypes("RegistrationRequested", "RegistrationConfirmed"));

Deno.test("Register refuses an event that does not exist", () =>
  nothing.when(register("ana")).rejects("event_not_found"));
Deno.test("Register refuses a draft", () => draft().when(register("ana")).rejects("event_not_published"));
Deno.test("Register refuses a cancelled event", () =>
  live(eventCancelled).when(register("ana")).rejects("event_cancelled"));
Deno.test("Register refuses an event that is over, not one that is running", () => {
  live().when(register("ana", { at: AFTER })).rejects("event_over");
  live().when(register("ana", { at: DURING })).thenTypes("RegistrationRequested", "RegistrationConfirmed");
});
Deno.test("Register refuses before registration opens, not from then on", () => {
  open({ registrationOpensAt: DURING }).when(register("ana")).rejects("registration_not_open", { opensAt: DURING });
  open({ registrationOpensAt: DAY_BEFORE }).when(register("ana")).thenTypes(
    "RegistrationRequested",
    "RegistrationConfirmed",
  );
});
Deno.test("Register refuses from when registration closes, not before", () => {
  open({ registrationClosesAt: DAY_BEFORE }).when(register("ana"))
    .rejects("registration_closed", { closesAt: DAY_BEFORE });
  open({ registrationClosesAt: DURING }).when(register("ana")).thenTypes(
    "RegistrationRequested",
    "RegistrationConfirmed",
  );
});
Deno.test("Register needs terms and privacy, and not marketing", () => {
  const consents = { terms: true, privacy: true, marketing: false };
  live().when(register("ana", { consents: { ...consents, terms: false } })).rejects("terms_required");
  live().when(register("ana", { consents: { ...consents, privacy: false } })).rejects("privacy_required");
});
Deno.test("Register needs the company where the event asks for it", () => {
  open({ companyRequired: true }).when(register("ana")).rejects("company_required");
  const { registrant } = register("ana");
  open({ companyRequired: true }).when(register("ana", { registrant: { ...registrant, company: "  " } }))
    .rejects("company_required");
  open({ companyRequired: true }).when(register("ana", { registrant: { ...registrant, company: "Acme" } }))
    .thenTypes("RegistrationRequested", "RegistrationConfirmed");
});

Deno.test("CancelRegistration frees the seat at once", () => {
  live(confirmed("ana"), confirmed("ben")).when(cancel("ana")).then(gaveUp("ana"));
  live(confirmed("ana"), confirmed("ben"), gaveUp("ana")).when(register("cleo"))
    .then(requested("cleo"), confirmed("cleo"));
});

Deno.test("CancelRegistration moves the first of the line up in the same append", () =>
  live(confirmed("ana"), confirmed("ben"), waitlisted("cleo", 1), waitlisted("dora", 2)).when(cancel("ben"))
    .then(gaveUp("ben"), confirmed("cleo", "waitlist")));

Deno.test("CancelRegistration of somebody who waits moves nobody up", () =>
  live(confirmed("ana"), confirmed("ben"), waitlisted("cleo", 1), waitlisted("dora", 2)).when(cancel("cleo"))
    .then(gaveUp("cleo")));

Deno.test("CancelRegistration says who did it", () =>
  live(confirmed("ana")).when({
    type: "CancelRegistration",
    at: DAY_BEFORE,
    registrationId: id.registration("ana"),
    by: "trainer",
  })
    .then(gaveUp("ana", "trainer")));

Deno.test("CancelRegistration twice is once, also after the event", () => {
  live(confirmed("ana"), gaveUp("ana")).when(cancel("ana")).thenNothing();
  live(confirmed("ana"), gaveUp("ana")).when(cancel("ana", AFTER)).thenNothing();
});
Deno.test("CancelRegistration refuses what does not exist", () => {
  live().when(cancel("ana")).rejects("registration_not_found");
  nothing.when(cancel("ana")).rejects("event_not_found");
});
Deno.test("CancelRegistration refuses where there is nothing left to give up", () => {
  live(confirmed("ana"), eventCancelled).when(cancel("ana")).rejects("event_cancelled");
  live(confirmed("ana")).when(cancel("ana", AFTER)).rejects("event_over");
});

Deno.test("PromoteFromWaitlist fills what is free, in the order of the line", () =>
  live(
    confirmed("ana"),
    confirmed("ben"),
    waitlisted("cleo", 1),
    waitlisted("dora", 2),
    waitlisted("emil", 3),
    gaveUp("cleo"),
    { type: "CapacityRaised", data: { eventId, capacity: 3, formerly: 2 } },
  ).when(promote).then(confirmed("dora", "waitlist")));

Deno.test("PromoteFromWaitlist moves no more than it was asked to, and never more than one append takes", () => {
  const line = Array.from({ length: MAX_PROMOTED + 50 }, (_, i) => waitlisted(`p${i}`, i + 1));
  const since: VirtualEventEvent[] = [...line, {
    type: "CapacityRaised",
    data: { eventId, capacity: null, formerly: 2 },
  }];
  live(...since).when({ ...promote, limit: 3 }).then(
    confirmed("p0", "waitlist"),
    confirmed("p1", "waitlist"),
    confirmed("p2", "waitlist"),
  );
  live(...since).when({ ...promote, limit: 10_000 })
    .leaves((state) => assert.equal((state as Existing).seats.taken, MAX_PROMOTED));
});

Deno.test("PromoteFromWaitlist with nobody waiting, or nothing free, is nothing", () => {
  live().when(promote).thenNothing();
  live(confirmed("ana"), confirmed("ben"), waitlisted("cleo", 1)).when(promote).thenNothing();
});
Deno.test("PromoteFromWaitlist refuses where nobody can come any more", () => {
  nothing.when(promote).rejects("event_not_found");
  draft().when(promote).rejects("event_not_published");
  live(eventCancelled).when(promote).rejects("event_cancelled");
  live().when({ ...promote, at: AFTER }).rejects("event_over");
});

Deno.test("ErasePersonFromEvent gives up the person's place and moves the line", () =>
  live(confirmed("ana"), confirmed("ben"), waitlisted("cleo", 1)).when(erase("ana"))
    .then(gaveUp("ana", "person_erased"), confirmed("cleo", "waitlist")));

Deno.test("ErasePersonFromEvent leaves the past as it was", () => {
  live(confirmed("ana")).when(erase("ana", AFTER)).thenNothing();
  live(confirmed("ana"), eventCancelled).when(erase("ana")).thenNothing();
});
Deno.test("ErasePersonFromEvent of somebody without a place is nothing", () => {
  live().when(erase("ana")).thenNothing();
  live(confirmed("ana"), gaveUp("ana")).when(erase("ana")).thenNothing();
  nothing.when(erase("ana")).rejects("event_not_found");
});

Deno.test("the state holds nothing that a registrant typed", () => {
  const { registrant } = register("ana");
  const typed = {
    ...registrant,
    firstName: "Zaira",
    lastName: "Quiroga",
    email: "zaira@quiroga.es",
    phone: "600123456",
    company: "Acme",
  };
  live().when(register("ana", { at: LONG_BEFORE, registrant: typed })).leaves((state) => {
    const text = JSON.stringify(state);
    for (const word of Object.values(typed)) assert.ok(!text.includes(word), word);
  });
});
