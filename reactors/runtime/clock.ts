import { Cron } from "croner";

/** Where the time comes from. Tests move it. */
export interface Clock {
  now(): Date;
  /** Calls once when the moment has come, at the latest a second later; at once when it has. Gives back how to call it off. */
  at(moment: Date, call: () => void): () => void;
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => new Date(),
  at(moment, call) {
    const wait = moment.getTime() - Date.now();
    if (wait <= 2_000) {
      const timeout = setTimeout(call, Math.max(wait, 0));
      return () => clearTimeout(timeout);
    }
    // croner knows whole seconds, and waits longer than a timeout can
    const job = new Cron(new Date(Math.ceil(moment.getTime() / 1000) * 1000), { timezone: "UTC" }, call);
    return () => job.stop();
  },
};

/** A clock that stands still until it is moved. */
export class TestClock implements Clock {
  #now: number;
  readonly #calls = new Set<{ moment: number; call: () => void }>();

  constructor(start: string) {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  at(moment: Date, call: () => void): () => void {
    const entry = { moment: moment.getTime(), call };
    this.#calls.add(entry);
    if (entry.moment <= this.#now) queueMicrotask(() => this.#callDue());
    return () => this.#calls.delete(entry);
  }

  /** Moves to a moment, forwards, and calls what was waiting for one until then. */
  moveTo(moment: string | Date): void {
    this.#now = Math.max(this.#now, new Date(moment).getTime());
    this.#callDue();
  }

  /** Moves on by so many milliseconds. */
  pass(milliseconds: number): void {
    this.moveTo(new Date(this.#now + milliseconds));
  }

  #callDue(): void {
    for (const entry of [...this.#calls]) {
      if (entry.moment > this.#now || !this.#calls.delete(entry)) continue;
      entry.call();
    }
  }
}
