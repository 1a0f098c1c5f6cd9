import { Rejected } from "../domain/decider.ts";
import type { DateId, EventId, RegistrationId } from "../domain/ids.ts";
import { uuidv5 } from "../domain/uuid.ts";
import type { RegistrationCommand } from "../domain/virtual_event/commands.ts";
import type { SeatStatus } from "../domain/virtual_event/seats.ts";
import { existing } from "../domain/virtual_event/state.ts";
import { virtualEvent } from "../domain/virtual_event/virtual_event.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { eventIn, eventStream } from "./streams.ts";

/** Which registration of which event. */
export interface Which {
  eventId: EventId;
  registrationId: RegistrationId;
}

/** How a registration stands after what was asked for. */
export interface Standing {
  status: SeatStatus;
  position: Position;
}

type Deps = CommandDeps;
type Asked = Promise<Standing>;

/** Lets somebody in who waits for approval; when it is full they join the line. @throws {Rejected} `registration_not_pending` and what {@link decide} does */
export const approveRegistration = (deps: Deps, caller: Caller, which: Which): Asked =>
  decide(deps, caller, which, { type: "ApproveRegistration" });

/** Says no to somebody who waits for approval; `reason` is what they read. @throws {Rejected} `registration_not_pending` */
export const declineRegistration = (deps: Deps, caller: Caller, which: Which, reason: string): Asked =>
  decide(deps, caller, which, { type: "DeclineRegistration", reason });

/** Gives somebody a free seat out of turn. @throws {Rejected} `event_full`, `registration_cancelled` */
export const confirmRegistration = (deps: Deps, caller: Caller, which: Which): Asked =>
  decide(deps, caller, which, { type: "ConfirmRegistration" });

/** Puts somebody at the end of the line; their seat goes to the next. @throws {Rejected} `registration_not_waiting` */
export const moveToWaitlist = (deps: Deps, caller: Caller, which: Which): Asked =>
  decide(deps, caller, which, { type: "MoveToWaitlist" });

/** Notes whether somebody came, to one date or (`dateId` null) at all. @throws {Rejected} `attendance_too_early` */
export const markAttendance = (
  deps: Deps,
  caller: Caller,
  which: Which,
  marked: { dateId: DateId | null; attendance: "unknown" | "attended" | "no_show" },
): Asked => decide(deps, caller, which, { type: "MarkAttendance", ...marked });

/** Keeps a note that only members read, at most 2,000 characters. */
export const noteRegistration = (deps: Deps, caller: Caller, which: Which, text: string): Asked =>
  decide(deps, caller, which, { type: "NoteRegistration", noteId: uuidv5(caller.commandId, "note"), text });

/** Gives a registration these tags and no others. */
export const tagRegistration = (deps: Deps, caller: Caller, which: Which, tags: readonly string[]): Asked =>
  decide(deps, caller, which, { type: "TagRegistration", tags });

/** Changes what somebody told of themselves, by a member or (actor `registrant:<id>`) by themselves. An empty text takes it back. */
export const changeRegistrationDetails = (
  deps: Deps,
  caller: Caller,
  which: Which,
  details: Pick<Extract<RegistrationCommand, { type: "ChangeRegistrationDetails" }>, "changes" | "answers">,
): Asked => decideOwn(deps, caller, which, { type: "ChangeRegistrationDetails", ...details });

/** Takes an offered seat. @throws {Rejected} `offer_expired`, `offer_not_open` */
export const acceptOffer = (deps: Deps, caller: Caller, which: Which): Asked =>
  decideOwn(deps, caller, which, { type: "AcceptOffer" });

/** Leaves an offered seat to the next. @throws {Rejected} `offer_not_open` */
export const declineOffer = (deps: Deps, caller: Caller, which: Which): Asked =>
  decideOwn(deps, caller, which, { type: "DeclineOffer" });

/** Makes the former link worthless; the new one goes out when `RequestLink` asks for it. */
export const renewLink = (deps: Deps, caller: Caller, which: Which): Asked =>
  decideOwn(deps, caller, which, { type: "RenewLink" });

/** Takes back the invitation to take over a place. */
export const withdrawTransfer = (deps: Deps, caller: Caller, which: Which): Asked =>
  decideOwn(deps, caller, which, { type: "WithdrawTransfer" });

type WithoutPlace<T> = T extends { registrationId: RegistrationId } ? Omit<T, "at" | "registrationId"> : never;

/** @throws {Rejected} `event_not_found`, `registration_not_found`, `unauthenticated`, `forbidden`, and what the event refuses */
async function decide(deps: Deps, caller: Caller, which: Which, asked: WithoutPlace<RegistrationCommand>): Asked {
  const event = await eventIn(deps, caller.studioId, which.eventId);
  authorise(caller, "registration.change", event.trainerId);
  return await perform(deps, caller, which, asked);
}

/** The same for what people may do with their own registration too. */
async function decideOwn(deps: Deps, caller: Caller, which: Which, asked: WithoutPlace<RegistrationCommand>): Asked {
  if (caller.actor !== `registrant:${which.registrationId}`) return await decide(deps, caller, which, asked);
  await eventIn(deps, caller.studioId, which.eventId);
  return await perform(deps, caller, which, asked);
}

async function perform(
  deps: Deps,
  caller: Caller,
  { eventId, registrationId }: Which,
  asked: WithoutPlace<RegistrationCommand>,
): Asked {
  const stream = eventStream(eventId);
  const command = { ...asked, at: deps.now(), registrationId } as RegistrationCommand;
  const { position } = await deps.handle(virtualEvent, stream, command, contextOf(caller));
  const { seats } = existing(await deps.handle.stateOf(virtualEvent, stream));
  const status = seats.registrations.get(registrationId)?.status;
  if (!status) throw new Rejected("registration_not_found");
  return { status, position };
}
