import { foldStream, type Skipped, skips } from "../domain/analysis/skips.ts";
import { Rejected } from "../domain/decider.ts";
import type { Actor } from "../domain/fact.ts";
import { installation } from "../domain/installation/installation.ts";
import { authorise } from "./authorise.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { INSTALLATION } from "./streams.ts";

/** Who asks about read models: an operator may be a member of no studio. */
export type Decider = Pick<Caller, "userId" | "role" | "operator"> & { actor: Actor; correlationId: string };

/**
 * Read models are everybody's: switching, going back, dropping, retrying and skipping are the analyst's while there is one
 * studio, and the operator's alone from the second on.
 * @throws {Rejected} `forbidden`
 */
export async function authoriseDecision(deps: CommandDeps, caller: Decider): Promise<void> {
  if (!await mayDecide(deps, caller)) throw new Rejected("forbidden", { permission: "projection.decide" });
}

/** The same, as a question. */
export async function mayDecide(deps: CommandDeps, caller: Omit<Decider, "actor" | "correlationId">): Promise<boolean> {
  try {
    authorise(caller as Caller, "projection.decide");
  } catch {
    return false;
  }
  return caller.operator === true || !await hasManyStudios(deps);
}

/** Whether read models hold the rows of more than one studio. */
export async function hasManyStudios(deps: CommandDeps): Promise<boolean> {
  return (await deps.handle.stateOf(installation, INSTALLATION)).studios.size > 1;
}

/** Lets a fold go on without an event that it cannot take; it is read again by `retry`. @throws {Rejected} `forbidden` */
export async function skipPoisonEvent(deps: CommandDeps, caller: Decider, skipped: Skipped): Promise<void> {
  await authoriseDecision(deps, caller);
  const command = { type: "SkipPoisonEvent", at: deps.now(), ...skipped } as const;
  const { actor, correlationId } = caller;
  await deps.handle(skips, foldStream(skipped.fold), command, {
    actor,
    studio: null,
    correlationId,
    causationId: null,
    commandId: deps.newId(),
  });
}
