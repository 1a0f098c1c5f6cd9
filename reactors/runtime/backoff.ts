/** Milliseconds before the first retry, and the longest pause. */
const FIRST = 5_000;
const LONGEST = 3_600_000;

/**
 * Milliseconds to wait after a failed attempt, the first being 1: doubled each time, up to an hour, with half of it left to
 * chance so that many do not come back at once. `random`: between 0 and 1.
 */
export function backoff(attempt: number, random: number): number {
  const full = Math.min(FIRST * 2 ** Math.min(attempt - 1, 30), LONGEST);
  return Math.round(full * (0.5 + random / 2));
}
