import { Rejected } from "../domain/decider.ts";
import type { InvitationId } from "../domain/ids.ts";
import { studio } from "../domain/studio/studio.ts";
import type { Position } from "../event_store/port.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { hashOf } from "./secrets.ts";
import { studioStream } from "./streams.ts";

/**
 * Takes up an invitation: whoever is signed in and has its token becomes a member. The caller's `studioId` is the
 * invitation's.
 * @throws {Rejected} `unauthenticated`, `studio_not_found`, `invitation_not_found`, `invitation_expired`,
 * `already_a_member`
 */
export async function joinStudio(
  deps: CommandDeps,
  caller: Caller,
  { invitationId, token, name, email }: { invitationId: InvitationId; token: string; name: string; email: string },
): Promise<{ position: Position }> {
  const { studioId, userId } = caller;
  if (userId === undefined) throw new Rejected("unauthenticated");
  const { position } = await deps.handle(studio, studioStream(studioId), {
    type: "JoinStudio",
    at: deps.now(),
    invitationId,
    tokenHash: hashOf(token),
    member: { userId, personId: await deps.vault.resolvePerson(studioId, email), name, email },
  }, contextOf(caller));
  return { position };
}
