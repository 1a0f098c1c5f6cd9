/** Wake-ups without content: whoever is woken asks again for what it shows. */
export interface Changes {
  /** Calls `listener` after each change until the returned function is called. */
  subscribe(listener: () => void): () => void;
  /** Aborted when the process is about to end: live pages let go, and come back to another process. */
  readonly closing: AbortSignal;
  /** The process is about to end. */
  close(): void;
}

/** A {@link Changes} with the side that wakes. One slow listener cannot hold up the others: they are synchronous and short. */
export function createChanges(): Changes & { wake(): void } {
  const listeners = new Set<() => void>();
  const closing = new AbortController();
  return {
    closing: closing.signal,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    wake() {
      for (const listener of [...listeners]) listener();
    },
    close() {
      closing.abort();
      for (const listener of [...listeners]) listener();
    },
  };
}
