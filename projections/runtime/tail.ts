import { waitFor } from "./wait.ts";
import { type EventStore, isEvent, type Position, type RecordedEvent, weightOf } from "../../event_store/port.ts";

/** Most events that wait to be taken, and most that they may weigh; the subscription is not read on past either. */
const ROOM = { events: 5_000, weight: 4 * 2 ** 20 };
/** Longest that events are gathered, in ms. */
const LONGEST_GATHERING = 50;

/** The end of the log as it grows: one subscription for everything in a process that folds. */
export class Tail {
  #events: RecordedEvent[] = [];
  #weight = 0;
  #wake = Promise.withResolvers<void>();
  #room = Promise.withResolvers<void>();
  #failure: unknown = null;
  /** When somebody took the last ones. */
  #taken = -Infinity;
  #reached: Position;

  constructor(store: EventStore, after: Position, signal: AbortSignal) {
    this.#reached = after;
    this.#follow(store, after, signal).catch((error) => this.#failure = error).finally(() => this.#wake.resolve());
    signal.addEventListener("abort", () => {
      this.#wake.resolve();
      this.#room.resolve();
    }, { once: true });
  }

  /** Where the subscription has come to. */
  get reached(): Position {
    return this.#reached;
  }

  /**
   * Waits for at least one event and takes up to `limit`; none once aborted. Where some wait already, they come faster than they
   * are folded: they are gathered for as long as the last ones took, since a page of many costs hardly more than one of few.
   * @throws what ended the subscription
   */
  async take(limit: number, signal: AbortSignal): Promise<RecordedEvent[]> {
    if (this.#events.length > 0 && this.#events.length < limit) {
      await waitFor(Math.min(performance.now() - this.#taken, LONGEST_GATHERING), signal);
    }
    while (this.#events.length === 0 && !signal.aborted) {
      if (this.#failure) throw this.#failure;
      await this.#wake.promise;
      this.#wake = Promise.withResolvers();
    }
    const taken = this.#events.splice(0, limit);
    for (const event of taken) this.#weight -= weightOf(event);
    this.#taken = performance.now();
    this.#room.resolve();
    return taken;
  }

  #isFull(): boolean {
    return this.#events.length >= ROOM.events || this.#weight >= ROOM.weight;
  }

  async #follow(store: EventStore, after: Position, signal: AbortSignal): Promise<void> {
    for await (const item of store.subscribe({ after, signal })) {
      this.#reached = item.position;
      if (!isEvent(item)) continue;
      this.#events.push(item);
      this.#weight += weightOf(item);
      this.#wake.resolve();
      while (this.#isFull() && !signal.aborted) {
        this.#room = Promise.withResolvers();
        await this.#room.promise;
      }
    }
    if (!signal.aborted) throw new Error("the subscription to the log ended by itself");
  }
}
