import type { EventId } from "../domain/ids.ts";
import type { MessageCommand } from "../domain/virtual_event/commands.ts";
import { virtualEvent } from "../domain/virtual_event/virtual_event.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { eventIn, eventStream } from "./streams.ts";

/** What can be said about a message of an event's sequence, by the command that says it. */
export const messageCommands = {
  pause: "PauseMessage",
  resume: "ResumeMessage",
  skip: "SkipMessage",
  send_now: "SendMessageNow",
} as const satisfies Record<string, MessageCommand["type"]>;
export type MessageAction = keyof typeof messageCommands;

/**
 * Pauses a message of the sequence, lets it go on, leaves it out or sends it at once.
 * @throws {Rejected} `event_not_found`, `forbidden`, `event_not_published`, `message_not_found`, `message_over`,
 * `message_too_early`
 */
export async function sayAboutMessage(
  deps: CommandDeps,
  caller: Caller,
  { eventId, action, message }: { eventId: EventId; action: MessageAction; message: string },
): Promise<{ position: Position }> {
  const event = await eventIn(deps, caller.studioId, eventId);
  authorise(caller, "event.change", event.trainerId);
  const command = { type: messageCommands[action], at: deps.now(), message } as const;
  const { position } = await deps.handle(virtualEvent, eventStream(eventId), command, contextOf(caller));
  return { position };
}
