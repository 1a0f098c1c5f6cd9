import type { DateId } from "../../../domain/ids.ts";
import type { RegistrationCommand } from "../../../domain/virtual_event/commands.ts";
import type { VirtualEventEvent } from "../../../domain/virtual_event/events.ts";
import { id } from "../../support/ids.ts";
import {
  AFTER,
  confirmed,
  DAY_BEFORE,
  DURING,
  eventCancelled,
  gaveUp,
  live,
  register,
  requested,
  tuesday,
  waitlisted,
} from "./facts.ts";

const eventId = id.event();
const who = (name: string) => ({ eventId, registrationId: id.registration(name), personId: id.person(name) });
const ask = <T extends RegistrationCommand["type"]>(type: T, name: string, more: object = {}) =>
  ({ type, at: DAY_BEFORE, registrationId: id.registration(name), ...more }) as Extract<
    RegistrationCommand,
    { type: T }
  >;
const approval: VirtualEventEvent = { type: "ApprovalSwitched", data: { eventId, on: true } };
const offers: VirtualEventEvent = { type: "WaitlistModeChosen", data: { eventId, mode: "offer", offerHours: 24 } };
const pending = (name: string): VirtualEventEvent => ({
  type: "RegistrationPending",
  data: { ...who(name), reason: "approval" },
});
const declined = (name: string, reason = ""): VirtualEventEvent => ({
  type: "RegistrationDeclined",
  data: { ...who(name), reason },
});
/** A day before, a quarter of the time that is left is six hours. */
const SIX_HOURS_LATER = "2026-11-24T00:00:00.000Z";
const offered = (name: string, expiresAt = SIX_HOURS_LATER): VirtualEventEvent => ({
  type: "WaitlistSeatOffered",
  data: { ...who(name), expiresAt },
});
const expired = (name: string): VirtualEventEvent => ({ type: "RegistrationExpired", data: who(name) });
const seat = (name: string, from: "approval" | "offer" | "trainer" | "transfer"): VirtualEventEvent => ({
  type: "RegistrationConfirmed",
  data: { ...who(name), from },
});
const full = [confirmed("ana"), confirmed("ben")];

Deno.test("where approval is needed, whoever asks waits for it, however many seats are free", () => {
  live(approval).when(register("ana")).then(requested("ana"), pending("ana"));
  live(approval).when(register("ana", { byHand: true })).then(requested("ana"), seat("ana", "trainer"));
});

Deno.test("approval gives a seat, or a place in the line when it is full, and is given once", () => {
  live(approval, pending("ana")).when(ask("ApproveRegistration", "ana")).then(seat("ana", "approval"));
  live(approval, ...full, pending("cleo")).when(ask("ApproveRegistration", "cleo")).then(waitlisted("cleo", 1));
  live(...full).when(ask("ApproveRegistration", "ana")).then();
  live(pending("ana"), declined("ana")).when(ask("ApproveRegistration", "ana")).rejects("registration_not_pending");
  live().when(ask("ApproveRegistration", "ana")).rejects("registration_not_found");
  live(pending("ana"), eventCancelled).when(ask("ApproveRegistration", "ana")).rejects("event_cancelled");
});

Deno.test("whoever is declined stays so, unless a member changes their mind", () => {
  live(pending("ana")).when(ask("DeclineRegistration", "ana", { reason: "Full." })).then(declined("ana", "Full."));
  live(pending("ana"), declined("ana")).when(ask("DeclineRegistration", "ana", { reason: "" })).then();
  live(confirmed("ana")).when(ask("DeclineRegistration", "ana", { reason: "" })).rejects("registration_not_pending");
  live(pending("ana"), declined("ana")).when(register("ana")).rejects("registration_declined");
  live(pending("ana"), declined("ana")).when(ask("ConfirmRegistration", "ana")).then(seat("ana", "trainer"));
});

Deno.test("a member gives a free seat out of turn, and never one too many", () => {
  const line = [...full, waitlisted("cleo", 1), waitlisted("dora", 2)];
  live(...line).when(ask("ConfirmRegistration", "dora")).rejects("event_full");
  live(...line, { type: "CapacityRaised", data: { eventId, capacity: 3, formerly: 2 } })
    .when(ask("ConfirmRegistration", "dora")).then(seat("dora", "trainer"));
  live(confirmed("ana"), gaveUp("ana")).when(ask("ConfirmRegistration", "ana")).rejects("registration_cancelled");
});

Deno.test("who is put back into the line gives the seat to the next, not to themselves", () => {
  live(...full, waitlisted("cleo", 1)).when(ask("MoveToWaitlist", "ana"))
    .then(waitlisted("ana", 1), confirmed("cleo", "waitlist"));
  live(...full).when(ask("MoveToWaitlist", "ana")).then(waitlisted("ana", 1));
  live(waitlisted("ana", 1)).when(ask("MoveToWaitlist", "ana")).then();
  live(confirmed("ana"), gaveUp("ana")).when(ask("MoveToWaitlist", "ana")).rejects("registration_not_waiting");
});

Deno.test("a freed seat is offered for the chosen time, shorter as the event nears, and held meanwhile", () => {
  const line = [offers, ...full, waitlisted("cleo", 1), waitlisted("dora", 2)];
  live(...line).when({
    ...ask("DeclineOffer", "x"),
    type: "CancelRegistration",
    registrationId: id.registration("ana"),
    by: "trainer",
  })
    .then(gaveUp("ana", "trainer"), offered("cleo"));
  const held = [...line, gaveUp("ana"), offered("cleo")];
  live(...held).when(register("eva")).then(requested("eva"), waitlisted("eva", 2));
  live(...held).when({ type: "ChangeCapacity", at: DAY_BEFORE, capacity: 1 }).rejects("capacity_below_taken");
  live(...held).when({ type: "PromoteFromWaitlist", at: DAY_BEFORE, limit: 5 }).then();
});

Deno.test("an offer is accepted in time, or goes to the next", () => {
  const held = [offers, ...full, waitlisted("cleo", 1), waitlisted("dora", 2), gaveUp("ana"), offered("cleo")];
  live(...held).when(ask("AcceptOffer", "cleo")).then(seat("cleo", "offer"));
  live(...held, seat("cleo", "offer")).when(ask("AcceptOffer", "cleo")).then();
  live(...held).when({ ...ask("AcceptOffer", "cleo"), at: SIX_HOURS_LATER }).rejects("offer_expired");
  live(...held).when(ask("AcceptOffer", "dora")).rejects("offer_not_open");
  live(...held).when(ask("DeclineOffer", "cleo")).then(gaveUp("cleo"), offered("dora"));
  const end = ask("ExpireOffer", "cleo", { expiresAt: SIX_HOURS_LATER });
  live(...held).when(end).then();
  const later = "2026-11-24T04:30:00.000Z"; // a quarter of the eighteen hours that are left
  live(...held).when({ ...end, at: SIX_HOURS_LATER }).then(expired("cleo"), offered("dora", later));
  live(...held, seat("cleo", "offer")).when({ ...end, at: SIX_HOURS_LATER }).then();
  live(...held, expired("cleo")).when(ask("AcceptOffer", "cleo")).rejects("offer_expired");
  live(...held, expired("cleo")).when(register("cleo", { registrationId: id.registration("again") }))
    .thenTypes("RegistrationRequested", "RegistrationWaitlisted");
});

Deno.test("nobody is offered a seat of an event that is over", () => {
  const held = [offers, ...full, waitlisted("cleo", 1), waitlisted("dora", 2), gaveUp("ana"), offered("cleo")];
  live(...held).when({ ...ask("ExpireOffer", "cleo", { expiresAt: SIX_HOURS_LATER }), at: AFTER }).then(
    expired("cleo"),
  );
});

const to = { email: "eva@example.com", firstName: "Eva", lastName: "Ruiz" };
const heir = { toRegistrationId: id.registration("eva"), toPersonId: id.person("eva") };
const transferOffered = (expiresAt = AFTER): VirtualEventEvent => ({
  type: "TransferOffered",
  data: { eventId, registrationId: id.registration("ana"), ...heir, ...to, language: "es", expiresAt },
});
const offerTransfer = ask("OfferTransfer", "ana", { ...heir, to, language: "es" });
const accept = {
  type: "AcceptTransfer",
  at: DAY_BEFORE,
  toRegistrationId: heir.toRegistrationId,
  registrant: to,
  language: "es",
  timeZone: null,
  consents: { terms: true, privacy: true, marketing: false },
} as const;

Deno.test("a place is handed over in one append, once the other accepts", () => {
  live(...full).when(offerTransfer).then(transferOffered());
  const asked = requested("eva") as Extract<VirtualEventEvent, { type: "RegistrationRequested" }>;
  live(...full, transferOffered()).when(accept).then(
    { ...asked, data: { ...asked.data, ...to, source: "transfer" } },
    { type: "RegistrationTransferred", data: { ...who("ana"), ...heir } },
    seat("eva", "transfer"),
  );
});

Deno.test("a hand-over is refused for oneself, without a seat, after its time, and when it was taken back", () => {
  live(...full).when({ ...offerTransfer, toPersonId: id.person("ana") }).rejects("transfer_to_same_person");
  live(waitlisted("ana", 1)).when(offerTransfer).rejects("registration_not_waiting");
  live(...full).when(accept).rejects("transfer_not_found");
  live(...full, transferOffered(DAY_BEFORE)).when(accept).rejects("transfer_expired");
  live(...full, transferOffered()).when({ ...accept, consents: { ...accept.consents, terms: false } })
    .rejects("terms_required");
  live(confirmed("ana"), transferOffered(), confirmed("eva")).when(accept).then();
  live(confirmed("ana"), transferOffered(), gaveUp("ana")).when(accept).rejects("transfer_not_found");
  live(...full, transferOffered()).when(ask("WithdrawTransfer", "ana"))
    .then({
      type: "TransferWithdrawn",
      data: { eventId, registrationId: id.registration("ana"), toRegistrationId: heir.toRegistrationId },
    });
  live(...full).when(ask("WithdrawTransfer", "ana")).then();
});

Deno.test("attendance is noted from the start on, of those who have a seat", () => {
  const mark = (attendance: "attended" | "unknown", at: string, dateId: DateId | null = null) => ({
    ...ask("MarkAttendance", "ana", { attendance, dateId }),
    at,
  });
  live(confirmed("ana")).when(mark("attended", DURING, tuesday.dateId)).then({
    type: "AttendanceMarked",
    data: { ...who("ana"), dateId: tuesday.dateId, attendance: "attended" },
  });
  live(confirmed("ana")).when(mark("attended", DAY_BEFORE)).rejects("attendance_too_early");
  live(confirmed("ana")).when(mark("attended", DURING, id.any<DateId>("other"))).rejects("date_unknown");
  live(waitlisted("ana", 1)).when(mark("attended", DURING)).rejects("registration_not_waiting");
});

Deno.test("what is kept about a registration changes nobody's place; each new link counts on", () => {
  live(confirmed("ana")).when(ask("TagRegistration", "ana", { tags: ["vip", "vip"] }))
    .then({ type: "RegistrationTagged", data: { ...who("ana"), tags: ["vip"] } });
  const link = (generation: number): VirtualEventEvent => ({
    type: "LinkRenewed",
    data: { ...who("ana"), generation },
  });
  live(confirmed("ana")).when(ask("RenewLink", "ana")).then(link(2));
  live(confirmed("ana"), link(2)).when(ask("RenewLink", "ana")).then(link(3));
  live(confirmed("ana")).when(ask("ChangeRegistrationDetails", "ana", { changes: {} })).then();
  live(confirmed("ana"), gaveUp("ana")).when(ask("ChangeRegistrationDetails", "ana", { changes: { phone: "1" } }))
    .rejects("registration_cancelled");
});
