import { Rejected } from "../domain/decider.ts";
import type { EventId, Language, RegistrationId } from "../domain/ids.ts";
import { uuidv5 } from "../domain/uuid.ts";
import type { Registrant } from "../domain/virtual_event/commands.ts";
import type { Answers } from "../domain/virtual_event/design.ts";
import { virtualEvent } from "../domain/virtual_event/virtual_event.ts";
import { knownTimeZone } from "../domain/wall_clock.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import type { Which } from "./registration_standing.ts";
import { eventIn, eventStream } from "./streams.ts";

export interface TransferInput {
  email: string;
  firstName: string;
  lastName: string;
  /** In which the invitation is written. */
  language: Language;
}

/**
 * Invites somebody to take over a place, by a member or (actor `registrant:<id>`) by whoever has it. They get a link by
 * mail, which is `/r/{token}` of `toRegistrationId`; until they accept, the place stays as it is. Holds three days.
 * @throws {Rejected} `event_not_found`, `registration_not_found`, `unauthenticated`, `forbidden`,
 * `transfer_to_same_person`, `registration_not_waiting` where there is no confirmed place, `event_over`
 */
export async function offerTransfer(
  deps: CommandDeps,
  caller: Caller,
  { eventId, registrationId }: Which,
  { language, ...to }: TransferInput,
): Promise<{ toRegistrationId: RegistrationId; expiresAt: string; position: Position }> {
  const event = await eventIn(deps, caller.studioId, eventId);
  if (caller.actor !== `registrant:${registrationId}`) authorise(caller, "registration.change", event.trainerId);
  if (!event.seats.registrations.has(registrationId)) throw new Rejected("registration_not_found");
  const toPersonId = await deps.vault.resolvePerson(caller.studioId, to.email);
  const toRegistrationId = uuidv5(caller.commandId, "transfer") as RegistrationId;
  const { events, position } = await deps.handle(
    virtualEvent,
    eventStream(eventId),
    { type: "OfferTransfer", at: deps.now(), registrationId, toRegistrationId, toPersonId, to, language },
    contextOf(caller),
  );
  const offered = events.find((event) => event.type === "TransferOffered");
  if (!offered) throw new Error(`registration ${registrationId} was not offered`);
  return { toRegistrationId, expiresAt: offered.data.expiresAt, position };
}

export interface TransferAcceptance {
  eventId: EventId;
  toRegistrationId: RegistrationId;
  /** `email` must be the address that was invited. */
  registrant: Registrant;
  language: Language;
  timeZone: string | null;
  consents: { terms: boolean; privacy: boolean; marketing: boolean };
  answers?: Answers;
}

/**
 * Takes over a place that one was invited to; whoever calls has checked the link. The first one loses it in the same
 * append. Repeating it changes nothing.
 * @throws {Rejected} `event_not_found`, `transfer_not_found`, `transfer_expired`, `already_registered`, `event_over`, and
 * what the form refuses
 */
export async function acceptTransfer(
  deps: CommandDeps,
  caller: Caller,
  { eventId, ...accepted }: TransferAcceptance,
): Promise<{ position: Position }> {
  const { seats, transfers } = await eventIn(deps, caller.studioId, eventId);
  const invited = transfers.values().find((open) => open.toRegistrationId === accepted.toRegistrationId)?.toPersonId ??
    seats.registrations.get(accepted.toRegistrationId)?.personId;
  if (invited === undefined || invited !== await deps.vault.findPerson(caller.studioId, accepted.registrant.email)) {
    throw new Rejected("transfer_not_found");
  }
  const timeZone = knownTimeZone(accepted.timeZone);
  const command = { type: "AcceptTransfer", at: deps.now(), ...accepted, timeZone } as const;
  const asking = { ...caller, actor: `registrant:${accepted.toRegistrationId}` };
  const { position } = await deps.handle(virtualEvent, eventStream(eventId), command, contextOf(asking));
  return { position };
}
