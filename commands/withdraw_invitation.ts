import type { InvitationId } from "../domain/ids.ts";
import { studio } from "../domain/studio/studio.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { studioStream } from "./streams.ts";

/** Takes an invitation back. @throws {Rejected} `unauthenticated`, `forbidden`, `invitation_not_found` */
export async function withdrawInvitation(
  deps: CommandDeps,
  caller: Caller,
  invitationId: InvitationId,
): Promise<{ position: Position }> {
  authorise(caller, "member.invite");
  const command = { type: "WithdrawInvitation", at: deps.now(), invitationId } as const;
  const { position } = await deps.handle(studio, studioStream(caller.studioId), command, contextOf(caller));
  return { position };
}
