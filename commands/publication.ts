import type { EventId } from "../domain/ids.ts";
import type { VirtualEventCommand } from "../domain/virtual_event/commands.ts";
import { virtualEvent } from "../domain/virtual_event/virtual_event.ts";
import type { Position } from "../event_store/port.ts";
import { authorise, type Permission } from "./authorise.ts";
import { releaseValue, slugOf } from "./claims.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { eventIn, eventStream } from "./streams.ts";

/**
 * Publishes a draft by itself at that moment (ISO 8601 UTC), if it is ready then; else the refusal stands in its history.
 * @throws {Rejected} `event_not_found`, `unauthenticated`, `forbidden`, `event_already_published`, `date_in_past`
 */
export const schedulePublication = (deps: CommandDeps, caller: Caller, eventId: EventId, publishAt: string) =>
  change(deps, caller, eventId, "event.publish", { type: "SchedulePublication", at: deps.now(), publishAt });

/** Takes the moment back. @throws {Rejected} `event_not_found`, `unauthenticated`, `forbidden`, `event_cancelled` */
export const unschedulePublication = (deps: CommandDeps, caller: Caller, eventId: EventId) =>
  change(deps, caller, eventId, "event.publish", { type: "UnschedulePublication", at: deps.now() });

/** Makes an event a draft again. @throws {Rejected} `event_has_registrations`, `event_not_found`, `forbidden` */
export const unpublishEvent = (deps: CommandDeps, caller: Caller, eventId: EventId) =>
  change(deps, caller, eventId, "event.publish", { type: "UnpublishEvent", at: deps.now() });

/**
 * Deletes a draft; its address is free again.
 * @throws {Rejected} `event_not_a_draft`, `event_not_found`, `unauthenticated`, `forbidden`
 */
export async function deleteEvent(
  deps: CommandDeps,
  caller: Caller,
  eventId: EventId,
): Promise<{ position: Position }> {
  const { details } = await eventIn(deps, caller.studioId, eventId);
  const answer = await change(deps, caller, eventId, "event.delete", { type: "DeleteEvent", at: deps.now() });
  await releaseValue(deps, caller, slugOf(caller.studioId, details.slug), eventId);
  return answer;
}

async function change(
  deps: CommandDeps,
  caller: Caller,
  eventId: EventId,
  permission: Permission,
  command: VirtualEventCommand,
): Promise<{ position: Position }> {
  const event = await eventIn(deps, caller.studioId, eventId);
  authorise(caller, permission, event.trainerId);
  const { position } = await deps.handle(virtualEvent, eventStream(eventId), command, contextOf(caller));
  return { position };
}
