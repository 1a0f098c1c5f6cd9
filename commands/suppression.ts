import type { PersonId } from "../domain/ids.ts";
import { suppression } from "../domain/suppression/suppression.ts";
import type { Position, StreamId } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";

export const suppressionStream = (personId: PersonId): StreamId => `suppression-${personId}`;

/** Nobody of the studio writes to this address any more. @throws {Rejected} `forbidden` */
export async function suppressAddress(
  deps: CommandDeps,
  caller: Caller,
  email: string,
): Promise<{ position: Position }> {
  authorise(caller, "message.send");
  const personId = await deps.vault.resolvePerson(caller.studioId, email);
  const { studioId } = caller;
  const command = { type: "SuppressAddress", at: deps.now(), studioId, personId, reason: "by_hand", email } as const;
  const { position } = await deps.handle(suppression, suppressionStream(personId), command, contextOf(caller));
  return { position };
}

/** And now they do again. @throws {Rejected} `forbidden` */
export async function releaseAddress(
  deps: CommandDeps,
  caller: Caller,
  personId: PersonId,
): Promise<{ position: Position }> {
  authorise(caller, "message.send");
  const command = { type: "ReleaseAddress", at: deps.now(), studioId: caller.studioId, personId } as const;
  const { position } = await deps.handle(suppression, suppressionStream(personId), command, contextOf(caller));
  return { position };
}
