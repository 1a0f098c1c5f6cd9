import type { Reason } from "./rejections.ts";

/** A fact as a decider makes it: before it has an id, a place and an envelope. */
export interface DomainEvent {
  type: string;
  data: object;
}

/** A command as a decider takes it. Time is in the command: `at`, ISO 8601 in UTC. */
export interface Command {
  type: string;
  at: string;
}

/**
 * The rules of one stream. Pure: no clock, no randomness, no I/O; what they need of these is in the command.
 * `decide` refuses with {@link Rejected}; an empty answer means that nothing has to change.
 */
export interface Decider<C extends Command, S, E extends DomainEvent> {
  /** A fresh state, never shared between streams (see lookup.ts). */
  initial(): S;
  decide(command: C, state: S): E[];
  evolve(state: S, event: E): S;
  /** For streams that grow large: how their state is written down and read again (`event_store/snapshots.ts`). */
  snapshot?: Snapshots<S>;
}

/** What a snapshot of a state takes. A change of any source file beside the decider, or of `domain/*.ts`, voids them all. */
export interface Snapshots<S> {
  /** The decider's own `import.meta.url`. */
  module: string;
  /** As JSON; nothing personal is in a state. */
  save(state: S): unknown;
  load(saved: unknown): S;
}

/** A refusal. One reason code per rule, mapped once to an HTTP status and a message in three languages. */
export class Rejected extends Error {
  override name = "Rejected";
  constructor(readonly reason: Reason, readonly details: Readonly<Record<string, unknown>> = {}) {
    super(reason);
  }
}

/** Closes a switch: the compiler refuses a missing arm, and a value from elsewhere fails loudly. */
export function unreachable(value: never): never {
  throw new TypeError(`unexpected ${JSON.stringify(value)}`);
}
