import type { ApiKeyId, InvitationId, Language, PersonId, StudioId, UserId } from "../ids.ts";
import type { Role } from "./events.ts";
import type { StudioLimits, StudioSettings, Switches } from "./settings.ts";

/** Somebody who can sign in, with what they are called in this studio (personal, encrypted in the log). */
export interface Member {
  userId: UserId;
  personId: PersonId;
  name: string;
  email: string;
}
/** What a key may be used for; `personal`: also read who registered. */
export type Scope = "read" | "write" | "personal";

export interface OpenStudio {
  type: "OpenStudio";
  at: string;
  studioId: StudioId;
  name: string;
  address: string;
  language: Language;
  timeZone: string;
  currency: string;
  owner: Member;
}
export interface InviteMember {
  type: "InviteMember";
  at: string;
  invitationId: InvitationId;
  personId: PersonId;
  email: string;
  role: Role;
  tokenHash: string;
  expiresAt: string;
  switches?: Switches;
}
export interface WithdrawInvitation {
  type: "WithdrawInvitation";
  at: string;
  invitationId: InvitationId;
}
export interface JoinStudio {
  type: "JoinStudio";
  at: string;
  invitationId: InvitationId;
  tokenHash: string;
  member: Member;
}
export interface ChangeRole {
  type: "ChangeRole";
  at: string;
  userId: UserId;
  role: Role;
}
export interface RemoveMember {
  type: "RemoveMember";
  at: string;
  userId: UserId;
}
export interface IssueApiKey {
  type: "IssueApiKey";
  at: string;
  apiKeyId: ApiKeyId;
  name: string;
  hash: string;
  hint: string;
  scopes: readonly Scope[];
  userId: UserId;
  /** Null: it never expires. */
  expiresAt?: string | null;
}
export interface ChangeSettings {
  type: "ChangeSettings";
  at: string;
  changes: Partial<StudioSettings>;
}
export interface CheckDomain {
  type: "CheckDomain";
  at: string;
  domain: string;
  /** Whether its record leads here. */
  right: boolean;
  found: string;
}
export interface SetSwitches {
  type: "SetSwitches";
  at: string;
  userId: UserId;
  switches: Switches;
}
export interface SetStudioLimits {
  type: "SetStudioLimits";
  at: string;
  limits: StudioLimits;
}
export interface RevokeApiKey {
  type: "RevokeApiKey";
  at: string;
  apiKeyId: ApiKeyId;
}

export type StudioCommand =
  | OpenStudio
  | InviteMember
  | WithdrawInvitation
  | JoinStudio
  | ChangeRole
  | RemoveMember
  | IssueApiKey
  | RevokeApiKey
  | ChangeSettings
  | CheckDomain
  | SetSwitches
  | SetStudioLimits;
