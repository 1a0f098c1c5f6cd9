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

/** How many days an offset is, where it is whole days written as such (`P7D`, `P1W`); null for any other. */
export function wholeDays(offset: string): number | null {
  const { weeks, days, hours, minutes, seconds } = Temporal.Duration.from(offset);
  return hours === 0 && minutes === 0 && seconds === 0 ? weeks * 7 + days : null;
}
