import { z } from "zod";
import { type EventOf, eventType } from "../event_type.ts";
import { EventId, Instant, StudioId } from "../ids.ts";

/** One look at a page. `visitor`: a salted hash that is another one tomorrow; nobody can be found by it. */
export const Visit = z.object({
  visitor: z.string().min(8).max(64),
  at: Instant,
  what: z.enum(["opened", "form_opened", "form_refused"]),
  /** `utm_source`, else `direct`, else the kind of link. */
  source: z.string().max(100),
  /** Host of the referring page; null: none was told. */
  referrer: z.string().max(253).nullable(),
});
export type Visit = z.infer<typeof Visit>;

/** Who looked at an event's page, many at a time. */
export const PagesVisited = eventType("PagesVisited", {
  eventId: EventId,
  studioId: StudioId,
  /** UTC, `2026-11-24`. */
  day: z.iso.date(),
  visits: z.array(Visit).min(1).max(500),
});

export const visitsEvents = [PagesVisited] as const;
export type VisitsEvent = EventOf<typeof visitsEvents[number]>;
