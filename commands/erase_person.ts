import type { PersonId } from "../domain/ids.ts";
import { person } from "../domain/person/person.ts";
import { virtualEvent } from "../domain/virtual_event/virtual_event.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf, stepOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { eventStream, personStream } from "./streams.ts";

/**
 * Forgets a person: from here on their address is nobody's, their open places are free, and `PersonErased` makes a
 * reactor destroy their keys. Every step may be repeated, so a process that dies in between goes on where it was.
 * @throws {Rejected} `unauthenticated`, `forbidden`
 */
export async function erasePerson(
  deps: CommandDeps,
  caller: Caller,
  { personId, reason }: { personId: PersonId; reason: "requested" | "retention" },
): Promise<{ position: Position }> {
  if (!caller.actor.startsWith("cli:")) authorise(caller, "person.erase");
  const { studioId } = caller;
  // First, so that no registration can begin for this id while its places are given up.
  await deps.vault.forgetPerson(studioId, personId);
  for (const eventId of await deps.eventsOf(studioId, personId)) {
    const command = { type: "ErasePersonFromEvent", at: deps.now(), personId } as const;
    await deps.handle(virtualEvent, eventStream(eventId), command, {
      ...stepOf(caller, deps.newId()),
      rule: "person_erased",
    });
  }
  const command = { type: "ErasePerson", at: deps.now(), studioId, personId, reason } as const;
  const { position } = await deps.handle(person, personStream(personId), command, contextOf(caller));
  return { position };
}
