import type { EventId, PersonId, RegistrationId } from "../domain/ids.ts";
import { person } from "../domain/person/person.ts";
import { stepOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { eventIn, personStream } from "./streams.ts";

/**
 * Sends somebody the link to their registration again, at most once an hour. Says nothing about whether there is one:
 * whoever asks about another's address learns nothing.
 * @throws {Rejected} `event_not_found`
 */
export async function requestLink(
  deps: CommandDeps,
  caller: Caller,
  { eventId, email }: { eventId: EventId; email: string },
): Promise<void> {
  const { seats } = await eventIn(deps, caller.studioId, eventId);
  const personId = await deps.vault.findPerson(caller.studioId, email);
  const registrationId = personId === null ? undefined : seats.byPerson.get(personId);
  if (personId === null || registrationId === undefined) return;
  await sendLink(deps, { ...caller, actor: `registrant:${registrationId}` }, { personId, eventId, registrationId });
}

/** The fact that the link is wanted; a reactor mails it. */
export async function sendLink(
  deps: CommandDeps,
  caller: Caller,
  whose: { personId: PersonId; eventId: EventId; registrationId: RegistrationId },
): Promise<void> {
  const command = { type: "RequestLink", at: deps.now(), studioId: caller.studioId, ...whose } as const;
  await deps.handle(person, personStream(whose.personId), command, stepOf(caller, deps.newId()));
}
