import type { EventStore } from "../../event_store/port.ts";
import { appending } from "./contract/appending.ts";
import { reading } from "./contract/reading.ts";
import { subscribing } from "./contract/subscribing.ts";

/** How an adapter is opened for one test. The log may hold other tests' events already. */
export interface Subject {
  name: string;
  open(): Promise<EventStore>;
}

export type Rule = (name: string, test: (store: EventStore) => Promise<void>) => void;

/** What every adapter keeps to. Each test has the store for itself, its log perhaps not. */
export function contract({ name, open }: Subject): void {
  const rule: Rule = (sentence, test) =>
    Deno.test(`${name}: ${sentence}`, async () => {
      const store = await open();
      try {
        await test(store);
      } finally {
        await store.close();
      }
    });
  appending(rule);
  reading(rule);
  subscribing(rule);
}
