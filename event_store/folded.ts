import type { AnyFact } from "../domain/catalogue.ts";
import type { Command, Decider, DomainEvent } from "../domain/decider.ts";
import { isKnown, type Unknown } from "./codec.ts";
import { BEGINNING, type Position, type Revision } from "./port.ts";

/** The type that closes a reactor's command and that no decider folds. */
export const DECLINED = "CommandDeclined";

/** A stream as far as it was read: what its decider needs, and which commands it has decided. */
export interface Folded<S> {
  /** -1: no stream. */
  revision: Revision;
  position: Position;
  /** Of the last fact, ISO 8601 UTC; command time never runs backwards from here. */
  occurredAt: string;
  lastId: string | null;
  state: S;
  /** Command id → revision of the first fact it led to. */
  decided: Map<string, Revision>;
}

/** A stream without facts. */
export function unfolded<S>(initial: S): Folded<S> {
  return { revision: -1, position: BEGINNING, occurredAt: "", lastId: null, state: initial, decided: new Map() };
}

/** Takes in what follows. The facts come without personal data: a state holds none. */
export function foldInto<C extends Command, S, E extends DomainEvent>(
  folded: Folded<S>,
  decider: Decider<C, S, E>,
  facts: readonly (AnyFact | Unknown)[],
): void {
  for (const fact of facts) {
    if (isKnown(fact) && fact.type !== DECLINED) {
      folded.state = decider.evolve(folded.state, fact as unknown as E);
    }
    folded.revision = fact.revision;
    folded.position = fact.position;
    folded.occurredAt = fact.meta.occurredAt;
    folded.lastId = fact.id;
    if (!folded.decided.has(fact.meta.commandId)) folded.decided.set(fact.meta.commandId, fact.revision);
  }
}
