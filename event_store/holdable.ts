import { type EventStore, StoreUnavailable } from "./port.ts";

/** A log that can be made to take nothing for a while: it is read on, and what would be appended is refused. */
export interface Holdable {
  store: EventStore;
  /** From now on nothing is taken; resolves when what was on its way has been written. Answers how to let go. */
  hold(): Promise<() => void>;
}

/** Puts a hold in front of a log. Several holds at once all have to be let go. */
export function holdable(store: EventStore): Holdable {
  const onTheirWay = new Set<Promise<unknown>>();
  let holds = 0;
  return {
    store: {
      read: (stream, options) => store.read(stream, options),
      readAll: (options) => store.readAll(options),
      readAllBackwards: (options) => store.readAllBackwards(options),
      subscribe: (options) => store.subscribe(options),
      head: () => store.head(),
      close: () => store.close(),
      append(stream, events, expected) {
        if (holds > 0) {
          return Promise.reject(
            new StoreUnavailable("the installation is being moved: nothing is taken", "not_written"),
          );
        }
        const appending = store.append(stream, events, expected);
        onTheirWay.add(appending);
        appending.finally(() => onTheirWay.delete(appending)).catch(() => {});
        return appending;
      },
    },
    async hold() {
      holds++;
      let held = true;
      await Promise.allSettled([...onTheirWay]);
      return () => {
        if (held) holds--;
        held = false;
      };
    },
  };
}
