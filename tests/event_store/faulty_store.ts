import type { EventStore, RecordedEvent } from "../../event_store/port.ts";

/** A store that counts, and misbehaves where a test says so. */
export interface FaultyStore extends EventStore {
  appends: number;
  /** Events handed out by `read`. */
  read_events: number;
  /** Asked before (and given the means to make) each append; what it throws or returns is the answer. */
  onAppend: ((forward: EventStore["append"]) => EventStore["append"]) | null;
}

export function faulty(store: EventStore): FaultyStore {
  const forward: EventStore["append"] = (...append) => store.append(...append);
  return {
    appends: 0,
    read_events: 0,
    onAppend: null,
    append(...append) {
      this.appends++;
      return (this.onAppend?.(forward) ?? forward)(...append);
    },
    async *read(...read): AsyncGenerator<RecordedEvent> {
      for await (const event of store.read(...read)) {
        this.read_events++;
        yield event;
      }
    },
    readAll: (options) => store.readAll(options),
    readAllBackwards: (options) => store.readAllBackwards(options),
    subscribe: (options) => store.subscribe(options),
    head: () => store.head(),
    close: () => store.close(),
  };
}
