import { Rejected } from "../decider.ts";
import type { EventDate, EventDetails } from "./events.ts";

/**
 * Everything that keeps an event from being public, in the order in which it is refused. What people can see must be complete,
 * and nothing can be sold: no studio can connect a payment account yet.
 */
export function unready(details: EventDetails): Rejected[] {
  const missing = missingToPublish(details);
  return [
    ...(missing.length > 0 ? [new Rejected("not_ready_to_publish", { missing })] : []),
    ...(details.access === "paid" ? [new Rejected("payments_not_connected")] : []),
  ];
}

/** Dates that have begun. */
export function pastDates(dates: readonly EventDate[], at: string): Rejected[] {
  return dates.filter(({ startsAt }) => startsAt <= at)
    .map(({ startsAtLocal }) => new Rejected("date_in_past", { date: startsAtLocal }));
}

/** @throws {Rejected} `not_ready_to_publish` with what is `missing`, `payments_not_connected` */
export function refuseUnready(details: EventDetails): void {
  const [first] = unready(details);
  if (first) throw first;
}

/** @throws {Rejected} `date_in_past` */
export function refusePast(dates: readonly EventDate[], at: string): void {
  const [first] = pastDates(dates, at);
  if (first) throw first;
}

function missingToPublish({ title, description, access, price }: EventDetails): string[] {
  const missing: string[] = [];
  if (title.trim() === "") missing.push("title");
  if (description.trim() === "") missing.push("description");
  if (access === "paid" && !price?.amount) missing.push("price");
  return missing;
}
