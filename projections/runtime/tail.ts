import { type EventStore, isEvent, type Position, type RecordedEvent } from "../../event_store/port.ts";

/** Most events that wait to be taken; the subscription is not read on while that many do. */
const ROOM = 5_000;

/** The end of the log as it grows: one subscription for everything in a process that folds. */
export class Tail {
  #events: RecordedEvent[] = [];
  #wake = Promise.withResolvers<void>();
  #room = Promise.withResolvers<void>();
  #failure: unknown = null;
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

  /** Waits for at least one event and takes up to `limit`; none once aborted. @throws what ended the subscription */
  async take(limit: number, signal: AbortSignal): Promise<RecordedEvent[]> {
    while (this.#events.length === 0 && !signal.aborted) {
      if (this.#failure) throw this.#failure;
      await this.#wake.promise;
      this.#wake = Promise.withResolvers();
    }
    const taken = this.#events.splice(0, limit);
    this.#room.resolve();
    return taken;
  }

  async #follow(store: EventStore, after: Position, signal: AbortSignal): Promise<void> {
    for await (const item of store.subscribe({ after, signal })) {
      this.#reached = item.position;
      if (!isEvent(item)) continue;
      this.#events.push(item);
      this.#wake.resolve();
      while (this.#events.length >= ROOM && !signal.aborted) {
        this.#room = Promise.withResolvers();
        await this.#room.promise;
      }
    }
    if (!signal.aborted) throw new Error("the subscription to the log ended by itself");
  }
}
