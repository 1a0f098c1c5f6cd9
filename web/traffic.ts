/** Whether people are served at the moment: somebody asked for something a moment ago. */
export interface Traffic {
  /** A request came in. */
  seen(): void;
  busy(): boolean;
}

/** Milliseconds after which nobody is served any more. */
const MOMENT = 250;

export function createTraffic(now: () => number = () => performance.now()): Traffic {
  let last = -Infinity;
  return {
    seen: () => void (last = now()),
    busy: () => now() - last < MOMENT,
  };
}
