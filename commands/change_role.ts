import type { UserId } from "../domain/ids.ts";
import type { Role } from "../domain/studio/events.ts";
import { studio } from "../domain/studio/studio.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { studioStream } from "./streams.ts";

/** Gives a member another role. @throws {Rejected} `unauthenticated`, `forbidden`, `member_not_found`, `last_owner` */
export async function changeRole(
  deps: CommandDeps,
  caller: Caller,
  { userId, role }: { userId: UserId; role: Role },
): Promise<{ position: Position }> {
  authorise(caller, "member.change");
  const command = { type: "ChangeRole", at: deps.now(), userId, role } as const;
  const { position } = await deps.handle(studio, studioStream(caller.studioId), command, contextOf(caller));
  return { position };
}
