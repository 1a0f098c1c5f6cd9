import assert from "node:assert/strict";
import { type Command, type Decider, type DomainEvent, Rejected } from "../../domain/decider.ts";
import type { Reason } from "../../domain/rejections.ts";

/** What a decision is checked by; each ends the sentence. */
interface Decided<S, E> {
  /** Exactly these events, in this order. */
  then(...expected: E[]): void;
  /** Nothing: what is asked for is so already. */
  thenNothing(): void;
  /** Events of these types, in this order. */
  thenTypes(...types: string[]): void;
  /** A refusal for this reason; `details` where they matter. */
  rejects(reason: Reason, details?: Record<string, unknown>): void;
  /** The state after the decision's events. */
  leaves(check: (state: S) => void): void;
}

/** `given(decider, ...what happened).when(command).then(...what follows)`. */
export function given<C extends Command, S, E extends DomainEvent>(decider: Decider<C, S, E>, ...history: E[]) {
  return {
    when(command: C): Decided<S, E> {
      const state = history.reduce(decider.evolve, decider.initial());
      const decide = () => decider.decide(command, state);
      return {
        then: (...expected) => assert.deepEqual(decide(), expected),
        thenNothing: () => assert.deepEqual(decide(), []),
        thenTypes: (...types) => assert.deepEqual(decide().map((event) => event.type), types),
        rejects(reason, details) {
          const refusal = refusalOf(decide);
          assert.equal(refusal.reason, reason);
          if (details) assert.deepEqual(refusal.details, details);
        },
        leaves: (check) => check(decide().reduce(decider.evolve, state)),
      };
    },
  };
}

/** What `work` is refused with; fails when it is not, or fails otherwise. */
export function refusalOf(work: () => unknown): Rejected {
  try {
    work();
  } catch (error) {
    if (error instanceof Rejected) return error;
    throw error;
  }
  assert.fail("it was not refused");
}
