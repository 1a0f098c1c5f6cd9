/** Counts tries under a key within a sliding window, in memory, for one process. */
export interface Throttle {
  /** Seconds to wait before the next try under this key, 0 when it may be made. */
  wait(key: string): number;
  /** Counts a try. Before it is made, so that many at once do not all slip through. */
  count(key: string): void;
  /** Takes back the newest try, which succeeded. */
  forgive(key: string): void;
  /** Forgets all tries of a key. */
  clear(key: string): void;
}

/**
 * Lets `limit` tries within `windowMs` pass, then asks to wait until the oldest has left the window.
 * Holds at most 10,000 keys; the oldest are forgotten first.
 */
export function createThrottle(limit: number, windowMs: number, now = () => performance.now()): Throttle {
  const tries = new Map<string, number[]>();
  const recent = (key: string) => (tries.get(key) ?? []).filter((at) => at > now() - windowMs);
  return {
    wait(key) {
      const held = recent(key);
      const oldest = held[held.length - limit];
      return oldest === undefined ? 0 : Math.max(1, Math.ceil((oldest + windowMs - now()) / 1000));
    },
    count(key) {
      const held = [...recent(key), now()];
      tries.delete(key);
      tries.set(key, held);
      if (tries.size > 10_000) tries.delete(tries.keys().next().value!);
    },
    forgive: (key) => void tries.get(key)?.pop(),
    clear: (key) => void tries.delete(key),
  };
}
