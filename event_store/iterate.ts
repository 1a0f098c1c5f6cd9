/**
 * Hands out pages item by item, at the price of one promise each (an async generator costs several).
 * `nextPage` is asked again until it gives `null`; an abort ends the iteration at once, within a page as well.
 * `ended` is called once, however the iteration ends.
 */
export function iteratePages<T>(
  nextPage: () => Promise<readonly T[] | null>,
  { signal, ended = () => {} }: { signal?: AbortSignal; ended?: () => void } = {},
): AsyncIterableIterator<T> {
  let page: readonly T[] = [];
  let at = 0;
  let over = false;
  const finish = (): IteratorResult<T> => {
    if (!over) {
      over = true;
      page = [];
      ended();
    }
    return { value: undefined, done: true };
  };
  const turnPage = async (): Promise<IteratorResult<T>> => {
    try {
      for (;;) {
        const next = over || signal?.aborted ? null : await nextPage();
        if (next === null || over || signal?.aborted) return finish();
        if (next.length > 0) {
          page = next;
          at = 1;
          return { value: next[0] as T, done: false };
        }
      }
    } catch (error) {
      finish();
      throw error;
    }
  };
  return {
    next: () =>
      at < page.length && !signal?.aborted ? Promise.resolve({ value: page[at++] as T, done: false }) : turnPage(),
    return: () => Promise.resolve(finish()),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Lets timers and sockets have a turn; a long read would otherwise keep them waiting, being made of promises alone. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
