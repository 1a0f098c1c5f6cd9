import type { DatabaseSync } from "node:sqlite";

/** Wakes everyone who waits for the next commit. */
export class Wakes {
  readonly #waiting = new Set<() => void>();

  wake(): void {
    for (const resume of [...this.#waiting]) resume();
  }

  /** Resolves at the next commit or when aborted. */
  next(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const resume = () => {
        this.#waiting.delete(resume);
        signal.removeEventListener("abort", resume);
        resolve();
      };
      if (signal.aborted) return resolve();
      this.#waiting.add(resume);
      signal.addEventListener("abort", resume);
    });
  }
}

const POLL_MS = 100;

/** The same for another process's commits, which SQLite tells only to those who ask. */
export function polledChanges(database: DatabaseSync): (signal: AbortSignal) => Promise<void> {
  const version = database.prepare("pragma data_version");
  let seen: unknown;
  return async (signal) => {
    while (!signal.aborted && database.isOpen) {
      const now = version.get()?.data_version;
      if (now !== seen) {
        seen = now;
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  };
}
