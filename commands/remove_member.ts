import type { UserId } from "../domain/ids.ts";
import { studio } from "../domain/studio/studio.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { studioStream } from "./streams.ts";

/** Removes a member, and revokes their keys. @throws {Rejected} `unauthenticated`, `forbidden`, `member_not_found`, `last_owner` */
export async function removeMember(
  deps: CommandDeps,
  caller: Caller,
  userId: UserId,
): Promise<{ position: Position }> {
  authorise(caller, "member.change");
  const command = { type: "RemoveMember", at: deps.now(), userId } as const;
  const { position } = await deps.handle(studio, studioStream(caller.studioId), command, contextOf(caller));
  return { position };
}
