/** Counts failures under a key within a sliding window, in memory, for one process. */
export interface Throttle {
  /** Seconds to wait before the next try under this key, 0 when it may be made. */
  wait(key: string): number;
  failed(key: string): void;
  /** Forgets the failures of a key, after a success. */
  clear(key: string): void;
}

/**
 * Lets `limit` failures within `windowMs` pass, then asks to wait until the oldest has left the window.
 * Holds at most 10,000 keys; the oldest are forgotten first.
 */
export function createThrottle(limit: number, windowMs: number, now: () => number = Date.now): Throttle {
  const failures = new Map<string, number[]>();
  const recent = (key: string) => (failures.get(key) ?? []).filter((at) => at > now() - windowMs);
  return {
    wait(key) {
      const held = recent(key);
      const oldest = held[held.length - limit];
      return oldest === undefined ? 0 : Math.max(1, Math.ceil((oldest + windowMs - now()) / 1000));
    },
    failed(key) {
      const held = [...recent(key), now()];
      failures.delete(key);
      failures.set(key, held);
      if (failures.size > 10_000) failures.delete(failures.keys().next().value!);
    },
    clear: (key) => void failures.delete(key),
  };
}
