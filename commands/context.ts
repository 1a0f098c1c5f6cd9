import type { Envelope } from "../event_store/handle.ts";
import type { Caller } from "./deps.ts";

/** The envelope of what the caller's own command leads to. */
export function contextOf(caller: Caller): Envelope {
  const { actor, studioId, correlationId, commandId } = caller;
  return { actor, studio: studioId, correlationId, causationId: null, commandId };
}

/**
 * The envelope of a step around it. Steps are harmless when repeated, so each try has an id of its own: an answer kept
 * from an earlier try could be older than what the step must see to (a claim that was released since).
 */
export function stepOf(caller: Caller, stepId: string): Envelope {
  return { ...contextOf(caller), causationId: caller.commandId, commandId: stepId };
}
