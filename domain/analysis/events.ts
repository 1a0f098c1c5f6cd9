import { z } from "zod";
import { type EventOf, eventType } from "../event_type.ts";
import { StudioId } from "../ids.ts";

/** A read model or reactor goes on without an event that it cannot take. Holds for this version of its fold only. */
export const PoisonEventSkipped = eventType("PoisonEventSkipped", {
  fold: z.string(),
  version: z.int(),
  eventId: z.uuid(),
  eventType: z.string(),
  stream: z.string(),
  revision: z.int(),
  reason: z.string(),
});

/** What a query asks for each time it is run; its values come in as parameters, never as text. */
export const QueryParameter = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,29}$/),
  type: z.enum(["text", "number", "date"]),
});
export type QueryParameter = z.infer<typeof QueryParameter>;

/** Under this id stands this query from now on. */
export const QuerySaved = eventType("QuerySaved", {
  studioId: StudioId,
  queryId: z.uuid(),
  name: z.string(),
  sql: z.string(),
  parameters: z.array(QueryParameter),
});
export const QueryRemoved = eventType("QueryRemoved", { studioId: StudioId, queryId: z.uuid() });

/** The studio's database role has another password from now on; nobody knows the one before any more. */
export const AnalystAccessRotated = eventType("AnalystAccessRotated", { studioId: StudioId, rotation: z.int() });
/** Nobody outside of the console comes in with the studio's database role any more. */
export const AnalystAccessWithdrawn = eventType("AnalystAccessWithdrawn", { studioId: StudioId, rotation: z.int() });

export const skipEvents = [PoisonEventSkipped] as const;
export type SkipEvent = EventOf<typeof skipEvents[number]>;
export const queryEvents = [QuerySaved, QueryRemoved, AnalystAccessRotated, AnalystAccessWithdrawn] as const;
export type QueryEvent = EventOf<typeof queryEvents[number]>;
export const analysisEvents = [...skipEvents, ...queryEvents] as const;
