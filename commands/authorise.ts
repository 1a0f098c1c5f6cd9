import { Rejected } from "../domain/decider.ts";
import type { UserId } from "../domain/ids.ts";
import type { Scope } from "../domain/studio/commands.ts";
import type { Role } from "../domain/studio/events.ts";
import type { Caller } from "./deps.ts";

/** `all`: in the whole studio. `own`: only what the caller is the trainer or the holder of. Not named: not at all. */
type Reach = "all" | "own";

interface Right {
  by: Partial<Record<Role | "operator", Reach>>;
  /** What a key must be made for; without it no key may do this, only somebody signed in. */
  key?: Scope;
}

/**
 * Who may do what. Whatever is not written here is refused.
 * The associate's reach is their own events; the auditor and the analyst change nothing in a studio; the operator sees
 * and does nothing personal.
 */
const rights = {
  "event.read": { by: { owner: "all", associate: "own", auditor: "all", analyst: "all" }, key: "read" },
  "event.create": { by: { owner: "all", associate: "all" }, key: "write" },
  "event.change": { by: { owner: "all", associate: "own" }, key: "write" },
  "event.publish": { by: { owner: "all", associate: "own" }, key: "write" },
  "event.cancel": { by: { owner: "all", associate: "own" }, key: "write" },
  "event.analytics": { by: { owner: "all", associate: "own", auditor: "all", analyst: "all" }, key: "read" },
  "registration.create": { by: { owner: "all", associate: "own" }, key: "write" },
  "registration.read": { by: { owner: "all", associate: "own", auditor: "all" }, key: "personal" },
  "registration.cancel": { by: { owner: "all", associate: "own" }, key: "write" },
  "person.erase": { by: { owner: "all" } },
  "member.read": { by: { owner: "all", auditor: "all" } },
  "member.invite": { by: { owner: "all" } },
  "member.change": { by: { owner: "all" } },
  "api_key.issue": { by: { owner: "own", associate: "own" } },
  "api_key.revoke": { by: { owner: "all", associate: "own" } },
  "delivery.read": { by: { owner: "all", associate: "own", auditor: "all" } },
  "delivery.replay": { by: { owner: "all" } },
  "log.read": { by: { owner: "all", auditor: "all" } },
  "projection.read": { by: { owner: "all", auditor: "all", analyst: "all", operator: "all" } },
  "projection.rebuild": { by: { analyst: "all", operator: "all" } },
  "studio.list": { by: { operator: "all" } },
} as const satisfies Record<string, Right>;

/** Something that can be allowed. */
export type Permission = keyof typeof rights;
/** Every permission, for tests and documentation. */
export const permissions = Object.keys(rights) as Permission[];

/**
 * Whether the caller may do this. `holder`: the member whose thing it is (an event's trainer, a key's member); without
 * one, an `own` reach does not suffice.
 */
export function may(
  caller: Pick<Caller, "userId" | "role" | "operator" | "scopes">,
  permission: Permission,
  holder?: UserId,
): boolean {
  const right: Right = rights[permission];
  if (caller.scopes && (right.key === undefined || !caller.scopes.includes(right.key))) return false;
  const reaches = [caller.role && right.by[caller.role], caller.operator && right.by.operator];
  return reaches.includes("all") ||
    (reaches.includes("own") && holder !== undefined && holder === caller.userId);
}

/** Whether the caller may do this to something: what `may` says, as a condition for queries. */
export function reachOf(
  caller: Pick<Caller, "userId" | "role" | "operator" | "scopes">,
  permission: Permission,
): Reach | null {
  if (may(caller, permission)) return "all";
  return caller.userId !== undefined && may(caller, permission, caller.userId) ? "own" : null;
}

/** @throws {Rejected} `unauthenticated` for the public, else `forbidden` */
export function authorise(caller: Caller, permission: Permission, holder?: UserId): void {
  if (may(caller, permission, holder)) return;
  throw new Rejected(caller.userId === undefined ? "unauthenticated" : "forbidden", { permission });
}
