import type { AnyFact } from "../../domain/catalogue.ts";
import { type Codec, isKnown } from "../../event_store/codec.ts";
import type { EventStore } from "../../event_store/port.ts";
import type { FactRef } from "./plan.ts";

/** Reads one fact as of now: personal fields are null once their person is erased. */
export type FactAt = (ref: FactRef) => Promise<AnyFact | undefined>;

/** Reads single facts of the log. */
export function factAt(store: EventStore, codec: Codec): FactAt {
  return async ({ stream, revision }) => {
    for await (const event of store.read(stream, { from: revision, limit: 1 })) {
      const [fact] = await codec.decodePage([event]);
      return fact && isKnown(fact) ? fact : undefined;
    }
    return undefined;
  };
}
