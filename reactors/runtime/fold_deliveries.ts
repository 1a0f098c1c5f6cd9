import type { AnyFact, FactOf } from "../../domain/catalogue.ts";
import { unreachable } from "../../domain/decider.ts";
import type { Rows } from "../../projections/runtime/definition.ts";
import type { OutboxRow } from "./tables.ts";

export type DeliveryFact = FactOf<
  | "DeliveryAttempted"
  | "DeliverySucceeded"
  | "DeliveryFailed"
  | "DeliveryAbandoned"
  | "DeliverySkipped"
  | "DeliveryPostponed"
  | "DeliveryReplayed"
>;

const names: ReadonlySet<string> = new Set<DeliveryFact["type"]>([
  "DeliveryAttempted",
  "DeliverySucceeded",
  "DeliveryFailed",
  "DeliveryAbandoned",
  "DeliverySkipped",
  "DeliveryPostponed",
  "DeliveryReplayed",
]);

export function isDeliveryFact(fact: AnyFact): fact is DeliveryFact {
  return names.has(fact.type);
}

/** Takes into the outbox what became of a delivery; of other reactors' there is no row. Tells whether it waits again. */
export function followDelivery(reactor: string, fact: DeliveryFact, outbox: Rows<OutboxRow>): boolean {
  if (isOthers(reactor, fact)) return false;
  const row = outbox.update(fact.data.deliveryId, (row) => follow(fact, row));
  return row?.state === "open";
}

/** Most facts about deliveries are some other reactor's: whoever appended them says whose, without a look into our rows. */
function isOthers(reactor: string, { data, meta: { actor } }: DeliveryFact): boolean {
  if ("reactor" in data) return data.reactor !== reactor;
  return actor.startsWith("reactor:") && actor !== `reactor:${reactor}`;
}

function follow(fact: DeliveryFact, row: OutboxRow): void {
  switch (fact.type) {
    case "DeliveryAttempted":
      row.state = "attempting";
      row.attempt = fact.data.attempt;
      row.attempted = Number(fact.position);
      row.next_at = fact.data.leaseUntil;
      return;
    case "DeliverySucceeded":
      row.state = "succeeded";
      row.last_error = null;
      return;
    case "DeliveryFailed":
      row.state = "open";
      row.last_error = fact.data.error;
      row.next_at = fact.data.nextAttemptAt;
      return;
    case "DeliveryAbandoned":
      row.state = "abandoned";
      row.last_error = fact.data.error;
      return;
    case "DeliverySkipped":
      row.state = "skipped";
      row.skip_reason = fact.data.reason;
      return;
    case "DeliveryPostponed":
      row.state = "open";
      row.next_at = fact.data.until;
      return;
    case "DeliveryReplayed":
      row.state = "open";
      row.skip_reason = null;
      row.next_at = fact.meta.occurredAt;
      row.since = fact.meta.occurredAt;
      return;
    default:
      unreachable(fact);
  }
}
