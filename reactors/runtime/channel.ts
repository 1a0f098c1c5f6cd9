import type { Channel } from "./plan.ts";
import type { Call } from "../../domain/delivery/events.ts";
import type { Of } from "./due.ts";
import type { OutboxRow } from "./tables.ts";

/** What a call to the outside is told. */
export interface Attempt {
  /** The attempt before had no known outcome: this may be the second call under the same key. */
  repeatsUnknown: boolean;
  signal: AbortSignal;
}

/** A delivery that is ready to go, the reason why it must not, or until when it waits. */
export type Ready = { send(attempt: Attempt): Promise<{ receipt: string; call?: Call }> } | { skip: string } | {
  wait: { reason: string; until: string };
};

/** One way to the outside. */
export interface ChannelSpec {
  /** Calls at a time. */
  concurrency: number;
  /** Milliseconds after which a call is given up. */
  timeout: number;
  /**
   * Looks once more, right before an attempt, and gathers what the call needs. The delivery's id is the idempotency key of
   * the call.
   */
  prepare(row: Of<OutboxRow>): Promise<Ready>;
  /** Gets ready what the first call would have to wait for. */
  warm?(): Promise<void>;
}

export type Channels = Partial<Record<Channel, ChannelSpec>>;
