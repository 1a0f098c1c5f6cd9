import type { Caller } from "../commands/deps.ts";
import { Rejected } from "../domain/decider.ts";
import type { StudioId } from "../domain/ids.ts";
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
