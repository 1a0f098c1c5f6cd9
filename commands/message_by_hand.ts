import type { MessageByHand } from "../domain/person/events.ts";
import { person } from "../domain/person/person.ts";
import { messageByHand } from "../domain/virtual_event/messages.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import type { Which } from "./registration_standing.ts";
import { eventIn, personStream } from "./streams.ts";

/**
 * Reminds somebody with a place of the next date now, or tells them again how to join it, because a member wants it. The
 * fact is that it is wanted; a reactor mails it, once for each command.
 * @throws {Rejected} `event_not_found`, `registration_not_found`, `forbidden`, `registration_not_waiting` without a place,
 * `event_cancelled`, `event_over`
 */
export async function sendByHand(
  deps: CommandDeps,
  caller: Caller,
  { eventId, registrationId }: Which,
  message: MessageByHand,
): Promise<{ position: Position }> {
  const event = await eventIn(deps, caller.studioId, eventId);
  authorise(caller, "registration.change", event.trainerId);
  const at = deps.now();
  const { personId, dateId } = messageByHand(event, { at, registrationId, message });
  const { studioId } = caller;
  return await deps.handle(
    person,
    personStream(personId),
    { type: "RequestMessage", at, studioId, personId, eventId, registrationId, message, dateId },
    contextOf(caller),
  );
}
