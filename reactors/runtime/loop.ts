import type { Clock } from "./clock.ts";

/** One turn of some work: gives back when to look again if nothing wakes it before; null: only when woken. */
export type Turn = () => Promise<Date | null>;

/** What a loop tells of what should not happen. */
export type Report = (problem: { what: string; error: unknown }) => void;

/**
 * Work that sleeps until it is woken or its next moment comes: it does not poll. A turn that fails is tried again with
 * growing pauses.
 */
export class Loop {
  #woken = Promise.withResolvers<void>();
  readonly #stop = new AbortController();
  #running: Promise<void> | null = null;

  constructor(
    readonly name: string,
    private readonly clock: Clock,
    private readonly turn: Turn,
    private readonly report: Report = () => {},
  ) {}

  start(): void {
    this.#running ??= this.#run();
  }

  /** There may be something to do. */
  wake(): void {
    this.#woken.resolve();
  }

  /** Ends after the turn at hand. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#stop.signal.aborted) {
      this.#woken = Promise.withResolvers();
      try {
        const next = await this.turn();
        failures = 0;
        await this.#sleep(next);
      } catch (error) {
        this.report({ what: `${this.name} waits`, error });
        await pause(Math.min(100 * 2 ** failures++, 5_000), this.#stop.signal);
      }
    }
  }

  async #sleep(next: Date | null): Promise<void> {
    const { promise, resolve } = this.#woken;
    const callOff = next ? this.clock.at(next, () => resolve()) : () => {};
    await promise;
    callOff();
  }
}

/** Waits in real time, whatever the clock says: for what is a matter of the machine. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timeout = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timeout);
      signal.removeEventListener("abort", done);
      resolve();
    }
    if (signal.aborted) done();
    else signal.addEventListener("abort", done, { once: true });
  });
}
