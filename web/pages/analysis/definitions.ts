import { projections } from "../../../projections/all.ts";

/** What a figure is called and counts stands in the messages, under its key. */
export interface Definition {
  key: "registrations" | "waitlisted" | "leads" | "attended" | "conversion" | "revenue";
  /** Read model, table and column that it is read from. */
  projection: string;
  table: string;
  column: string;
  /** Types of domain events that the read model is folded from, as it declares them. */
  facts: readonly string[];
}

const from = (key: Definition["key"], projection: string, table: string, column: string): Definition => ({
  key,
  projection,
  table,
  column,
  facts: projections.find(({ name }) => name === projection)?.types ?? [],
});

/** Every figure that is shown on a dashboard, with where it comes from. */
export const definitions: readonly Definition[] = [
  from("registrations", "event_cards", "event_cards", "confirmed"),
  from("waitlisted", "event_cards", "event_cards", "waitlisted"),
  from("leads", "people", "people", "first_event_id"),
  from("attended", "registrations", "registrations", "attendance"),
  from("conversion", "registrations", "registrations", "source"),
  from("revenue", "event_cards", "event_cards", "access"),
];
