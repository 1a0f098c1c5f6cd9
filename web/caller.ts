import type { Caller } from "../commands/deps.ts";
import { Rejected } from "../domain/decider.ts";
import type { ApiKeyId, StudioId, UserId } from "../domain/ids.ts";
import type { Directory } from "./directory.ts";
import type { State } from "./state.ts";

/**
 * Who asks, for a command that a page's form leads to. Each sending of a form is a command of its own.
 * @throws {Rejected} `unauthenticated`; `forbidden` without a studio
 */
export function callerOf({ session, studio, operator, requestId }: State): Caller {
  if (!session) throw new Rejected("unauthenticated");
  if (!studio) throw new Rejected("forbidden");
  return {
    actor: `user:${session.userId}`,
    studioId: studio.id,
    userId: session.userId,
    role: studio.role,
    switches: studio.switches,
    operator,
    commandId: crypto.randomUUID(),
    correlationId: requestId,
  };
}

/** The public, asking a studio; whose the registration is, the use case finds out. */
export function visitorOf({ requestId }: Pick<State, "requestId">, studioId: StudioId): Caller {
  return { actor: "visitor", studioId, commandId: crypto.randomUUID(), correlationId: requestId };
}

/**
 * Whoever began something that goes on without them, with the rights that they have now: somebody who has left the studio,
 * or whose key has ended, has none. `actor`: as facts name them.
 */
export function absentCaller(
  directory: Pick<Directory, "membership" | "keyById">,
  { actor, studioId, correlationId }: { actor: string; studioId: StudioId; correlationId: string },
  now: string,
): Caller {
  const [kind, id = ""] = actor.split(":");
  const key = kind === "key" ? directory.keyById(id as ApiKeyId) : null;
  const holds = key !== null && key.studioId === studioId && (key.expiresAt === null || key.expiresAt > now);
  const userId = kind === "user" ? id as UserId : key?.userId ?? crypto.randomUUID() as UserId;
  const membership = kind === "user" || holds ? directory.membership(userId, studioId) : null;
  return {
    actor,
    studioId,
    userId,
    role: membership?.role,
    switches: membership?.switches,
    ...(kind === "key" ? { scopes: key?.scopes ?? [] } : {}),
    commandId: crypto.randomUUID(),
    correlationId,
  };
}
