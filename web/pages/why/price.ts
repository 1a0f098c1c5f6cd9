import type { AnyFact } from "../../../domain/catalogue.ts";
import type { Money } from "../../../domain/ids.ts";
import type { VirtualEvent } from "../../../domain/virtual_event/state.ts";

/** What a place cost when it was asked for, and by which rule. */
export interface ExplainedPrice {
  /** Null: nothing. */
  price: Money | null;
  rule: "free" | "list" | "early" | "late";
  /** Until when the early price held; null where there is none. */
  until: string | null;
  /** ISO 8601 UTC; when the place was asked for. */
  askedAt: string;
}

/** The price that the rules of an event name at a moment; null before there is an event. */
export function priceOf(state: VirtualEvent, askedAt: string): ExplainedPrice | null {
  if (state.lifecycle === "none") return null;
  const { details: { access, price }, earlyBird } = state;
  if (access === "free") return { price: null, rule: "free", until: null, askedAt };
  if (!earlyBird) return { price, rule: "list", until: null, askedAt };
  const { until } = earlyBird;
  return askedAt < until
    ? { price: earlyBird.price, rule: "early", until, askedAt }
    : { price, rule: "late", until, askedAt };
}

/** The fact that set this price: the last one before it was asked for that says anything of prices. */
export function setBy(facts: readonly AnyFact[], askedAt: string): AnyFact | undefined {
  return facts.findLast((fact) => fact.meta.occurredAt <= askedAt && saysPrice(fact));
}

function saysPrice({ type, data }: AnyFact): boolean {
  switch (type) {
    case "EventCreated":
    case "PricingSet":
      return true;
    case "EventDetailsChanged":
      return "price" in data.changes || "access" in data.changes;
    default:
      return false;
  }
}
