import { Rejected } from "../domain/decider.ts";
import type { PersonId } from "../domain/ids.ts";
import { person } from "../domain/person/person.ts";
import { opened, studio } from "../domain/studio/studio.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { personStream, studioStream } from "./streams.ts";

/**
 * Forgets a person. From here on their address is nobody's; upon `PersonErased` a reactor gives up their places to come
 * and destroys their keys. A process that dies in between goes on when asked again.
 * @throws {Rejected} `unauthenticated`, `forbidden`, `person_not_found`
 */
export async function erasePerson(
  deps: CommandDeps,
  caller: Caller,
  { personId, reason }: { personId: PersonId; reason: "requested" | "retention" },
): Promise<{ position: Position }> {
  authorise(caller, "person.erase");
  return await forget(deps, caller, { personId, reason });
}

/**
 * Forgets the person that a registration is of, when they ask for it themselves (by the link they were mailed). Who works
 * in the studio is no visitor: their name stands with what they did until an owner lets them go.
 * @throws {Rejected} `member_not_erased`, `person_not_found`
 */
export async function eraseOneself(
  deps: CommandDeps,
  caller: Caller,
  { personId }: { personId: PersonId },
): Promise<{ position: Position }> {
  const { members } = opened(await deps.handle.stateOf(studio, studioStream(caller.studioId)));
  const works = members.entries().some(([, member]) => member.personId === personId);
  if (works) throw new Rejected("member_not_erased");
  return await forget(deps, caller, { personId, reason: "requested" });
}

async function forget(
  deps: CommandDeps,
  caller: Caller,
  { personId, reason }: { personId: PersonId; reason: "requested" | "retention" },
): Promise<{ position: Position }> {
  const { studioId } = caller;
  // First, so that no registration begins for this id while its places are given up.
  if (!await deps.vault.forgetPerson(studioId, personId)) throw new Rejected("person_not_found");
  const command = { type: "ErasePerson", at: deps.now(), studioId, personId, reason } as const;
  const { position } = await deps.handle(person, personStream(personId), command, contextOf(caller));
  return { position };
}
