/** Waits, or until aborted, without an error. */
export function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
    signal.addEventListener("abort", done, { once: true });
  });
}

/** Resolves when aborted. Does not leave a listener behind when `until` settles first. */
export async function orAborted<T>(until: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  const aborted = Promise.withResolvers<undefined>();
  const listener = () => aborted.resolve(undefined);
  signal.addEventListener("abort", listener, { once: true });
  try {
    return await Promise.race([until, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", listener);
  }
}
