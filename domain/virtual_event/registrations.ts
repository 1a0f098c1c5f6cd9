import { Rejected } from "../decider.ts";
import type { RegistrationId } from "../ids.ts";
import { registrationReference } from "../registration_reference.ts";
import { timeZoneNamed } from "../wall_clock.ts";
import type { CancelRegistration, ErasePersonFromEvent, PromoteFromWaitlist, Register } from "./commands.ts";
import { MAX_PROMOTED } from "./commands.ts";
import type { VirtualEventEvent } from "./events.ts";
import { firstInLine, freeSeats, giveUp, type Seats } from "./seats.ts";
import { type Existing, existing, isOver, type VirtualEvent } from "./state.ts";

export function register(command: Register, state: VirtualEvent): VirtualEventEvent[] {
  const event = existing(state);
  refuseUnlessOpen(event, command.at);
  const { at, registrationId, personId, consents, registrant } = command;
  if (!consents.terms) throw new Rejected("terms_required");
  if (!consents.privacy) throw new Rejected("privacy_required");
  refuseKnown(event.seats, command);
  if (event.opensAt !== null && at < event.opensAt) {
    throw new Rejected("registration_not_open", { opensAt: event.opensAt });
  }
  if (event.closesAt !== null && at >= event.closesAt) {
    throw new Rejected("registration_closed", { closesAt: event.closesAt });
  }
  if (event.details.companyRequired && !registrant.company?.trim()) throw new Rejected("company_required");
  const timeZone = command.timeZone === null ? event.timeZone : timeZoneNamed(command.timeZone);
  const outcome = placeFor(event, command);
  const { eventId } = event;
  const { email, firstName, lastName, phone, company, position, website, specialRequirements } = registrant;
  return [
    {
      type: "RegistrationRequested",
      data: {
        eventId,
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
        language: command.language,
        timeZone,
        source: command.source,
        consents,
      },
    },
    outcome,
  ];
}

/** The seat is free at once, and the first of the line gets it in the same append: nobody can come in between. */
export function cancelRegistration(command: CancelRegistration, state: VirtualEvent): VirtualEventEvent[] {
  const event = existing(state);
  const seat = event.seats.registrations.get(command.registrationId);
  if (!seat) throw new Rejected("registration_not_found");
  if (seat.status === "cancelled") return [];
  if (event.lifecycle === "cancelled") throw new Rejected("event_cancelled");
  if (isOver(event, command.at)) throw new Rejected("event_over");
  return giveUpPlace(event, command.registrationId, command.by);
}

export function promoteFromWaitlist({ at, limit }: PromoteFromWaitlist, state: VirtualEvent): VirtualEventEvent[] {
  const event = existing(state);
  refuseUnlessOpen(event, at);
  return promoted(event, event.seats, Math.min(limit, MAX_PROMOTED));
}

/** Past places stay: what was, was; only the person's name leaves it, with the key. */
export function erasePersonFromEvent(command: ErasePersonFromEvent, state: VirtualEvent): VirtualEventEvent[] {
  const event = existing(state);
  const registrationId = event.seats.byPerson.get(command.personId);
  if (registrationId === undefined || event.lifecycle === "cancelled" || isOver(event, command.at)) return [];
  return giveUpPlace(event, registrationId, "person_erased");
}

/** @throws {Rejected} `event_not_published`, `event_cancelled`, `event_over`: nobody can have a place in it now */
export function refuseUnlessOpen(event: Existing, at: string): void {
  if (event.lifecycle === "draft") throw new Rejected("event_not_published");
  if (event.lifecycle === "cancelled") throw new Rejected("event_cancelled");
  if (isOver(event, at)) throw new Rejected("event_over");
}

function refuseKnown({ byPerson, registrations }: Seats, { personId }: Register): void {
  const registrationId = byPerson.get(personId);
  if (registrationId === undefined) return;
  const status = registrations.get(registrationId)?.status;
  throw new Rejected("already_registered", { registrationId, status });
}

/**
 * A seat, or the end of the line. While anyone waits, newcomers queue, even if seats are free: a policy is moving the
 * line up. That holds without a waitlist too, as long as the line is shorter than what is free.
 */
function placeFor(event: Existing, { registrationId, personId }: Register): VirtualEventEvent {
  const { eventId, seats, capacity, waitlist } = event;
  const waiting = seats.line.size;
  const free = freeSeats(seats, capacity);
  if (free > 0 && waiting === 0) {
    return { type: "RegistrationConfirmed", data: { eventId, registrationId, personId, from: "request" } };
  }
  if (!waitlist && free <= waiting) throw new Rejected("event_full");
  return { type: "RegistrationWaitlisted", data: { eventId, registrationId, personId, position: waiting + 1 } };
}

function giveUpPlace(
  event: Existing,
  registrationId: RegistrationId,
  by: "registrant" | "trainer" | "person_erased",
): VirtualEventEvent[] {
  const { eventId, seats } = event;
  const { personId, status } = seats.registrations.get(registrationId)!;
  const left = giveUp(seats, registrationId);
  return [
    { type: "RegistrationCancelled", data: { eventId, registrationId, personId, by } },
    ...(status === "confirmed" ? promoted(event, left, 1) : []),
  ];
}

function promoted({ eventId, capacity }: Existing, seats: Seats, limit: number): VirtualEventEvent[] {
  const count = Math.min(limit, freeSeats(seats, capacity));
  return firstInLine(seats, count).map((registrationId) => ({
    type: "RegistrationConfirmed",
    data: {
      eventId,
      registrationId,
      personId: seats.registrations.get(registrationId)!.personId,
      from: "waitlist",
    },
  }));
}
