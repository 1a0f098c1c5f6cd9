import type { EventName, FactOf } from "../../domain/catalogue.ts";
import type { AllRows, Tables } from "../../projections/runtime/definition.ts";
import type { Delivery, Moment, Plan, Skip } from "./plan.ts";

/** A moment that a reactor waits for. */
export interface Timer {
  /** Unique within the reactor, and frozen: the name of the stream `timer-<uuidv5(reactor, key, due)>` is made of it. */
  key: string;
  /** ISO 8601 UTC. */
  due: string;
  /** What the fold needs when it elapses: ids and instants, nothing personal. */
  data: Moment;
}

/** The moments a reactor waits for, as rows of its own. A scope is what they are moved or removed by, e.g. an event's id. */
export interface Timers {
  /** These are the scope's timers from now on; one whose key and due have not changed keeps having elapsed. */
  replace(scope: string, timers: readonly Timer[]): void;
  /** The scope has no timers any more. */
  remove(scope: string): void;
  /** All timers of the scope, elapsed ones too, sorted by key. */
  of(scope: string): (Timer & { elapsed: boolean })[];
  /** The reactor's own timer that elapsed with this fact; undefined for others' and for one that has been moved since. */
  is(fact: FactOf<"TimerElapsed">): Timer | undefined;
}

/** What a reactor's handlers see: the rows of its own tables, and its timers. */
export type Own<T extends Tables> = AllRows<T> & { timers: Timers };

export type Reactions<T extends Tables> = {
  [N in EventName]?: (fact: FactOf<N>, own: Own<T>) => Plan | readonly Plan[] | void;
};

/**
 * One effect on the outside: which facts call for which deliveries, timers and commands. A fold like a projection, so
 * deterministic: no clock, no randomness, no look-ups outside its own tables, and it never talks to the outside.
 * A change of tables or fold is a new `version`. A change of `name` is a new reactor, which acts only on what comes.
 */
export interface Reactor<T extends Tables = Tables> {
  /** In every delivery's and timer's id; never changes. */
  name: string;
  version: number;
  /** What it does, one sentence, for the analysts' page. */
  about: string;
  tables: T;
  /** Names of the commands it issues; none when left out. */
  issues?: readonly string[];
  on: Reactions<T>;
  /** What a `Spread` plans for one row. They only read, and see the rows as of right after the fact. */
  spreads?: Readonly<Record<string, Each<NoInfer<T>>>>;
}

// deno-lint-ignore no-explicit-any -- each states the rows of the table that it is spread over
export type Each<T extends Tables> = (row: any, data: Moment, own: AllRows<T>) => readonly (Delivery | Skip)[];

/** Declares a reactor; exists for its types. */
export function reactor<T extends Tables>(definition: Reactor<T>): Reactor<T> {
  return definition;
}
