import { Rejected } from "../decider.ts";
import type { EventDate, EventDetails } from "./events.ts";

/**
 * What people can see must be complete. Nothing can be sold: no studio can connect a payment account yet.
 * @throws {Rejected} `not_ready_to_publish` with what is `missing`, `payments_not_connected`
 */
export function refuseUnready(details: EventDetails): void {
  const missing = missingToPublish(details);
  if (missing.length > 0) throw new Rejected("not_ready_to_publish", { missing });
  if (details.access === "paid") throw new Rejected("payments_not_connected");
}

/** @throws {Rejected} `date_in_past` */
export function refusePast(dates: readonly EventDate[], at: string): void {
  const past = dates.find((date) => date.startsAt <= at);
  if (past) throw new Rejected("date_in_past", { date: past.startsAtLocal });
}

function missingToPublish({ title, description, access, price }: EventDetails): string[] {
  const missing: string[] = [];
  if (title.trim() === "") missing.push("title");
  if (description.trim() === "") missing.push("description");
  if (access === "paid" && !price?.amount) missing.push("price");
  return missing;
}
