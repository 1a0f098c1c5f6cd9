/** What a call to the outside came to, as it is told outside. */
export type Outcome = "success" | "failed" | "pending" | "skipped";

/** The states of a call's row that count as each. */
export const statesOf = {
  success: ["succeeded"],
  failed: ["abandoned"],
  pending: ["attempting", "failed", "replayed", "postponed"],
  skipped: ["skipped"],
} as const satisfies Record<Outcome, readonly string[]>;

/** Where a call to the outside stands. */
export type CallState = typeof statesOf[Outcome][number];

/** What a state is called outside. */
export function outcomeOf(state: CallState): Outcome {
  const found = (Object.keys(statesOf) as Outcome[])
    .find((outcome) => (statesOf[outcome] as readonly string[]).includes(state));
  return found ?? "pending";
}
