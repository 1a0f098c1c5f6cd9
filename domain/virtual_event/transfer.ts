import { Rejected } from "../decider.ts";
import { minutesAfter } from "../wall_clock.ts";
import { answersTo } from "./answers.ts";
import type { AcceptTransfer, OfferTransfer, WithdrawTransfer } from "./commands.ts";
import { endOfAll } from "./dates.ts";
import type { VirtualEventEvent } from "./events.ts";
import type { PersonId } from "../ids.ts";
import { formOf } from "./plan_design.ts";
import { refuseKnown, refuseUnlessOpen, refuseWithoutConsent, requested } from "./registrations.ts";
import { found } from "./standing.ts";
import { existing, type VirtualEvent } from "./state.ts";

const HOURS_VALID = 72;

/** A newer offer of the same place takes the former's place. Whether the other is registered already, nobody learns here. */
export function offerTransfer(command: OfferTransfer, state: VirtualEvent): VirtualEventEvent[] {
  const { at, registrationId, toRegistrationId, toPersonId, to, language } = command;
  const { event, seat } = found(state, registrationId);
  refuseUnlessOpen(event, at);
  if (seat.status !== "confirmed") throw new Rejected("registration_not_waiting", { status: seat.status });
  if (seat.personId === toPersonId) throw new Rejected("transfer_to_same_person");
  const end = endOfAll(event.dates);
  const later = minutesAfter(at, HOURS_VALID * 60);
  return [{
    type: "TransferOffered",
    data: {
      eventId: event.eventId,
      registrationId,
      toRegistrationId,
      toPersonId,
      ...to,
      language,
      expiresAt: later < end ? later : end,
    },
  }];
}

export function withdrawTransfer({ registrationId }: WithdrawTransfer, state: VirtualEvent): VirtualEventEvent[] {
  const { eventId, transfers } = existing(state);
  const open = transfers.get(registrationId);
  if (!open) return [];
  return [{ type: "TransferWithdrawn", data: { eventId, registrationId, toRegistrationId: open.toRegistrationId } }];
}

/** The seat changes hands in one append: nobody else can get it in between. */
export function acceptTransfer(command: AcceptTransfer, state: VirtualEvent): VirtualEventEvent[] {
  const event = existing(state);
  const { at, toRegistrationId, registrant, consents, language, timeZone } = command;
  if (event.seats.registrations.has(toRegistrationId)) return [];
  const [registrationId, open] = event.transfers.entries().find(([, to]) => to.toRegistrationId === toRegistrationId) ??
    [];
  if (!registrationId || !open) throw new Rejected("transfer_not_found");
  refuseUnlessOpen(event, at);
  if (at >= open.expiresAt) throw new Rejected("transfer_expired", { expiresAt: open.expiresAt });
  refuseWithoutConsent(consents);
  const toPersonId = open.toPersonId as PersonId;
  refuseKnown(event.seats, toPersonId);
  const { who } = found(state, registrationId);
  const { eventId } = event;
  const to = { registrationId: toRegistrationId, personId: toPersonId };
  return [
    requested(event, {
      ...to,
      registrant,
      language,
      timeZone,
      source: "transfer",
      consents,
      answers: answersTo(formOf(event), registrant, command.answers),
    }),
    { type: "RegistrationTransferred", data: { eventId, ...who, toRegistrationId, toPersonId } },
    { type: "RegistrationConfirmed", data: { eventId, ...to, from: "transfer" } },
  ];
}
