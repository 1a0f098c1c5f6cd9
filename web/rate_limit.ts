/** What one request found: whether it may pass, and what the answer's headers say. */
export interface Allowance {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** Seconds until the window begins anew. */
  reset: number;
}

export interface RateLimit {
  /** Counts one request under `key`, or as many as `weight` says. */
  take(key: string, weight?: number): Allowance;
}

/**
 * At most `limit` requests in each window of `windowMs`, per key, in memory of one process. A window begins with its first
 * request. Holds at most 50,000 keys; ended windows go first.
 */
export function createRateLimit(limit: number, windowMs = 60_000, now = () => performance.now()): RateLimit {
  const windows = new Map<string, { endsAt: number; count: number }>();
  return {
    take(key, weight = 1) {
      const at = now();
      let window = windows.get(key);
      if (!window || window.endsAt <= at) {
        if (windows.size >= 50_000) makeRoom(windows, at);
        windows.delete(key);
        window = { endsAt: at + windowMs, count: 0 };
        windows.set(key, window);
      }
      window.count += weight;
      return {
        allowed: window.count <= limit,
        limit,
        remaining: Math.max(0, limit - window.count),
        reset: Math.max(1, Math.ceil((window.endsAt - at) / 1000)),
      };
    },
  };
}

function makeRoom(windows: Map<string, { endsAt: number }>, at: number): void {
  for (const [key, { endsAt }] of windows) {
    // insertion order is order of ending: the first that is still open ends the search, but one always goes
    windows.delete(key);
    if (endsAt > at) return;
  }
}

/** `RateLimit` and `RateLimit-Policy` (RFC draft), the older three that clients know, and `Retry-After` on a refusal. */
export function rateLimitHeaders({ allowed, limit, remaining, reset }: Allowance): Record<string, string> {
  return {
    "RateLimit-Policy": `"default";q=${limit};w=60`,
    "RateLimit": `"default";r=${remaining};t=${reset}`,
    "RateLimit-Limit": String(limit),
    "RateLimit-Remaining": String(remaining),
    "RateLimit-Reset": String(reset),
    ...(allowed ? {} : { "Retry-After": String(reset) }),
  };
}
