import { studioStream } from "../commands/streams.ts";
import type { FactOf } from "../domain/catalogue.ts";
import type { ApiKeyId, InvitationId, StudioId, UserId } from "../domain/ids.ts";
import type { Scope } from "../domain/studio/commands.ts";
import { type Switches, usualSwitches } from "../domain/studio/settings.ts";
import type { Role } from "../domain/studio/events.ts";
import type { Fact } from "../domain/fact.ts";
import type { RecordedEvent } from "../event_store/port.ts";
import type { Application } from "./application.ts";

/** Name and address are null once the person is erased. Instants are ISO 8601 in UTC. */
export interface MemberView {
  userId: UserId;
  name: string | null;
  email: string | null;
  role: Role;
  /** What an associate may do beside their own events. */
  switches: Switches;
  since: string;
}
export interface InvitationView {
  invitationId: InvitationId;
  email: string | null;
  role: Role;
  expiresAt: string;
}
export interface KeyView {
  apiKeyId: ApiKeyId;
  name: string;
  hint: string;
  scopes: readonly Scope[];
  userId: UserId;
  since: string;
  /** Null: never. */
  expiresAt: string | null;
}

/** Who works in a studio, who is invited, and which keys are valid. */
export interface People {
  members: MemberView[];
  /** Open and not expired. */
  invitations: InvitationView[];
  keys: KeyView[];
}

/** Reads a studio's people from its own stream, which is short: what was just decided is in it. */
export async function peopleOf(
  { store, codec, commands }: Pick<Application, "store" | "codec" | "commands">,
  studioId: StudioId,
): Promise<People> {
  const recorded: RecordedEvent[] = [];
  for await (const event of store.read(studioStream(studioId))) recorded.push(event);
  const members = new Map<UserId, MemberView>();
  const invitations = new Map<InvitationId, InvitationView>();
  const keys = new Map<ApiKeyId, KeyView>();
  for (const fact of await codec.decodePage(recorded)) fold(fact as StudioFact, members, invitations, keys);
  const now = commands.now();
  return {
    members: [...members.values()],
    invitations: [...invitations.values()].filter(({ expiresAt }) => expiresAt > now),
    keys: [...keys.values()],
  };
}

type StudioFact = FactOf<
  | "StudioOpened"
  | "MemberInvited"
  | "InvitationWithdrawn"
  | "MemberJoined"
  | "RoleChanged"
  | "MemberRemoved"
  | "SwitchesSet"
  | "ApiKeyIssued"
  | "ApiKeyRevoked"
>;

function fold(
  fact: StudioFact,
  members: Map<UserId, MemberView>,
  invitations: Map<InvitationId, InvitationView>,
  keys: Map<ApiKeyId, KeyView>,
): void {
  const since = (fact as Fact).meta.occurredAt;
  switch (fact.type) {
    case "MemberInvited": {
      const { invitationId, email, role, expiresAt } = fact.data;
      return void invitations.set(invitationId, { invitationId, email, role, expiresAt });
    }
    case "InvitationWithdrawn":
      return void invitations.delete(fact.data.invitationId);
    case "MemberJoined": {
      const { userId, name, email, role, invitationId } = fact.data;
      if (invitationId) invitations.delete(invitationId);
      return void members.set(userId, { userId, name, email, role, switches: usualSwitches, since });
    }
    case "RoleChanged": {
      const member = members.get(fact.data.userId);
      if (member) member.role = fact.data.role;
      return;
    }
    case "SwitchesSet": {
      const member = members.get(fact.data.userId);
      if (member) member.switches = fact.data.switches;
      return;
    }
    case "MemberRemoved":
      return void members.delete(fact.data.userId);
    case "ApiKeyIssued": {
      const { apiKeyId, name, hint, scopes, userId, expiresAt = null } = fact.data;
      return void keys.set(apiKeyId, { apiKeyId, name, hint, scopes, userId, since, expiresAt });
    }
    case "ApiKeyRevoked":
      return void keys.delete(fact.data.apiKeyId);
    default:
      return;
  }
}
