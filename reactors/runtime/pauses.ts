import type { Channel } from "./plan.ts";

const FIRST = 30_000;
const LONGEST = 900_000;

interface Paused {
  until: number;
  length: number;
}

/**
 * Channels that let nothing through at the moment. When a pause is over one delivery tries alone; if it gets through, the
 * others follow, else the pause doubles, up to a quarter of an hour. In memory: after a restart one attempt finds out again.
 */
export class Pauses {
  readonly #paused = new Map<Channel, Paused>();

  /** The outside refused everybody. Gives the moment, in milliseconds, at which it is tried again. */
  begin(channel: Channel, now: number, retryAfter?: number): number {
    const known = this.#paused.get(channel);
    if (known && now < known.until) return known.until; // others were in flight when it began
    const length = retryAfter ?? Math.min((known?.length ?? FIRST / 2) * 2, LONGEST);
    this.#paused.set(channel, { until: now + length, length });
    return now + length;
  }

  /** Something got through. */
  end(channel: Channel): void {
    this.#paused.delete(channel);
  }

  /** Calls that may be in flight at a time. */
  allowed(channel: Channel, concurrency: number, now: number): number {
    const paused = this.#paused.get(channel);
    if (!paused) return concurrency;
    return now < paused.until ? 0 : 1;
  }

  /** When the first pause ends; null when nothing is paused. */
  next(now: number): Date | null {
    const ends = [...this.#paused.values()].map(({ until }) => until).filter((until) => until > now);
    return ends.length > 0 ? new Date(Math.min(...ends)) : null;
  }

  /** Channel and end of each pause, for people to see. */
  list(now: number): { channel: Channel; until: string }[] {
    return [...this.#paused].filter(([, { until }]) => until > now)
      .map(([channel, { until }]) => ({ channel, until: new Date(until).toISOString() }));
  }
}
