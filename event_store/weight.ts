import type { RecordedEvent } from "./port.ts";

/** About how many characters of JSON an event's data is: what queues of events are kept within bounds by. */
export function weightOf({ data }: Pick<RecordedEvent, "data">): number {
  return weight(data);
}

/** What is neither a text nor made of others: a number, a truth, nothing. */
const SMALL = 4;

function weight(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return SMALL;
  let sum = SMALL;
  for (const key in value) sum += weight((value as Record<string, unknown>)[key]);
  return sum;
}
