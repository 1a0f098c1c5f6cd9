const FIRST_MS = 50;
const LAST_MS = 5_000;

/** Milliseconds to wait after so many failures in a row: doubling, with jitter so that clients do not return together. */
export function backoff(failures: number): number {
  return Math.min(FIRST_MS * 2 ** failures, LAST_MS) * (0.5 + Math.random() / 2);
}

/** Waits, or until aborted. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    if (signal.aborted) done();
    else signal.addEventListener("abort", done);
  });
}
