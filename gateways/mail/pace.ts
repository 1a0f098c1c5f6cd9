/** Waits for its turn; false when whoever asked no longer waits. */
export type Pace = (signal?: AbortSignal) => Promise<boolean>;

/** Turns at even distances, so many a second however many ask at the same time; at once where there is no limit. */
export function pace(perSecond: number | null): Pace {
  if (perSecond === null) return () => Promise.resolve(true);
  const gap = 1_000 / perSecond;
  let next = 0;
  return async (signal) => {
    const now = performance.now();
    const turn = Math.max(now, next);
    next = turn + gap;
    if (turn > now) await waited(turn - now, signal);
    return !signal?.aborted;
  };
}

function waited(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timeout);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timeout = setTimeout(done, milliseconds);
    signal?.addEventListener("abort", done);
    if (signal?.aborted) done();
  });
}
