import type { Caller, Context } from "./deps.ts";

/** The envelope of what the caller's own command leads to. */
export function contextOf(caller: Caller): Context {
  const { actor, studioId, correlationId, commandId } = caller;
  return { actor, studio: studioId, correlationId, causationId: null, commandId };
}

/**
 * The envelope of a step around it. Steps are harmless when repeated, so each try has an id of its own: an answer kept
 * from an earlier try could be older than what the step must see to (a claim that was released since).
 */
export function stepOf(caller: Caller, stepId: string): Context {
  return { ...contextOf(caller), causationId: caller.commandId, commandId: stepId };
}
