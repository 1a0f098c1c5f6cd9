import type { Command, Decider, DomainEvent } from "../domain/decider.ts";
import type { Actor } from "../domain/fact.ts";
import type { StudioId, UserId } from "../domain/ids.ts";
import type { Scope } from "../domain/studio/commands.ts";
import type { Role } from "../domain/studio/events.ts";
import type { Position, StreamId } from "../event_store/port.ts";
import type { Vault } from "../vault/port.ts";

/** Who asks, for which studio, under which id. A command with an id that was decided before is answered as it was then. */
export interface Caller {
  actor: Actor;
  studioId: StudioId;
  /** Who is signed in, or whose key it is; absent for the public. */
  userId?: UserId;
  /** Role in the studio; absent for the public and for an operator who is no member. */
  role?: Role;
  /** May see the whole installation, nothing personal. */
  operator?: boolean;
  /** What the key may be used for; absent when no key was used. */
  scopes?: readonly Scope[];
  /** UUID; every id that the use case makes comes from it. */
  commandId: string;
  /** UUID of the outside request. */
  correlationId: string;
}

/** What stands beside the facts that a command leads to. */
export interface Context {
  actor: Actor;
  studio: StudioId | null;
  correlationId: string;
  causationId: string | null;
  commandId: string;
  /** Reason code or rule that led here, where a rule did. */
  rule?: string;
}

/** What a command led to, now or when it was decided first; without events nothing had to change. */
export interface Outcome<E extends DomainEvent = DomainEvent> {
  events: readonly E[];
  /** Of the last event, or of the stream's newest when there is none; read models that hold it show the outcome. */
  position: Position;
}

/** Reads, decides, appends (`event_store/handle.ts`). */
export interface Handle {
  <C extends Command, S, E extends DomainEvent>(
    decider: Decider<C, S, E>,
    stream: StreamId,
    command: C,
    context: Context,
  ): Promise<Outcome<E>>;
}

/** The stream's state as of now, from the cache that `handle` decides on. */
export interface StateOf {
  <C extends Command, S, E extends DomainEvent>(decider: Decider<C, S, E>, stream: StreamId): Promise<S>;
}

/** What the functions in `commands/` take. */
export interface CommandDeps {
  handle: Handle;
  stateOf: StateOf;
  vault: Pick<Vault, "resolvePerson" | "findPerson" | "forgetPerson" | "derivedSecret">;
  /** ISO 8601 UTC with milliseconds. */
  now(): string;
  /** A random UUID. */
  newId(): string;
}
