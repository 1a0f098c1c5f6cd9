/** What comes of one item of a batch. */
type Outcome<T> = { ok: T } | { error: unknown };

interface Waiting<I, T> {
  item: I;
  resolve(value: T): void;
  reject(error: unknown): void;
}

/**
 * Gathers items of one receiver while its calls are in flight, and sends what has come together in one: the busier, the
 * larger the calls. Nobody waits where nothing is in flight.
 */
export class Gathering<I, T> {
  readonly #waiting = new Map<string, Waiting<I, T>[]>();
  readonly #calls = new Map<string, number>();

  constructor(
    private readonly send: (receiver: string, items: readonly I[]) => Promise<readonly Outcome<T>[]>,
    private readonly limits: (receiver: string) => { most: number; calls: number },
  ) {}

  /** Resolves with what came of this one. */
  add(receiver: string, item: I): Promise<T> {
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(receiver) ?? [];
      this.#waiting.set(receiver, waiting);
      waiting.push({ item, resolve, reject });
      // those that are made ready in the same turn go together
      queueMicrotask(() => setTimeout(() => this.#next(receiver), 0));
    });
  }

  #next(receiver: string): void {
    const { most, calls } = this.limits(receiver);
    const waiting = this.#waiting.get(receiver) ?? [];
    const inFlight = this.#calls.get(receiver) ?? 0;
    if (waiting.length === 0 || inFlight >= calls) return;
    const part = waiting.splice(0, most);
    if (waiting.length === 0) this.#waiting.delete(receiver);
    this.#calls.set(receiver, inFlight + 1);
    this.#call(receiver, part).finally(() => {
      const left = (this.#calls.get(receiver) ?? 1) - 1;
      if (left === 0) this.#calls.delete(receiver);
      else this.#calls.set(receiver, left);
      this.#next(receiver);
    });
    if (waiting.length > 0) this.#next(receiver);
  }

  async #call(receiver: string, part: readonly Waiting<I, T>[]): Promise<void> {
    try {
      const outcomes = await this.send(receiver, part.map(({ item }) => item));
      part.forEach(({ resolve, reject }, n) => {
        const outcome = outcomes[n]!;
        if ("ok" in outcome) resolve(outcome.ok);
        else reject(outcome.error);
      });
    } catch (error) {
      for (const { reject } of part) reject(error);
    }
  }
}
