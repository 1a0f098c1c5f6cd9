import {
  type Appended,
  type CaughtUp,
  type EventStore,
  isEvent,
  type Json,
  type NewEvent,
} from "../../event_store/port.ts";
import { type RecordedEvent, StoreUnavailable, type SubscribeOptions } from "../../event_store/port.ts";

/** A new event with an id of its own. */
export function event(type = "SeatTaken", data: Json = {}, metadata: Json = {}): NewEvent {
  return { id: crypto.randomUUID(), type, data, metadata };
}

export function events(count: number, type = "SeatTaken"): NewEvent[] {
  return Array.from({ length: count }, (_, n) => event(type, { n }));
}

/** A stream that no other test uses. */
export function stream(category = "seat"): string {
  return `${category}-${crypto.randomUUID()}`;
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Reads a subscription until `enough`, then leaves it. */
export async function subscribeUntil(
  store: EventStore,
  options: Omit<SubscribeOptions, "signal">,
  enough: (events: RecordedEvent[], caughtUp: CaughtUp | undefined) => boolean,
): Promise<RecordedEvent[]> {
  const found: RecordedEvent[] = [];
  const leave = new AbortController();
  for await (const item of store.subscribe({ ...options, signal: leave.signal })) {
    if (isEvent(item)) found.push(item);
    if (enough(found, isEvent(item) ? undefined : item)) break;
  }
  leave.abort();
  return found;
}

/** What every caller does after an unknown outcome: the same append again at the same revision. */
export async function appendStubbornly(
  store: EventStore,
  ...append: Parameters<EventStore["append"]>
): Promise<Appended> {
  for (;;) {
    try {
      return await store.append(...append);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
