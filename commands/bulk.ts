import { bulk, started, type StartedBulk } from "../domain/bulk/bulk.ts";
import type { BulkAction } from "../domain/bulk/events.ts";
import { Rejected } from "../domain/decider.ts";
import type { EventId, RegistrationId } from "../domain/ids.ts";
import { uuidv5 } from "../domain/uuid.ts";
import { authorise, type Permission } from "./authorise.ts";
import { cancelRegistration } from "./cancel_registration.ts";
import { stepOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import {
  approveRegistration,
  confirmRegistration,
  declineRegistration,
  markAttendance,
  moveToWaitlist,
  type Which,
} from "./registration_standing.ts";
import { sendByHand } from "./message_by_hand.ts";
import { resendConfirmation } from "./resend_confirmation.ts";
import { eventIn } from "./streams.ts";

/** Most registrations that one bulk action is about. */
export const MOST_AT_ONCE = 100_000;
const PART = 5_000;
const BATCH = 50;

const streamOf = (bulkId: string) => `bulk-${bulkId}` as const;
const permissionFor = (action: BulkAction): Permission =>
  action === "cancel" ? "registration.cancel" : "registration.change";

export interface NewBulk {
  eventId: EventId;
  action: BulkAction;
  /** The reason for a decline; empty otherwise. */
  detail: string;
  registrationIds: readonly RegistrationId[];
}

/**
 * Says what is to be done with which registrations, and does nothing of it yet: {@link continueBulk} does. Its id is the
 * command's.
 * @throws {Rejected} `event_not_found`, `forbidden`, `bulk_empty`, `bulk_too_large` with `most`
 */
export async function startBulk(
  deps: CommandDeps,
  caller: Caller,
  { registrationIds, ...asked }: NewBulk,
): Promise<{ bulkId: string }> {
  const event = await eventIn(deps, caller.studioId, asked.eventId);
  authorise(caller, permissionFor(asked.action), event.trainerId);
  const total = registrationIds.length;
  if (total === 0) throw new Rejected("bulk_empty");
  if (total > MOST_AT_ONCE) throw new Rejected("bulk_too_large", { most: MOST_AT_ONCE });
  const bulkId = caller.commandId;
  const step = (name: string) => stepOf(caller, uuidv5(bulkId, name));
  const at = deps.now();
  const { studioId } = caller;
  await deps.handle(
    bulk,
    streamOf(bulkId),
    { type: "StartBulk", at, studioId, bulkId, total, ...asked },
    step("start"),
  );
  for (let from = 0; from < total; from += PART) {
    const part = registrationIds.slice(from, from + PART);
    const command = { type: "ListBulk", at, bulkId, from, registrationIds: part } as const;
    await deps.handle(bulk, streamOf(bulkId), command, step(`list ${from}`));
  }
  return { bulkId };
}

/** How a bulk action of the studio stands. @throws {Rejected} `bulk_not_found`, `forbidden` */
export async function bulkOf(deps: CommandDeps, caller: Caller, bulkId: string): Promise<StartedBulk> {
  const state = await stateOf(deps, caller, bulkId);
  const event = await eventIn(deps, caller.studioId, state.eventId);
  authorise(caller, permissionFor(state.action), event.trainerId);
  return state;
}

async function stateOf(deps: CommandDeps, { studioId }: Caller, bulkId: string): Promise<StartedBulk> {
  const state = started(await deps.handle.stateOf(bulk, streamOf(bulkId)));
  if (state.studioId !== studioId) throw new Rejected("bulk_not_found");
  return state;
}

/**
 * Does what is left of a bulk action, fifty at a time, and says after each fifty how far it is. May be called again after a
 * kill, or by two processes: each registration's command has an id of its own, so nothing happens twice. Where the caller may
 * not do it any more, the rest is refused, and named.
 * @throws {Rejected} `bulk_not_found`
 */
export async function continueBulk(
  deps: CommandDeps,
  caller: Caller,
  bulkId: string,
  signal?: AbortSignal,
): Promise<StartedBulk> {
  for (;;) {
    const state = await stateOf(deps, caller, bulkId);
    if (state.status !== "running" || signal?.aborted) return state;
    const batch = state.registrationIds.slice(state.done, state.done + BATCH);
    const refusals = await Promise.all(
      batch.map(async (registrationId) => {
        const own = { ...caller, commandId: uuidv5(bulkId, registrationId) };
        return await refusalOf(perform(deps, own, { eventId: state.eventId, registrationId }, state));
      }),
    );
    const failed = batch.flatMap((registrationId, i) =>
      refusals[i] === null ? [] : [{ registrationId, reason: refusals[i]! }]
    );
    const done = state.done + batch.length;
    const command = { type: "ProgressBulk", at: deps.now(), bulkId, from: state.done, done, failed } as const;
    await deps.handle(bulk, streamOf(bulkId), command, stepOf(caller, uuidv5(bulkId, `progress ${state.done}`)));
  }
}

/** Why it was refused, or null; what is no refusal is thrown on, and the batch is done again. */
async function refusalOf(doing: Promise<unknown>): Promise<string | null> {
  try {
    await doing;
    return null;
  } catch (error) {
    if (error instanceof Rejected) return error.reason;
    throw error;
  }
}

async function perform(
  deps: CommandDeps,
  caller: Caller,
  which: Which,
  { action, detail }: Pick<StartedBulk, "action" | "detail">,
): Promise<unknown> {
  switch (action) {
    case "approve":
      return await approveRegistration(deps, caller, which);
    case "decline":
      return await declineRegistration(deps, caller, which, detail);
    case "confirm":
      return await confirmRegistration(deps, caller, which);
    case "waitlist":
      return await moveToWaitlist(deps, caller, which);
    case "cancel":
      return await cancelRegistration(deps, caller, which);
    case "attended":
    case "no_show":
      return await markAttendance(deps, caller, which, { dateId: null, attendance: action });
    case "resend":
      return await resendConfirmation(deps, caller, which);
    case "reminder":
    case "join_details":
      return await sendByHand(deps, caller, which, action);
  }
}
