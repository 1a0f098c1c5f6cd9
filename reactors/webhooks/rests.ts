/** Failures in a row after which a receiver is left alone for a while. */
const MANY = 3;
const FIRST = 10_000;
const LONGEST = 3_600_000;
/** Milliseconds within which whatever tries alone has found out. */
const TRYING = 30_000;

interface Rest {
  failures: number;
  /** Milliseconds; 0: none yet. */
  until: number;
  /** Until when somebody is trying. */
  trying: number;
}

/**
 * Receivers that take nothing at the moment. Each is left alone by itself, so that one that hangs keeps nobody else waiting.
 * When a rest is over one call tries alone: the others wait for what comes of it. In memory: after a restart a few calls
 * find out again.
 */
export class Rests {
  readonly #rests = new Map<string, Rest>();

  /** Until when this one waits; null: it may go. */
  of(receiver: string, now: number): number | null {
    const rest = this.#rests.get(receiver);
    if (!rest || rest.until === 0) return null;
    const until = Math.max(rest.until, rest.trying);
    if (now < until) return until;
    rest.trying = now + TRYING;
    return null;
  }

  /** It has taken something. */
  took(receiver: string): void {
    this.#rests.delete(receiver);
  }

  /** It has not; `retryAfter`: milliseconds for which it asked to be left alone. */
  refused(receiver: string, now: number, retryAfter = 0): void {
    const failures = (this.#rests.get(receiver)?.failures ?? 0) + 1;
    const length = failures < MANY ? 0 : Math.min(FIRST * 2 ** Math.min(failures - MANY, 30), LONGEST);
    const until = Math.max(retryAfter, length);
    this.#rests.set(receiver, { failures, until: until === 0 ? 0 : now + until, trying: 0 });
  }
}
