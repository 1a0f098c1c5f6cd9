import type { Decider } from "../decider.ts";
import type { SkipEvent } from "./events.ts";

export type Skipped = SkipEvent["data"];

export interface SkipPoisonEvent extends Skipped {
  type: "SkipPoisonEvent";
  at: string;
}

/** What one fold goes on without: stream `fold-<name>`. Skipping twice is skipping once. */
export const skips: Decider<SkipPoisonEvent, readonly Skipped[], SkipEvent> = {
  initial: () => [],
  decide({ type: _, at: __, ...skipped }, state) {
    const isKnown = state.some(({ eventId, version }) => eventId === skipped.eventId && version === skipped.version);
    return isKnown ? [] : [{ type: "PoisonEventSkipped", data: skipped }];
  },
  evolve: (state, { data }) => [...state, data],
};

/** The stream of a fold's skips. */
export function foldStream(fold: string): string {
  return `fold-${fold}`;
}
