import { z } from "zod";
import { type EventFilter, sorts } from "../../components/dashboard/EventFilters.tsx";
import { UserId } from "../../domain/ids.ts";
import { EventKind } from "../../domain/virtual_event/events.ts";
import type { EventsQuery } from "../../projections/queries.ts";

const optional = <S extends z.ZodType>(schema: S) => schema.optional().catch(undefined);

const Conditions = z.object({
  q: z.string().transform((text) => text || undefined),
  type: optional(EventKind),
  access: optional(z.enum(["free", "paid"])),
  state: optional(z.enum(["published", "live", "completed", "cancelled"])),
  member: optional(UserId),
  sort: optional(z.enum(sorts)),
});

/** What the address of the list asks for; what is not there is an empty text. */
export function eventFilterOf(asked: URLSearchParams): EventFilter {
  const at = (name: string) => (asked.get(name) ?? "").replaceAll("\0", "").trim().slice(0, 100);
  return {
    q: at("q"),
    type: at("type"),
    access: at("access"),
    state: at("state"),
    member: at("member"),
    sort: at("sort"),
    view: at("view") === "list" ? "list" : "",
  };
}

/** The filter as a query; what cannot be read filters nothing. */
export function conditionsOf(filter: EventFilter): Partial<EventsQuery> {
  const { q: search, member: trainerId, ...same } = Conditions.parse(filter);
  return { ...same, search, trainerId };
}

/** Whether everything is shown, in its own order, as cards. */
export function isPlain(filter: EventFilter): boolean {
  return Object.values(filter).every((value) => value === "");
}
