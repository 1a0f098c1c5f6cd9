import { Rejected } from "../decider.ts";
import type { PersonId, RegistrationId } from "../ids.ts";
import { answersTo } from "./answers.ts";
import type {
  AcceptOffer,
  ApproveRegistration,
  ChangeRegistrationDetails,
  ConfirmRegistration,
  DeclineOffer,
  DeclineRegistration,
  ExpireOffer,
  MarkAttendance,
  MoveToWaitlist,
  NoteRegistration,
  Registrant,
  RenewLink,
  TagRegistration,
} from "./commands.ts";
import type { VirtualEventEvent } from "./events.ts";
import { giveUpPlace } from "./line.ts";
import { formOf } from "./plan_design.ts";
import { cancelled, placeFor, refuseUnlessOpen } from "./registrations.ts";
import { freeSeats, type Seat } from "./seats.ts";
import { type Existing, existing, type VirtualEvent } from "./state.ts";

export function approve({ at, registrationId }: ApproveRegistration, state: VirtualEvent): VirtualEventEvent[] {
  const { event, seat, who } = found(state, registrationId);
  if (seat.status !== "pending") {
    return settled(seat, ["confirmed", "waitlisted", "offered"], "registration_not_pending");
  }
  refuseUnlessOpen(event, at);
  return [placeFor(event, who, "approval", true)];
}

export function decline({ registrationId, reason }: DeclineRegistration, state: VirtualEvent): VirtualEventEvent[] {
  const { event, seat, who } = found(state, registrationId);
  if (seat.status !== "pending") return settled(seat, ["declined"], "registration_not_pending");
  return [{ type: "RegistrationDeclined", data: { eventId: event.eventId, ...who, reason } }];
}

export function confirm({ at, registrationId }: ConfirmRegistration, state: VirtualEvent): VirtualEventEvent[] {
  const { event, seat, who } = found(state, registrationId);
  if (seat.status === "confirmed") return [];
  if (seat.status === "cancelled" || seat.status === "expired") throw new Rejected("registration_cancelled");
  refuseUnlessOpen(event, at);
  if (seat.status !== "offered" && freeSeats(event.seats, event.capacity) <= 0) throw new Rejected("event_full");
  return [{ type: "RegistrationConfirmed", data: { eventId: event.eventId, ...who, from: "trainer" } }];
}

export function moveToWaitlist({ at, registrationId }: MoveToWaitlist, state: VirtualEvent): VirtualEventEvent[] {
  const { event, seat, who } = found(state, registrationId);
  if (seat.status === "waitlisted") return [];
  if (seat.status !== "confirmed" && seat.status !== "pending" && seat.status !== "offered") {
    throw new Rejected("registration_not_waiting");
  }
  refuseUnlessOpen(event, at);
  const waits = (position: number) =>
    ({ type: "RegistrationWaitlisted", data: { eventId: event.eventId, ...who, position } }) as const;
  const last = event.seats.line.size + 1;
  // who gets the place that becomes free is not before them any more
  const [, ...moveUp] = giveUpPlace(event, who, waits(last), "waitlisted", at);
  return [waits(last - moveUp.length), ...moveUp];
}

export function acceptOffer({ at, registrationId }: AcceptOffer, state: VirtualEvent): VirtualEventEvent[] {
  const { event, seat, who } = found(state, registrationId);
  if (seat.status === "expired") throw new Rejected("offer_expired");
  if (seat.status !== "offered") return settled(seat, ["confirmed"], "offer_not_open");
  if (at >= seat.expiresAt!) throw new Rejected("offer_expired", { expiresAt: seat.expiresAt });
  refuseUnlessOpen(event, at);
  return [{ type: "RegistrationConfirmed", data: { eventId: event.eventId, ...who, from: "offer" } }];
}

export function declineOffer({ at, registrationId }: DeclineOffer, state: VirtualEvent): VirtualEventEvent[] {
  const { event, seat, who } = found(state, registrationId);
  if (seat.status !== "offered") return settled(seat, ["cancelled", "expired"], "offer_not_open");
  refuseUnlessOpen(event, at);
  return cancelled(event, who, "registrant", at);
}

/** Whoever has accepted, or has another offer by now, keeps what they have. */
export function expireOffer(command: ExpireOffer, state: VirtualEvent): VirtualEventEvent[] {
  const { at, registrationId, expiresAt } = command;
  const { event, seat, who } = found(state, registrationId);
  if (seat.status !== "offered" || seat.expiresAt !== expiresAt || at < expiresAt) return [];
  if (event.lifecycle === "cancelled") return [];
  const expires = { type: "RegistrationExpired", data: { eventId: event.eventId, ...who } } as const;
  return giveUpPlace(event, who, expires, "expired", at);
}

export function changeDetails(command: ChangeRegistrationDetails, state: VirtualEvent): VirtualEventEvent[] {
  const { event, who } = holding(state, command.registrationId);
  const { changes, answers } = command;
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0 && answers === undefined) return [];
  const { phone, company, position, website, specialRequirements, firstName, lastName } = given;
  const kept = answers && answersTo(withoutStandard(event), given as unknown as Registrant, answers);
  return [{
    type: "RegistrationDetailsChanged",
    data: {
      eventId: event.eventId,
      ...who,
      firstName: firstName ?? null,
      lastName: lastName ?? null,
      phone: phone ?? null,
      company: company ?? null,
      position: position ?? null,
      website: website ?? null,
      specialRequirements: specialRequirements ?? null,
      answers: answers === undefined ? null : kept ?? {},
    },
  }];
}

export function markAttendance(command: MarkAttendance, state: VirtualEvent): VirtualEventEvent[] {
  const { at, registrationId, dateId, attendance } = command;
  const { event, seat, who } = found(state, registrationId);
  if (seat.status !== "confirmed") throw new Rejected("registration_not_waiting");
  const dates = event.dates.filter((date) => dateId === null || date.dateId === dateId);
  if (dates.length === 0) throw new Rejected("date_unknown", { dateId });
  if (attendance !== "unknown" && dates.every(({ startsAt }) => at < startsAt)) {
    throw new Rejected("attendance_too_early");
  }
  return [{ type: "AttendanceMarked", data: { eventId: event.eventId, ...who, dateId, attendance } }];
}

export function note({ registrationId, noteId, text }: NoteRegistration, state: VirtualEvent): VirtualEventEvent[] {
  const { event, who } = found(state, registrationId);
  return [{ type: "RegistrationNoted", data: { eventId: event.eventId, ...who, noteId, text } }];
}

export function tag({ registrationId, tags }: TagRegistration, state: VirtualEvent): VirtualEventEvent[] {
  const { event, who } = found(state, registrationId);
  return [{ type: "RegistrationTagged", data: { eventId: event.eventId, ...who, tags: [...new Set(tags)] } }];
}

export function renewLink({ registrationId }: RenewLink, state: VirtualEvent): VirtualEventEvent[] {
  const { event, seat, who } = found(state, registrationId);
  return [{
    type: "LinkRenewed",
    data: { eventId: event.eventId, ...who, generation: (seat.generation ?? 1) + 1 },
  }];
}

/** @throws {Rejected} `event_not_found`, `registration_not_found` */
export function found(state: VirtualEvent, registrationId: RegistrationId) {
  const event: Existing = existing(state);
  const seat = event.seats.registrations.get(registrationId);
  if (!seat) throw new Rejected("registration_not_found");
  const who: { registrationId: RegistrationId; personId: PersonId } = { registrationId, personId: seat.personId };
  return { event, seat, who };
}

/** The same, for a registration that has not ended. @throws {Rejected} `registration_cancelled` too */
export function holding(state: VirtualEvent, registrationId: RegistrationId) {
  const known = found(state, registrationId);
  if (["cancelled", "expired", "declined"].includes(known.seat.status)) throw new Rejected("registration_cancelled");
  return known;
}

/** Nothing to do where it came to this before. */
function settled(
  { status }: Seat,
  as: readonly Seat["status"][],
  otherwise: "registration_not_pending" | "offer_not_open",
): VirtualEventEvent[] {
  if (as.includes(status)) return [];
  throw new Rejected(otherwise, { status });
}

/** Who changes one thing is not asked for the others again. */
function withoutStandard(event: Existing) {
  const form = formOf(event);
  const standard = Object.fromEntries(
    Object.entries(form.standard).map(([field, asking]) => [field, asking === "required" ? "asked" : asking]),
  ) as typeof form.standard;
  return { ...form, standard };
}
