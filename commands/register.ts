import { Rejected } from "../domain/decider.ts";
import type { EventId, Language, PersonId, RegistrationId } from "../domain/ids.ts";
import { uuidv5 } from "../domain/uuid.ts";
import type { Register, Registrant } from "../domain/virtual_event/commands.ts";
import type { Answers } from "../domain/virtual_event/design.ts";
import type { VirtualEventEvent } from "../domain/virtual_event/events.ts";
import { refuseUnlessOpen } from "../domain/virtual_event/registrations.ts";
import { virtualEvent } from "../domain/virtual_event/virtual_event.ts";
import { knownTimeZone } from "../domain/wall_clock.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { codeHash } from "./event_design.ts";
import { withinLimit } from "./limits.ts";
import { sendLink } from "./request_link.ts";
import { eventIn, eventStream } from "./streams.ts";

export interface NewRegistration {
  eventId: EventId;
  registrant: Registrant;
  language: Language;
  /** Null: unknown. */
  timeZone: string | null;
  /** Where they came from, `direct` when unknown. */
  source: string;
  /** What their link says of itself; null: nothing. */
  medium?: string | null;
  campaign?: string | null;
  consents: { terms: boolean; privacy: boolean; marketing: boolean };
  answers?: Answers;
  /** What the visitor typed to be let in to an event for chosen people. */
  code?: string;
  /** The person's tags in the studio, as the read models have them. */
  tags?: readonly string[];
  /** What the browser has allowed at this moment; absent where none was asked. */
  tracking?: Register["tracking"];
  /** `form`: somebody for themselves; `api`: the studio's own software; `hand`: a member adds them. */
  via: "form" | "api" | "hand";
}

/** How a registration stands when it was asked for, or again. */
export type RegisteredStatus = "pending" | "confirmed" | "waitlisted" | "offered";

export type RegistrationAnswer =
  | {
    outcome: "registered";
    registrationId: RegistrationId;
    personId: PersonId;
    reference: string;
    status: Exclude<RegisteredStatus, "offered">;
    /** Place in the line, from 1, for who waits. */
    position?: number;
    /** In the log. */
    at: Position;
  }
  /** The form's answer to somebody known: they get their link again by mail, at most once an hour. */
  | { outcome: "known"; registrationId: RegistrationId; personId: PersonId; status: RegisteredStatus };

/**
 * Registers a person for an event. The id comes from the command's, so a repeated request gets its first answer.
 * @throws {Rejected} what the event refuses; `already_registered` but by way of the form
 */
export async function register(
  deps: CommandDeps,
  caller: Caller,
  { eventId, via, code, ...registration }: NewRegistration,
): Promise<RegistrationAnswer> {
  const event = await eventIn(deps, caller.studioId, eventId);
  if (via !== "form") authorise(caller, "registration.create", event.trainerId);
  const registrationId = uuidv5(caller.commandId, "registration") as RegistrationId;
  // Whoever is refused anyway leaves no trace of their address; whoever was registered by this command already is not.
  if (!event.seats.registrations.has(registrationId)) {
    refuseUnlessOpen(event, deps.now());
    await withinLimit(deps, caller.studioId, "registrations");
  }
  const personId = await deps.vault.resolvePerson(caller.studioId, registration.registrant.email);
  // Nobody is turned away from the form for what their browser says of itself.
  const timeZone = via === "form" ? knownTimeZone(registration.timeZone) : registration.timeZone;
  const asking = via === "form" ? { ...caller, actor: `registrant:${registrationId}` } : caller;
  const at = deps.now();
  const command = {
    type: "Register",
    at,
    registrationId,
    personId,
    ...registration,
    timeZone,
    ...(code === undefined ? {} : { codeHash: codeHash(code) }),
    ...(via === "hand" ? { byHand: true } : {}),
  } as const;
  try {
    const stream = eventStream(eventId);
    const { events, position } = await deps.handle(virtualEvent, stream, command, contextOf(asking));
    return answerOf(events, position);
  } catch (error) {
    if (via !== "form" || !(error instanceof Rejected && error.reason === "already_registered")) throw error;
    const { registrationId, status } = error.details as Known;
    const known = { ...caller, actor: `registrant:${registrationId}` };
    await sendLink(deps, known, { personId, eventId, registrationId });
    return { outcome: "known", registrationId, personId, status };
  }
}

type Known = { registrationId: RegistrationId; status: RegisteredStatus };

/** From the facts alone, so that an answer which a kill swallowed can be given again. */
function answerOf(events: readonly VirtualEventEvent[], at: Position): RegistrationAnswer {
  const requested = events.find((event) => event.type === "RegistrationRequested");
  if (!requested) throw new Error("a registration without its request");
  const { registrationId, personId, reference } = requested.data;
  const waitlisted = events.find((event) => event.type === "RegistrationWaitlisted");
  const answer = { outcome: "registered", registrationId, personId, reference, at } as const;
  if (waitlisted) return { ...answer, status: "waitlisted", position: waitlisted.data.position };
  return { ...answer, status: events.some((event) => event.type === "RegistrationPending") ? "pending" : "confirmed" };
}
