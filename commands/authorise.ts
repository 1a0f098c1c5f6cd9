import { Rejected } from "../domain/decider.ts";
import type { UserId } from "../domain/ids.ts";
import type { Scope } from "../domain/studio/commands.ts";
import type { Role } from "../domain/studio/events.ts";
import { type Switches, usualSwitches } from "../domain/studio/settings.ts";
import type { Caller } from "./deps.ts";

/** `all`: in the whole studio. `own`: only what the caller is the trainer or the holder of. Not named: not at all. */
type Reach = "all" | "own";

interface Right {
  by: Partial<Record<Role | "operator", Reach>>;
  /** What a key must be made for; without it no key may do this, only somebody signed in. */
  key?: Scope;
  /** Which switches an associate needs for it, all of them. */
  switches?: readonly (keyof Switches)[];
  /** An associate's own reach is the whole studio's where `allEvents` is on. */
  ofEvents?: true;
}

/**
 * Who may do what. Whatever is not written here is refused.
 * The associate's reach is their own events, or every event where that is switched on; the auditor and the analyst change
 * nothing in a studio, and the auditor sees people in the log only, masked until asked for; the operator sees and does
 * nothing personal.
 */
const rights = {
  "event.read": { by: { owner: "all", associate: "own", auditor: "all", analyst: "all" }, key: "read", ofEvents: true },
  "event.create": { by: { owner: "all", associate: "all" }, key: "write" },
  "event.change": { by: { owner: "all", associate: "own" }, key: "write", ofEvents: true },
  "event.publish": { by: { owner: "all", associate: "own" }, key: "write", ofEvents: true },
  "event.cancel": { by: { owner: "all", associate: "own" }, key: "write", ofEvents: true, switches: ["cancel"] },
  "event.price": { by: { owner: "all", associate: "own" }, key: "write", ofEvents: true, switches: ["money"] },
  "event.delete": { by: { owner: "all", associate: "own" }, key: "write", ofEvents: true },
  "event.analytics": {
    by: { owner: "all", associate: "own", auditor: "all", analyst: "all" },
    key: "read",
    ofEvents: true,
  },
  "event.revenue": {
    by: { owner: "all", associate: "own", auditor: "all", analyst: "all" },
    key: "read",
    ofEvents: true,
    switches: ["money"],
  },
  "file.keep": { by: { owner: "all", associate: "all" }, key: "write" },
  "registration.create": { by: { owner: "all", associate: "own" }, key: "write", ofEvents: true },
  "registration.read": {
    by: { owner: "all", associate: "own" },
    key: "personal",
    ofEvents: true,
    switches: ["contactData"],
  },
  "registration.change": { by: { owner: "all", associate: "own" }, key: "write", ofEvents: true },
  "registration.export": {
    by: { owner: "all", associate: "own" },
    key: "personal",
    ofEvents: true,
    switches: ["export", "contactData"],
  },
  "registration.cancel": { by: { owner: "all", associate: "own" }, key: "write", ofEvents: true, switches: ["cancel"] },
  "lead.read": { by: { owner: "all", associate: "all" }, key: "personal", switches: ["contactData"] },
  "lead.change": { by: { owner: "all", associate: "all" }, key: "write", switches: ["contactData"] },
  "lead.merge": { by: { owner: "all" }, key: "write" },
  "lead.export": { by: { owner: "all", associate: "all" }, key: "personal", switches: ["export", "contactData"] },
  "crm.change": { by: { owner: "all", associate: "all" }, key: "write", switches: ["marketing"] },
  "studio.read": { by: { owner: "all", associate: "all", auditor: "all", analyst: "all" }, key: "read" },
  "studio.change": { by: { owner: "all" } },
  "person.erase": { by: { owner: "all" } },
  "member.read": { by: { owner: "all", auditor: "all" }, key: "personal" },
  "member.invite": { by: { owner: "all" } },
  "member.change": { by: { owner: "all" } },
  "api_key.issue": { by: { owner: "own", associate: "own" } },
  "api_key.revoke": { by: { owner: "all", associate: "own" } },
  "message.write": { by: { owner: "all" } },
  "message.send": { by: { owner: "all", associate: "all" }, key: "write", switches: ["marketing"] },
  "delivery.read": {
    by: { owner: "all", associate: "own", auditor: "all" },
    ofEvents: true,
    switches: ["contactData"],
  },
  "delivery.replay": { by: { owner: "all" } },
  "marketing.read": { by: { owner: "all" }, key: "read" },
  "marketing.change": { by: { owner: "all" }, key: "write" },
  // whoever knows a webhook's address can often write there
  "webhook.read": { by: { owner: "all" }, key: "write" },
  "webhook.change": { by: { owner: "all" }, key: "write" },
  "webhook.personal": { by: { owner: "all" }, key: "personal" },
  "conversion.report": { by: { owner: "all" }, key: "write" },
  "log.read": { by: { owner: "all", auditor: "all" } },
  "log.reveal": { by: { owner: "all", auditor: "all" } },
  "log.export": { by: { owner: "all", auditor: "all" } },
  "projection.read": { by: { owner: "all", auditor: "all", analyst: "all", operator: "all" } },
  "projection.rebuild": { by: { analyst: "all", operator: "all" } },
  "projection.decide": { by: { analyst: "all", operator: "all" } },
  "analysis.query": { by: { owner: "all", analyst: "all" } },
  "analysis.access": { by: { owner: "all", analyst: "all" } },
  "studio.list": { by: { operator: "all" } },
  "studio.limit": { by: { operator: "all" } },
  "installation.read": { by: { operator: "all" } },
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
  caller: Pick<Caller, "userId" | "role" | "operator" | "scopes" | "switches">,
  permission: Permission,
  holder?: UserId,
): boolean {
  const right: Right = rights[permission];
  if (caller.scopes && (right.key === undefined || !caller.scopes.includes(right.key))) return false;
  const reaches = [reachOfRole(caller, right), caller.operator && right.by.operator];
  return reaches.includes("all") ||
    (reaches.includes("own") && holder !== undefined && holder === caller.userId);
}

/** An associate's reach is what their switches make of it; every other role's stands in the table. */
function reachOfRole(
  { role, switches = usualSwitches }: Pick<Caller, "role" | "switches">,
  right: Right,
): Reach | null {
  const reach = role && right.by[role];
  if (!reach) return null;
  if (role !== "associate") return reach;
  if (right.switches?.some((name) => !switches[name])) return null;
  return right.ofEvents && switches.allEvents ? "all" : reach;
}

/** Whether the caller may do this to something: what `may` says, as a condition for queries. */
export function reachOf(
  caller: Pick<Caller, "userId" | "role" | "operator" | "scopes" | "switches">,
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
