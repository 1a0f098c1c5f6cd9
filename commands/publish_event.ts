import type { EventId } from "../domain/ids.ts";
import { virtualEvent } from "../domain/virtual_event/virtual_event.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { eventIn, eventStream } from "./streams.ts";

/**
 * Makes an event public. Publishing a published one changes nothing.
 * @throws {Rejected} `event_not_found`, `unauthenticated`, `forbidden`, `not_ready_to_publish` with what is `missing`,
 * `date_in_past`, `payments_not_connected`, `event_cancelled`
 */
export async function publishEvent(
  deps: CommandDeps,
  caller: Caller,
  eventId: EventId,
): Promise<{ position: Position }> {
  const event = await eventIn(deps, caller.studioId, eventId);
  authorise(caller, "event.publish", event.trainerId);
  const command = { type: "PublishEvent", at: deps.now() } as const;
  const { position } = await deps.handle(virtualEvent, eventStream(eventId), command, contextOf(caller));
  return { position };
}
