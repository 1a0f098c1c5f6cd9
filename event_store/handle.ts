import type { Command, Decider, DomainEvent } from "../domain/decider.ts";
import type { Metadata } from "../domain/fact.ts";
import type { Codec } from "./codec.ts";
import type { EventStore, Position, Revision, StreamId } from "./port.ts";
import { Recent } from "./recent.ts";
import type { SnapshotStore } from "./snapshots.ts";
import { StreamMailbox } from "./stream_mailbox.ts";

/** Who asks, why, and under which id: what stands beside the facts that a command leads to. */
export interface Envelope extends Pick<Metadata, "actor" | "studio" | "correlationId" | "causationId" | "rule"> {
  /** UUID. A command with an id that was decided before is answered with the facts it led to. */
  commandId: string;
  /** For commands that a reactor issues: nothing decided, or refused, is a fact too (`CommandDeclined`). */
  declines?: boolean;
}

/** A fact that a command led to. */
export type Decided<E extends DomainEvent> = E & { id: string; stream: StreamId; revision: Revision; meta: Metadata };

/** What came of a command. */
export interface Handled<S, E extends DomainEvent> {
  /** Empty: nothing had to change, or it was declined. */
  events: readonly Decided<E>[];
  /** The stream's state with them. */
  state: S;
  /** The stream's last revision with them; -1 for a stream that does not exist. */
  revision: Revision;
  /** At or after their place in the log: a read model that has come so far shows them. */
  position: Position;
  /** The command was decided before, here or elsewhere; `events` are of then. */
  repeated: boolean;
  /** Why nothing was decided: the rule, or `nothing_to_do`. With {@link Envelope.declines} only. */
  declined: string | null;
}

export interface Handle {
  /**
   * Reads, folds, decides, appends. Commands for one stream are decided one after another and appended together; a command
   * id is decided once, however often and wherever it is repeated. `at` never lies before the stream's last fact.
   * @throws {Rejected} a rule refuses it
   * @throws {ZodError} what was decided is not what its type says
   * @throws {StoreUnavailable} ask again with the same command id
   */
  <C extends Command, S, E extends DomainEvent>(
    decider: Decider<C, S, E>,
    stream: StreamId,
    command: C,
    envelope: Envelope,
  ): Promise<Handled<S, E>>;
  /** The stream's state as of now, from the same cache, with what other processes have appended. */
  stateOf<C extends Command, S, E extends DomainEvent>(decider: Decider<C, S, E>, stream: StreamId): Promise<S>;
}

export interface HandleOptions {
  store: EventStore;
  codec: Codec;
  clock?: () => Date;
  /** Keeps folded state of large streams; without it they are folded anew after a start. */
  snapshots?: SnapshotStore;
  /** Facts whose folded state is kept in memory, over all streams. */
  cachedFacts?: number;
  /** How long an append with a lost answer is repeated. */
  repeatForMs?: number;
}

// deno-lint-ignore no-explicit-any -- one cache for the streams of all deciders; each call states its own types
type AnyMailbox = StreamMailbox<any, any, any>;

/** Makes the one way in which facts come about. */
export function createHandle(options: HandleOptions): Handle {
  const mailboxes = new Recent<StreamId, AnyMailbox>(options.cachedFacts ?? 1_000_000);

  function mailboxOf<C extends Command, S, E extends DomainEvent>(decider: Decider<C, S, E>, stream: StreamId) {
    const found = mailboxes.get(stream) as StreamMailbox<C, S, E> | undefined;
    if (found) {
      if (found.decider !== decider) throw new TypeError(`${stream} has another decider`);
      return found;
    }
    const made = new StreamMailbox(decider, stream, options);
    mailboxes.set(stream, made);
    return made;
  }

  async function used<T>(stream: StreamId, mailbox: AnyMailbox, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } finally {
      mailboxes.weigh(stream, mailbox);
    }
  }

  const handle = <C extends Command, S, E extends DomainEvent>(
    decider: Decider<C, S, E>,
    stream: StreamId,
    command: C,
    envelope: Envelope,
  ) => {
    const mailbox = mailboxOf(decider, stream);
    return used(stream, mailbox, mailbox.handle(command, envelope));
  };
  return Object.assign(handle, {
    stateOf<C extends Command, S, E extends DomainEvent>(decider: Decider<C, S, E>, stream: StreamId) {
      const mailbox = mailboxOf(decider, stream);
      return used(stream, mailbox, mailbox.current());
    },
  });
}
