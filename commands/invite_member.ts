import type { InvitationId } from "../domain/ids.ts";
import type { Role } from "../domain/studio/events.ts";
import type { Switches } from "../domain/studio/settings.ts";
import { studio } from "../domain/studio/studio.ts";
import { uuidv5 } from "../domain/uuid.ts";
import { minutesAfter } from "../domain/wall_clock.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { hashOf, invitationToken } from "./secrets.ts";
import { studioStream } from "./streams.ts";

const DAYS_VALID = 7;

export interface Invited {
  invitationId: InvitationId;
  /** Goes to the invited person and is kept nowhere; the same again for the same invitation. */
  token: string;
  expiresAt: string;
  position: Position;
}

/**
 * Invites somebody by e-mail. The invitation holds for seven days.
 * @throws {Rejected} `unauthenticated`, `forbidden`, `already_a_member`, `already_invited`
 */
export async function inviteMember(
  deps: CommandDeps,
  caller: Caller,
  { email, role, switches }: { email: string; role: Role; switches?: Switches },
): Promise<Invited> {
  authorise(caller, "member.invite");
  const { studioId } = caller;
  const invitationId = uuidv5(caller.commandId, "invitation") as InvitationId;
  const token = invitationToken(deps.vault, invitationId);
  const at = deps.now();
  const { events, position } = await deps.handle(studio, studioStream(studioId), {
    type: "InviteMember",
    at,
    invitationId,
    personId: await deps.vault.resolvePerson(studioId, email),
    email,
    role,
    switches,
    tokenHash: hashOf(token),
    expiresAt: minutesAfter(at, DAYS_VALID * 24 * 60),
  }, contextOf(caller));
  const invited = events.find((event) => event.type === "MemberInvited");
  if (!invited) throw new Error(`invitation ${invitationId} was not made`);
  return { invitationId, token, expiresAt: invited.data.expiresAt, position };
}
