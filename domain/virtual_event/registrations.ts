import { Rejected } from "../decider.ts";
import type { PersonId, RegistrationId } from "../ids.ts";
import { registrationReference } from "../registration_reference.ts";
import { timeZoneNamed } from "../wall_clock.ts";
import { answersTo } from "./answers.ts";
import type {
  CancelRegistration,
  ErasePersonFromEvent,
  PromoteFromWaitlist,
  Register,
  Registrant,
} from "./commands.ts";
import { MAX_PROMOTED } from "./commands.ts";
import { countedIn } from "./counted.ts";
import type { Answers } from "./design.ts";
import type { VirtualEventEvent } from "./events.ts";
import { giveUpPlace, seatsForLine } from "./line.ts";
import { formOf } from "./plan_design.ts";
import { freeSeats, type Seats } from "./seats.ts";
import { type Existing, existing, isOver, isPublic, type VirtualEvent } from "./state.ts";

export function register(command: Register, state: VirtualEvent): VirtualEventEvent[] {
  const event = existing(state);
  refuseUnlessOpen(event, command.at);
  refuseWithoutConsent(command.consents);
  refuseKnown(event.seats, command.personId);
  const { byHand = false, registrant } = command;
  if (!byHand) {
    refuseUninvited(event, command);
    refuseOutsideWindow(event, command.at);
  }
  const answers = byHand ? command.answers : answersTo(formOf(event), registrant, command.answers);
  const who = { registrationId: command.registrationId, personId: command.personId };
  const outcome = event.approval && !byHand
    ? pending(event, who)
    : placeFor(event, who, byHand ? "trainer" : "request", event.waitlist);
  return [
    requested(event, { ...command, ...who, answers }),
    ...described(event, who, answers),
    ...tracked(event, who, command),
    outcome,
  ];
}

function described(
  { eventId }: Existing,
  { registrationId }: { registrationId: RegistrationId },
  answers: Answers | undefined,
): VirtualEventEvent[] {
  const counted = countedIn(answers);
  return counted ? [{ type: "RegistrantDescribed", data: { eventId, registrationId, counted } }] : [];
}

function tracked(
  { eventId }: Existing,
  who: { registrationId: RegistrationId; personId: PersonId },
  { tracking }: Register,
): VirtualEventEvent[] {
  return tracking ? [{ type: "RegistrationTracked", data: { eventId, ...who, ...tracking } }] : [];
}

/** Who asked, and with what. */
export function requested(
  event: Existing,
  command: Omit<Register, "type" | "at">,
): VirtualEventEvent {
  const { registrationId, personId, consents, registrant, language, source, answers } = command;
  const { medium = null, campaign = null } = command;
  const { email, firstName, lastName, phone, company, position, website, specialRequirements }: Registrant = registrant;
  return {
    type: "RegistrationRequested",
    data: {
      eventId: event.eventId,
      registrationId,
      personId,
      reference: registrationReference(registrationId),
      email,
      firstName,
      lastName,
      phone: phone ?? null,
      company: company ?? null,
      position: position ?? null,
      website: website ?? null,
      specialRequirements: specialRequirements ?? null,
      language,
      timeZone: command.timeZone === null ? event.timeZone : timeZoneNamed(command.timeZone),
      source,
      consents,
      answers: answers ?? null,
      medium,
      campaign,
    },
  };
}

/** The seat is free at once, and the first of the line gets it in the same append: nobody can come in between. */
export function cancelRegistration(command: CancelRegistration, state: VirtualEvent): VirtualEventEvent[] {
  const event = existing(state);
  const { at, registrationId, by } = command;
  const seat = event.seats.registrations.get(registrationId);
  if (!seat) throw new Rejected("registration_not_found");
  if (seat.status === "cancelled" || seat.status === "expired") return [];
  if (event.lifecycle === "cancelled") throw new Rejected("event_cancelled");
  if (seat.status === "declined") throw new Rejected("registration_declined");
  if (isOver(event, at)) throw new Rejected("event_over");
  return cancelled(event, { registrationId, personId: seat.personId }, by, at);
}

export function promoteFromWaitlist({ at, limit }: PromoteFromWaitlist, state: VirtualEvent): VirtualEventEvent[] {
  const event = existing(state);
  refuseUnlessOpen(event, at);
  return seatsForLine(event, event.seats, Math.min(limit, MAX_PROMOTED), at);
}

/** Past places stay: what was, was; only the person's name leaves it, with the key. */
export function erasePersonFromEvent({ at, personId }: ErasePersonFromEvent, state: VirtualEvent): VirtualEventEvent[] {
  const event = existing(state);
  const registrationId = event.seats.byPerson.get(personId);
  if (registrationId === undefined || !isPublic(event) || isOver(event, at)) return [];
  if (event.seats.registrations.get(registrationId)?.status === "declined") return [];
  return cancelled(event, { registrationId, personId }, "person_erased", at);
}

/** Somebody gives up a place, and who comes after them gets it. */
export function cancelled(
  event: Existing,
  who: { registrationId: RegistrationId; personId: PersonId },
  by: "registrant" | "trainer" | "person_erased",
  at: string,
): VirtualEventEvent[] {
  const leaves = { type: "RegistrationCancelled", data: { eventId: event.eventId, ...who, by } } as const;
  return giveUpPlace(event, who, leaves, "cancelled", at);
}

/** @throws {Rejected} `event_not_published`, `event_cancelled`, `event_over`: nobody can have a place in it now */
export function refuseUnlessOpen(event: Existing, at: string): void {
  if (event.lifecycle === "draft") throw new Rejected("event_not_published");
  if (event.lifecycle === "cancelled") throw new Rejected("event_cancelled");
  if (isOver(event, at)) throw new Rejected("event_over");
}

/** @throws {Rejected} `terms_required`, `privacy_required` */
export function refuseWithoutConsent({ terms, privacy }: Register["consents"]): void {
  if (!terms) throw new Rejected("terms_required");
  if (!privacy) throw new Rejected("privacy_required");
}

/** @throws {Rejected} `registration_declined`, `already_registered` with what they have */
export function refuseKnown({ byPerson, registrations }: Seats, personId: PersonId): void {
  const registrationId = byPerson.get(personId);
  if (registrationId === undefined) return;
  const status = registrations.get(registrationId)?.status;
  if (status === "declined") throw new Rejected("registration_declined");
  throw new Rejected("already_registered", { registrationId, status });
}

/**
 * A seat, or the end of the line. While anyone waits, newcomers queue, even if seats are free: a policy is moving the
 * line up. That holds without a waitlist too, as long as the line is shorter than what is free.
 */
export function placeFor(
  event: Existing,
  who: { registrationId: RegistrationId; personId: PersonId },
  from: "request" | "approval" | "trainer",
  mayWait: boolean,
): VirtualEventEvent {
  const { eventId, seats, capacity } = event;
  const waiting = seats.line.size;
  const free = freeSeats(seats, capacity);
  if (free > 0 && waiting === 0) return { type: "RegistrationConfirmed", data: { eventId, ...who, from } };
  if (!mayWait && free <= waiting) throw new Rejected("event_full");
  return { type: "RegistrationWaitlisted", data: { eventId, ...who, position: waiting + 1 } };
}

function pending(
  { eventId }: Existing,
  who: { registrationId: RegistrationId; personId: PersonId },
): VirtualEventEvent {
  return { type: "RegistrationPending", data: { eventId, ...who, reason: "approval" } };
}

function refuseOutsideWindow({ opensAt, closesAt }: Existing, at: string): void {
  if (opensAt !== null && at < opensAt) throw new Rejected("registration_not_open", { opensAt });
  if (closesAt !== null && at >= closesAt) throw new Rejected("registration_closed", { closesAt });
}

function refuseUninvited({ audience }: Existing, { personId, codeHash, tags = [] }: Register): void {
  if (audience.who !== "chosen") return;
  const invited = audience.personIds.includes(personId) ||
    (audience.codeHash !== null && audience.codeHash === codeHash) ||
    audience.tags.some((tag) => tags.includes(tag));
  if (!invited) throw new Rejected("not_invited");
}
