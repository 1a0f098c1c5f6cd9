import { waitFor } from "./wait.ts";

/** Share of the time that building generations may take while people are served. */
const SHARE = 0.4;
/** Longest pause between two pages, in ms. */
const LONGEST = 200;

/** Keeps those who build beside people who wait: after each page a pause in proportion, while anybody is served. */
export class Pace {
  #since = performance.now();

  constructor(readonly isBusy: () => boolean) {}

  /** A page begins. */
  begin(): void {
    this.#since = performance.now();
  }

  /** A page is done: others get their time. */
  async rest(signal: AbortSignal): Promise<void> {
    if (!this.isBusy()) return;
    const took = performance.now() - this.#since;
    await waitFor(Math.min(took * (1 - SHARE) / SHARE, LONGEST), signal);
  }

  /** After what others feel for longer than it took: the longest pause, while anybody is served. */
  async restLong(signal: AbortSignal): Promise<void> {
    if (this.isBusy()) await waitFor(LONGEST, signal);
  }
}
