import type { FactOf } from "../domain/catalogue.ts";
import type { ApiKeyId, InvitationId, StudioId, UserId } from "../domain/ids.ts";
import type { Role } from "../domain/studio/events.ts";
import { type StudioSettings, type Switches, usualSettings, usualSwitches } from "../domain/studio/settings.ts";
import { type Codec, isKnown } from "../event_store/codec.ts";
import { BEGINNING, type EventStore, isEvent, type Position } from "../event_store/port.ts";
import type { Fact } from "../domain/fact.ts";
import type { Membership } from "./state.ts";

/** An API key as requests are checked against it: it has the rights of the member who made it, cut down to its scopes. */
export interface KeyEntry {
  studioId: StudioId;
  apiKeyId: ApiKeyId;
  userId: UserId;
  scopes: readonly ("read" | "write" | "personal")[];
  /** From then on it opens nothing, ISO 8601 UTC; null: never. */
  expiresAt: string | null;
}

/** An open invitation; `expiresAt` is ISO 8601 in UTC. */
export interface InvitationEntry {
  studioId: StudioId;
  invitationId: InvitationId;
  role: Role;
  expiresAt: string;
}

/**
 * Who may come in, kept in memory from the studios' streams so that no request asks a database. Holds no personal data.
 * Follows the log live; `reached` lets a request that has changed it see its own change.
 */
export interface Directory {
  hasStudio(): boolean;
  studiosOf(userId: UserId): Membership[];
  membership(userId: UserId, studioId: StudioId): Membership | null;
  studio(studioId: StudioId): DirectoryStudio | null;
  /** Everything that a studio's owner can change. */
  settings(studioId: StudioId): StudioSettings | null;
  /** By an address it has or had. */
  studioByAddress(address: string): DirectoryStudio | null;
  /** By its own domain. */
  studioByDomain(domain: string): DirectoryStudio | null;
  /** `hash`: SHA-256 of the key, hex. */
  keyByHash(hash: string): KeyEntry | null;
  keyById(apiKeyId: ApiKeyId): KeyEntry | null;
  /** `hash`: SHA-256 of the token, hex. Expired ones are given too. */
  invitationByHash(hash: string): InvitationEntry | null;
  isOperator(userId: UserId): boolean;
  /** Resolves once everything up to `position` is in; at most 5 s. */
  reached(position: Position): Promise<void>;
}

/** A directory that follows the log. Once it cannot, whoever asks it for somebody's rights is told so. */
export interface FollowingDirectory extends Directory {
  /** What ended it, {@link FutureVersion} for one; null while it follows. */
  problem(): Error | null;
}

/** A studio, whoever asks. */
export interface DirectoryStudio extends Omit<Membership, "role" | "switches"> {
  /** Own host name; null: none. */
  domain: string | null;
  /** Whether it was found to lead here. */
  domainRight: boolean;
}

interface StudioEntry {
  studio: DirectoryStudio;
  settings: StudioSettings;
  roles: Map<UserId, Role>;
  switches: Map<UserId, Switches>;
  keys: Map<ApiKeyId, string>;
  invitations: Map<InvitationId, string>;
}

type DirectoryFact = FactOf<
  | "StudioOpened"
  | "MemberInvited"
  | "InvitationWithdrawn"
  | "MemberJoined"
  | "RoleChanged"
  | "MemberRemoved"
  | "ApiKeyIssued"
  | "ApiKeyRevoked"
  | "StudioSettingsChanged"
  | "StudioDomainChecked"
  | "SwitchesSet"
  | "OperatorAppointed"
>;

/** The fold behind a {@link Directory}: `apply` takes facts in the order of the log. */
export function createDirectory(): Directory & { apply(fact: Fact): void; advance(position: Position): void } {
  const studios = new Map<StudioId, StudioEntry>();
  const studiosOfUser = new Map<UserId, Set<StudioId>>();
  const keys = new Map<string, KeyEntry>();
  const keysById = new Map<ApiKeyId, KeyEntry>();
  const invitations = new Map<string, InvitationEntry>();
  const operators = new Set<UserId>();
  const addresses = new Map<string, StudioId>();
  const domains = new Map<string, StudioId>();
  let position = BEGINNING;
  let waiting: { position: Position; resolve: () => void }[] = [];

  function fold(fact: DirectoryFact): void {
    if (fact.type === "OperatorAppointed") return void operators.add(fact.data.userId);
    if (fact.type === "StudioOpened") {
      const { studioId: id, ...opened } = fact.data;
      studios.set(id, {
        studio: { id, ...opened, domain: null, domainRight: false },
        settings: { ...usualSettings, ...opened },
        roles: new Map(),
        switches: new Map(),
        keys: new Map(),
        invitations: new Map(),
      });
      addresses.set(opened.address, id);
      return;
    }
    const entry = studios.get(fact.data.studioId);
    if (entry) foldMember(fact, entry);
  }

  function foldMember(
    fact: Exclude<DirectoryFact, { type: "OperatorAppointed" | "StudioOpened" }>,
    entry: StudioEntry,
  ) {
    switch (fact.type) {
      case "MemberInvited": {
        const { studioId, invitationId, role, expiresAt, tokenHash } = fact.data;
        entry.invitations.set(invitationId, tokenHash);
        invitations.set(tokenHash, { studioId, invitationId, role, expiresAt });
        return;
      }
      case "InvitationWithdrawn":
        return endInvitation(entry, fact.data.invitationId);
      case "MemberJoined": {
        entry.roles.set(fact.data.userId, fact.data.role);
        const own = studiosOfUser.get(fact.data.userId) ?? new Set();
        studiosOfUser.set(fact.data.userId, own.add(fact.data.studioId));
        if (fact.data.invitationId) endInvitation(entry, fact.data.invitationId);
        return;
      }
      case "RoleChanged":
        return void entry.roles.set(fact.data.userId, fact.data.role);
      case "MemberRemoved":
        entry.roles.delete(fact.data.userId);
        entry.switches.delete(fact.data.userId);
        studiosOfUser.get(fact.data.userId)?.delete(fact.data.studioId);
        return;
      case "ApiKeyIssued": {
        const { studioId, apiKeyId, userId, scopes, hash, expiresAt = null } = fact.data;
        entry.keys.set(apiKeyId, hash);
        const key = { studioId, apiKeyId, userId, scopes, expiresAt };
        keys.set(hash, key);
        keysById.set(apiKeyId, key);
        return;
      }
      case "SwitchesSet":
        return void entry.switches.set(fact.data.userId, fact.data.switches);
      case "StudioSettingsChanged": {
        const { changes } = fact.data;
        entry.settings = { ...entry.settings, ...changes } as StudioSettings;
        const { name, address, timeZone, currency, language, domain } = entry.settings;
        const former = entry.studio.domain;
        if (former && former !== domain) domains.delete(former);
        if (domain) domains.set(domain, entry.studio.id);
        addresses.set(address, entry.studio.id);
        const domainRight = changes.domain === undefined && entry.studio.domainRight;
        entry.studio = { ...entry.studio, name, address, timeZone, currency, language, domain, domainRight };
        return;
      }
      case "StudioDomainChecked": {
        const { domain, right } = fact.data;
        if (entry.studio.domain === domain) entry.studio = { ...entry.studio, domainRight: right };
        return;
      }
      case "ApiKeyRevoked": {
        const hash = entry.keys.get(fact.data.apiKeyId);
        if (hash) keys.delete(hash);
        keysById.delete(fact.data.apiKeyId);
        return;
      }
    }
  }

  function endInvitation(entry: StudioEntry, id: InvitationId): void {
    const hash = entry.invitations.get(id);
    if (hash) invitations.delete(hash);
  }

  function membership(userId: UserId, studioId: StudioId): Membership | null {
    const entry = studios.get(studioId);
    const role = entry?.roles.get(userId);
    return entry && role ? { ...entry.studio, role, switches: entry.switches.get(userId) ?? usualSwitches } : null;
  }

  return {
    apply: (fact) => fold(fact as DirectoryFact),
    advance(reached) {
      position = reached;
      const due = waiting.filter((w) => w.position <= reached);
      waiting = waiting.filter((w) => w.position > reached);
      for (const { resolve } of due) resolve();
    },
    hasStudio: () => studios.size > 0,
    studiosOf: (userId) =>
      [...studiosOfUser.get(userId) ?? []].map((id) => membership(userId, id)).filter((m) => m !== null),
    membership,
    studio: (studioId) => studios.get(studioId)?.studio ?? null,
    settings: (studioId) => studios.get(studioId)?.settings ?? null,
    studioByAddress: (address) => studios.get(addresses.get(address)!)?.studio ?? null,
    studioByDomain: (domain) => studios.get(domains.get(domain)!)?.studio ?? null,
    keyByHash: (hash) => keys.get(hash) ?? null,
    keyById: (apiKeyId) => keysById.get(apiKeyId) ?? null,
    invitationByHash: (hash) => invitations.get(hash) ?? null,
    isOperator: (userId) => operators.has(userId),
    async reached(wanted) {
      if (position >= wanted) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push({ position: wanted, resolve });
      const patience = setTimeout(resolve, 5_000);
      await promise;
      clearTimeout(patience);
    },
  };
}

/** Types that a directory folds; nothing else is read from the log for it. */
const directoryTypes = [
  "StudioOpened",
  "MemberInvited",
  "InvitationWithdrawn",
  "MemberJoined",
  "RoleChanged",
  "MemberRemoved",
  "ApiKeyIssued",
  "ApiKeyRevoked",
  "StudioSettingsChanged",
  "StudioDomainChecked",
  "SwitchesSet",
  "OperatorAppointed",
] as const satisfies readonly DirectoryFact["type"][];

/**
 * Follows the log with a directory until aborted. `ready` resolves when history is in; `ended` when it was aborted.
 * Both reject with what ended it otherwise, {@link FutureVersion} for one: nobody is let in on half of the facts.
 */
export function followLog(
  { store, codec, signal }: { store: EventStore; codec: Pick<Codec, "decodeBlank" | "namesOf">; signal: AbortSignal },
): { directory: FollowingDirectory; ready: Promise<void>; ended: Promise<void> } {
  const directory = createDirectory();
  let problem: Error | null = null;
  const ready = Promise.withResolvers<void>();
  const types = codec.namesOf(directoryTypes);
  const ended = (async () => {
    for await (const item of store.subscribe({ after: BEGINNING, filter: { types }, signal })) {
      if (isEvent(item)) codec.decodeBlank([item]).filter(isKnown).forEach(directory.apply);
      else ready.resolve();
      directory.advance(item.position);
    }
    ready.resolve();
  })();
  ended.catch((error) => {
    problem = error;
    ready.reject(error);
  });
  const whileFollowing = <A extends unknown[], R>(answer: (...asked: A) => R) => (...asked: A): R => {
    if (problem) throw problem;
    return answer(...asked);
  };
  return {
    directory: {
      ...directory,
      studiosOf: whileFollowing(directory.studiosOf),
      membership: whileFollowing(directory.membership),
      keyByHash: whileFollowing(directory.keyByHash),
      keyById: whileFollowing(directory.keyById),
      invitationByHash: whileFollowing(directory.invitationByHash),
      isOperator: whileFollowing(directory.isOperator),
      problem: () => problem,
    },
    ready: ready.promise,
    ended,
  };
}
