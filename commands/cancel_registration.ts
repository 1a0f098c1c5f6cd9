import { Rejected } from "../domain/decider.ts";
import type { EventId, RegistrationId } from "../domain/ids.ts";
import { virtualEvent } from "../domain/virtual_event/virtual_event.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { eventIn, eventStream } from "./streams.ts";

/**
 * Gives up a place: the registrant's own (actor `registrant:<registrationId>`, by the link they were mailed), or
 * anybody's by a member who may. The first of the line gets the seat in the same append.
 * @throws {Rejected} `event_not_found`, `registration_not_found`, `unauthenticated`, `forbidden`, `event_cancelled`,
 * `event_over`
 */
export async function cancelRegistration(
  deps: CommandDeps,
  caller: Caller,
  { eventId, registrationId }: { eventId: EventId; registrationId: RegistrationId },
): Promise<{ position: Position }> {
  const event = await eventIn(deps, caller.studioId, eventId);
  const own = caller.actor === `registrant:${registrationId}`;
  if (!own) authorise(caller, "registration.cancel", event.trainerId);
  if (!event.seats.registrations.has(registrationId)) throw new Rejected("registration_not_found");
  const command = {
    type: "CancelRegistration",
    at: deps.now(),
    registrationId,
    by: own ? "registrant" : "trainer",
  } as const;
  const { position } = await deps.handle(virtualEvent, eventStream(eventId), command, contextOf(caller));
  return { position };
}
