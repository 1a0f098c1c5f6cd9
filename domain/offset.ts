const SHORTEST = 5;
const LONGEST = 30 * 24 * 60;

/** Whether this is an ISO 8601 duration between five minutes and thirty days; no months, which are not always as long. */
export function isOffset(offset: string): boolean {
  try {
    const minutes = Temporal.Duration.from(offset).total("minutes");
    return minutes >= SHORTEST && minutes <= LONGEST;
  } catch {
    return false;
  }
}
