import type { EventId } from "../domain/ids.ts";
import { virtualEvent } from "../domain/virtual_event/virtual_event.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { eventIn, eventStream } from "./streams.ts";

/**
 * Calls an event off; whoever has a place hears of it by mail. `reason` is what they read, at most 500 characters.
 * @throws {Rejected} `event_not_found`, `unauthenticated`, `forbidden`, `event_over`
 */
export async function cancelEvent(
  deps: CommandDeps,
  caller: Caller,
  eventId: EventId,
  reason: string,
): Promise<{ position: Position }> {
  const event = await eventIn(deps, caller.studioId, eventId);
  authorise(caller, "event.cancel", event.trainerId);
  const command = { type: "CancelEvent", at: deps.now(), reason } as const;
  const { position } = await deps.handle(virtualEvent, eventStream(eventId), command, contextOf(caller));
  return { position };
}
