import { z } from "zod";
import { BrowserIdentifiers, ConsentSnapshot } from "../consent/snapshot.ts";
import { type EventOf, eventType, personal } from "../event_type.ts";
import { EventId, Instant, PersonId, StudioId } from "../ids.ts";

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

/** One look at a page, by somebody who allowed it to be told to a platform; the page carries the same id. */
export const VisitTracked = eventType("VisitTracked", {
  visitId: z.uuid(),
  studioId: StudioId,
  /** Nobody's name: whom the keys of this browser's data stand for. */
  personId: PersonId,
  /** Null: a page that is not about one event. */
  eventId: EventId.nullable(),
  /** Path of the page, nothing personal in it. */
  page: z.string().max(300),
  consent: ConsentSnapshot,
  identifiers: personal("personId", BrowserIdentifiers),
});

export const visitsEvents = [PagesVisited, VisitTracked] as const;
export type VisitsEvent = EventOf<typeof visitsEvents[number]>;
