import type { Actor } from "../domain/fact.ts";
import type { StudioId, UserId } from "../domain/ids.ts";
import type { Scope } from "../domain/studio/commands.ts";
import type { Role } from "../domain/studio/events.ts";
import type { Switches } from "../domain/studio/settings.ts";
import type { Handle } from "../event_store/handle.ts";
import type { Vault } from "../vault/port.ts";

/** Who asks, for which studio, under which id. A command with an id that was decided before is answered as it was then. */
export interface Caller {
  actor: Actor;
  studioId: StudioId;
  /** Who is signed in, or whose key it is; absent for the public. */
  userId?: UserId;
  /** Role in the studio; absent for the public and for an operator who is no member. */
  role?: Role;
  /** What an associate may do beside their own events; the usual when absent. */
  switches?: Switches;
  /** May see the whole installation, nothing personal. */
  operator?: boolean;
  /** What the key may be used for; absent when no key was used. */
  scopes?: readonly Scope[];
  /** UUID; every id that the use case makes comes from it. */
  commandId: string;
  /** UUID of the outside request. */
  correlationId: string;
}

/** What the functions in `commands/` take. */
export interface CommandDeps {
  handle: Handle;
  vault: Pick<Vault, "resolvePerson" | "findPerson" | "forgetPerson" | "derivedSecret">;
  /** How much a studio has used; where it is left out, nothing is counted. */
  usageOf?(studioId: StudioId): Promise<{ events: number; registrations: number }>;
  /** ISO 8601 UTC with milliseconds. */
  now(): string;
  /** A random UUID. */
  newId(): string;
}
