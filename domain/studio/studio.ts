import { type Decider, Rejected, unreachable } from "../decider.ts";
import type { ApiKeyId, InvitationId, PersonId, StudioId, UserId } from "../ids.ts";
import { Lookup } from "../lookup.ts";
import { isOffset } from "../offset.ts";
import { refuseSequence } from "../virtual_event/plan.ts";
import { timeZoneNamed } from "../wall_clock.ts";
import type {
  ChangeRole,
  ChangeSettings,
  CheckDomain,
  InviteMember,
  IssueApiKey,
  JoinStudio,
  OpenStudio,
  RemoveMember,
  RevokeApiKey,
  Scope,
  SetStudioLimits,
  SetSwitches,
  StudioCommand,
  WithdrawInvitation,
} from "./commands.ts";
import type { Role, StudioEvent } from "./events.ts";
import {
  noLimits,
  type StudioLimits,
  type StudioSettings,
  type Switches,
  usualSettings,
  usualSwitches,
} from "./settings.ts";

/** A studio with who may do what in it. Holds nothing personal. */
export type Studio = { lifecycle: "none" } | OpenedStudio;

export interface OpenedStudio {
  lifecycle: "open";
  studioId: StudioId;
  settings: StudioSettings;
  /** What was last found about the own domain; null while nobody has looked. */
  domainRight: boolean | null;
  members: Lookup<UserId, { role: Role; personId: PersonId; switches: Switches }>;
  /** Invitations that nobody has taken up or back; some may have expired. */
  invitations: Lookup<InvitationId, Invitation>;
  /** Keys that are valid, with the member whose rights they have. */
  keys: Lookup<ApiKeyId, { userId: UserId; hash: string; scopes: readonly Scope[] }>;
  limits: StudioLimits;
}

interface Invitation {
  personId: PersonId;
  role: Role;
  tokenHash: string;
  expiresAt: string;
  switches?: Switches;
}

/** A studio, its members and its keys: stream `studio-<id>`. */
export const studio: Decider<StudioCommand, Studio, StudioEvent> = {
  initial: () => ({ lifecycle: "none" }),
  decide(command, state) {
    switch (command.type) {
      case "OpenStudio":
        return openStudio(command, state);
      case "InviteMember":
        return inviteMember(command, opened(state));
      case "WithdrawInvitation":
        return withdrawInvitation(command, opened(state));
      case "JoinStudio":
        return joinStudio(command, opened(state));
      case "ChangeRole":
        return changeRole(command, opened(state));
      case "RemoveMember":
        return removeMember(command, opened(state));
      case "IssueApiKey":
        return issueApiKey(command, opened(state));
      case "RevokeApiKey":
        return revokeApiKey(command, opened(state));
      case "ChangeSettings":
        return changeSettings(command, opened(state));
      case "CheckDomain":
        return checkDomain(command, opened(state));
      case "SetSwitches":
        return setSwitches(command, opened(state));
      case "SetStudioLimits":
        return setLimits(command, opened(state));
      default:
        return unreachable(command);
    }
  },
  evolve(state, event) {
    return event.type === "StudioOpened" ? start(event.data) : evolveOpened(opened(state), event);
  },
};

/** @throws {Rejected} `studio_not_found` */
export function opened(state: Studio): OpenedStudio {
  if (state.lifecycle === "none") throw new Rejected("studio_not_found");
  return state;
}

function openStudio(command: OpenStudio, state: Studio): StudioEvent[] {
  if (state.lifecycle === "open") throw new Rejected("studio_already_open");
  const { studioId, name, address, language, currency, owner } = command;
  const timeZone = timeZoneNamed(command.timeZone);
  return [
    { type: "StudioOpened", data: { studioId, name, address, language, timeZone, currency } },
    { type: "MemberJoined", data: { studioId, ...owner, role: "owner", invitationId: null } },
  ];
}

function inviteMember(command: InviteMember, state: OpenedStudio): StudioEvent[] {
  const { at, invitationId, personId, email, role, tokenHash, expiresAt, switches } = command;
  refuseMember(state, (member) => member.personId === personId);
  const waiting = state.invitations.values().some((open) => open.personId === personId && at < open.expiresAt);
  if (waiting) throw new Rejected("already_invited");
  const { studioId } = state;
  return [{
    type: "MemberInvited",
    data: { studioId, invitationId, personId, email, role, tokenHash, expiresAt, ...(switches ? { switches } : {}) },
  }];
}

function withdrawInvitation({ invitationId }: WithdrawInvitation, state: OpenedStudio): StudioEvent[] {
  if (!state.invitations.has(invitationId)) throw new Rejected("invitation_not_found");
  return [{ type: "InvitationWithdrawn", data: { studioId: state.studioId, invitationId } }];
}

function joinStudio({ at, invitationId, tokenHash, member }: JoinStudio, state: OpenedStudio): StudioEvent[] {
  const invitation = state.invitations.get(invitationId);
  if (invitation?.tokenHash !== tokenHash) throw new Rejected("invitation_not_found");
  if (at >= invitation.expiresAt) throw new Rejected("invitation_expired");
  refuseMember(state, (_, userId) => userId === member.userId);
  const { studioId } = state;
  const { role, switches } = invitation;
  return [
    { type: "MemberJoined", data: { studioId, ...member, role, invitationId } },
    ...(switches ? [{ type: "SwitchesSet" as const, data: { studioId, userId: member.userId, switches } }] : []),
  ];
}

function changeRole({ userId, role }: ChangeRole, state: OpenedStudio): StudioEvent[] {
  const formerly = memberOf(state, userId).role;
  if (role === formerly) return [];
  keepAnOwner(state, userId);
  return [{ type: "RoleChanged", data: { studioId: state.studioId, userId, role, formerly } }];
}

/** Their keys go with them: a key has its member's rights. */
function removeMember({ userId }: RemoveMember, state: OpenedStudio): StudioEvent[] {
  memberOf(state, userId);
  keepAnOwner(state, userId);
  const { studioId } = state;
  const theirs = state.keys.entries().filter(([, key]) => key.userId === userId);
  return [
    ...theirs.map(([apiKeyId]) => ({ type: "ApiKeyRevoked" as const, data: { studioId, apiKeyId } })),
    { type: "MemberRemoved", data: { studioId, userId } },
  ];
}

function issueApiKey(command: IssueApiKey, state: OpenedStudio): StudioEvent[] {
  const { at, apiKeyId, name, hash, hint, scopes, userId, expiresAt } = command;
  memberOf(state, userId);
  if (expiresAt && expiresAt <= at) throw new Rejected("date_in_past", { date: expiresAt });
  const { studioId } = state;
  return [{
    type: "ApiKeyIssued",
    data: {
      studioId,
      apiKeyId,
      name,
      hash,
      hint,
      scopes: [...scopes],
      userId,
      ...(expiresAt === undefined ? {} : { expiresAt }),
    },
  }];
}

function revokeApiKey({ apiKeyId }: RevokeApiKey, state: OpenedStudio): StudioEvent[] {
  if (!state.keys.has(apiKeyId)) throw new Rejected("api_key_not_found");
  return [{ type: "ApiKeyRevoked", data: { studioId: state.studioId, apiKeyId } }];
}

function changeSettings({ changes }: ChangeSettings, state: OpenedStudio): StudioEvent[] {
  const changed = Object.fromEntries(
    Object.entries(changes).filter(([name, value]) =>
      value !== undefined && JSON.stringify(value) !== JSON.stringify(state.settings[name as keyof StudioSettings])
    ),
  ) as Partial<StudioSettings>;
  if (Object.keys(changed).length === 0) return [];
  if (changed.timeZone !== undefined) changed.timeZone = timeZoneNamed(changed.timeZone);
  const manager = changed.programmeManager?.userId ?? null;
  if (manager !== null) memberOf(state, manager);
  refuseDefaults(changed);
  return [{ type: "StudioSettingsChanged", data: { studioId: state.studioId, changes: changed } }];
}

function refuseDefaults({ eventDefaults }: Partial<StudioSettings>): void {
  const { reminders = [] } = eventDefaults ?? {};
  const wrong = reminders.find((offset, i) => !isOffset(offset) || reminders.indexOf(offset) < i);
  if (wrong !== undefined) throw new Rejected("reminder_invalid", { reminder: wrong });
  refuseSequence(eventDefaults?.sequence);
}

/** A finding about a domain that the studio has no more, and one that says nothing new, is nothing. */
function checkDomain({ domain, right, found }: CheckDomain, state: OpenedStudio): StudioEvent[] {
  if (state.settings.domain !== domain || state.domainRight === right) return [];
  return [{ type: "StudioDomainChecked", data: { studioId: state.studioId, domain, right, found } }];
}

function setSwitches({ userId, switches }: SetSwitches, state: OpenedStudio): StudioEvent[] {
  const member = memberOf(state, userId);
  if (JSON.stringify(member.switches) === JSON.stringify(switches)) return [];
  return [{ type: "SwitchesSet", data: { studioId: state.studioId, userId, switches } }];
}

function setLimits({ limits }: SetStudioLimits, state: OpenedStudio): StudioEvent[] {
  if (JSON.stringify(state.limits) === JSON.stringify(limits)) return [];
  return [{ type: "StudioLimitsSet", data: { studioId: state.studioId, limits } }];
}

function memberOf(state: OpenedStudio, userId: UserId) {
  const member = state.members.get(userId);
  if (!member) throw new Rejected("member_not_found");
  return member;
}

function refuseMember(
  state: OpenedStudio,
  is: (member: { personId: PersonId }, userId: UserId) => boolean,
): void {
  if (state.members.entries().some(([userId, member]) => is(member, userId))) throw new Rejected("already_a_member");
}

/** Somebody must be able to let others in: the last owner neither leaves nor becomes anything else. */
function keepAnOwner(state: OpenedStudio, leaving: UserId): void {
  const owners = state.members.entries().filter(([, member]) => member.role === "owner");
  if (owners.length === 1 && owners[0]?.[0] === leaving) throw new Rejected("last_owner");
}

type DataOf<T extends StudioEvent["type"]> = Extract<StudioEvent, { type: T }>["data"];

function start(data: DataOf<"StudioOpened">): OpenedStudio {
  const { studioId, ...settings } = data;
  return {
    lifecycle: "open",
    studioId,
    settings: { ...usualSettings, ...settings },
    domainRight: null,
    members: Lookup.from(),
    invitations: Lookup.from(),
    keys: Lookup.from(),
    limits: noLimits,
  };
}

function evolveOpened(state: OpenedStudio, event: Exclude<StudioEvent, { type: "StudioOpened" }>): OpenedStudio {
  const { members, invitations, keys } = state;
  switch (event.type) {
    case "MemberInvited": {
      const { invitationId, personId, role, tokenHash, expiresAt, switches } = event.data;
      const invitation = { personId, role, tokenHash, expiresAt, switches };
      return { ...state, invitations: invitations.set(invitationId, invitation) };
    }
    case "InvitationWithdrawn":
      return { ...state, invitations: invitations.delete(event.data.invitationId) };
    case "MemberJoined": {
      const { userId, personId, role, invitationId } = event.data;
      const open = invitationId === null ? invitations : invitations.delete(invitationId);
      return { ...state, members: members.set(userId, { role, personId, switches: usualSwitches }), invitations: open };
    }
    case "RoleChanged": {
      const member = memberOf(state, event.data.userId);
      return { ...state, members: members.set(event.data.userId, { ...member, role: event.data.role }) };
    }
    case "MemberRemoved":
      return { ...state, members: members.delete(event.data.userId) };
    case "ApiKeyIssued": {
      const { apiKeyId, userId, hash, scopes } = event.data;
      return { ...state, keys: keys.set(apiKeyId, { userId, hash, scopes }) };
    }
    case "ApiKeyRevoked":
      return { ...state, keys: keys.delete(event.data.apiKeyId) };
    case "StudioSettingsChanged":
      return {
        ...state,
        settings: { ...state.settings, ...event.data.changes } as StudioSettings,
        domainRight: event.data.changes.domain === undefined ? state.domainRight : null,
      };
    case "StudioDomainChecked":
      return { ...state, domainRight: event.data.right };
    case "SwitchesSet": {
      const { userId, switches } = event.data;
      return { ...state, members: members.set(userId, { ...memberOf(state, userId), switches }) };
    }
    case "StudioLimitsSet":
      return { ...state, limits: event.data.limits };
    default:
      return unreachable(event);
  }
}
