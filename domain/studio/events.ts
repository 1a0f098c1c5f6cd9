import { z } from "zod";
import { type EventOf, eventType, personal } from "../event_type.ts";
import { ApiKeyId, Instant, InvitationId, Language, PersonId, StudioId, UserId } from "../ids.ts";
import { StudioLimits, StudioSettings, Switches } from "./settings.ts";

/** A member's role in a studio. */
export const Role = z.enum(["owner", "associate", "auditor", "analyst"]);
export type Role = z.infer<typeof Role>;

export const StudioOpened = eventType("StudioOpened", {
  studioId: StudioId,
  name: z.string().min(2).max(100),
  /** The studio's public address, `/s/{address}`. */
  address: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/).max(60),
  language: Language,
  timeZone: z.string(),
  currency: z.string().regex(/^[A-Z]{3}$/),
});
export const MemberInvited = eventType("MemberInvited", {
  studioId: StudioId,
  invitationId: InvitationId,
  personId: PersonId,
  email: personal("personId", z.string()),
  role: Role,
  /** Hash of the token that the invited person gets by mail. */
  tokenHash: z.string(),
  expiresAt: Instant,
  /** What an associate will be allowed; the usual when left out. */
  switches: Switches.optional(),
});
export const InvitationWithdrawn = eventType("InvitationWithdrawn", { studioId: StudioId, invitationId: InvitationId });
export const MemberJoined = eventType("MemberJoined", {
  studioId: StudioId,
  userId: UserId,
  personId: PersonId,
  name: personal("personId", z.string()),
  email: personal("personId", z.string()),
  role: Role,
  /** Null for the owner who opened the studio. */
  invitationId: InvitationId.nullable(),
});
export const RoleChanged = eventType("RoleChanged", { studioId: StudioId, userId: UserId, role: Role, formerly: Role });
export const MemberRemoved = eventType("MemberRemoved", { studioId: StudioId, userId: UserId });
export const ApiKeyIssued = eventType("ApiKeyIssued", {
  studioId: StudioId,
  apiKeyId: ApiKeyId,
  name: z.string().min(1).max(100),
  /** SHA-256 of the key, hex; the key itself is shown once and kept nowhere. */
  hash: z.string(),
  /** First characters, to recognise it by. */
  hint: z.string(),
  scopes: z.array(z.enum(["read", "write", "personal"])),
  /** The member whose rights it has. */
  userId: UserId,
  /** From then on it opens nothing; null or left out: never. */
  expiresAt: Instant.nullable().optional(),
});
export const ApiKeyRevoked = eventType("ApiKeyRevoked", { studioId: StudioId, apiKeyId: ApiKeyId });

/** What is left out stays. */
export const StudioSettingsChanged = eventType("StudioSettingsChanged", {
  studioId: StudioId,
  changes: StudioSettings.partial(),
});
/** Whether a studio's own domain leads to this installation; without it nobody is sent there. */
export const StudioDomainChecked = eventType("StudioDomainChecked", {
  studioId: StudioId,
  domain: StudioSettings.shape.domain.unwrap(),
  right: z.boolean(),
  /** What its record says. */
  found: z.string().max(300),
});
/** What an associate may do beside their own events, all of it. */
export const SwitchesSet = eventType("SwitchesSet", { studioId: StudioId, userId: UserId, switches: Switches });
/** How much the studio may use, all of it. */
export const StudioLimitsSet = eventType("StudioLimitsSet", { studioId: StudioId, limits: StudioLimits });

export const studioEvents = [
  StudioOpened,
  MemberInvited,
  InvitationWithdrawn,
  MemberJoined,
  RoleChanged,
  MemberRemoved,
  ApiKeyIssued,
  ApiKeyRevoked,
  StudioSettingsChanged,
  SwitchesSet,
  StudioLimitsSet,
  StudioDomainChecked,
] as const;
export type StudioEvent = EventOf<typeof studioEvents[number]>;
