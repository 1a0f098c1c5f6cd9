import type { Kysely } from "kysely";
import type { ReadModels } from "./all.ts";
import { visitsOf } from "./visits.ts";

/** An event's figures, as of now. What nothing measures is null, never 0. */
export interface EventAnalytics {
  eventId: string;
  /** Confirmed places. */
  totalRegistrations: number;
  waitlisted: number;
  pending: number;
  cancelled: number;
  /** Who came, where anybody noted it. */
  liveAttendees: number | null;
  attendanceRate: number | null;
  /** People whose first registration with the studio was this one. */
  newLeads: number;
  recordingViews: number | null;
  /** Visitors of the page, unique per day, added up; null while nothing counted them. */
  uniqueVisitors: number | null;
  formsOpened: number | null;
  /** Completed registrations per unique visitor, 0–1. */
  conversionRate: number | null;
  /** Interactions per attendee; nothing measures them before there is a room. */
  engagement: number | null;
  /** Minor units of the studio's currency; 0 for a free event, null while nothing measures it. */
  revenue: number | null;
}

/** The figures of one event; null when there is none. */
export async function eventAnalytics(db: Kysely<ReadModels>, eventId: string): Promise<EventAnalytics | null> {
  const [card, leads, visits, marked] = await Promise.all([
    db.selectFrom("event_cards").selectAll().where("event_id", "=", eventId).executeTakeFirst(),
    db.selectFrom("people").where("first_event_id", "=", eventId)
      .select(({ fn }) => fn.countAll<number>().as("count")).executeTakeFirstOrThrow(),
    visitsOf(db, eventId),
    db.selectFrom("registrations").where("event_id", "=", eventId).where("status", "=", "confirmed")
      .where("attendance", "!=", "unknown")
      .select(({ fn }) => [
        fn.countAll<number>().filterWhere("attendance", "=", "attended").as("attended"),
        fn.countAll<number>().as("known"),
      ]).executeTakeFirstOrThrow(),
  ]);
  if (!card) return null;
  const attended = marked.known > 0 ? marked.attended : null;
  const completed = card.confirmed + card.waitlisted + card.offered + card.pending;
  return {
    eventId,
    totalRegistrations: card.confirmed,
    waitlisted: card.waitlisted,
    pending: card.pending,
    cancelled: card.cancelled,
    liveAttendees: attended,
    attendanceRate: attended === null || card.confirmed === 0 ? null : attended / card.confirmed,
    newLeads: leads.count,
    recordingViews: null,
    uniqueVisitors: visits?.visitors ?? null,
    formsOpened: visits?.formOpened ?? null,
    conversionRate: visits && visits.visitors > 0 ? Math.min(1, completed / visits.visitors) : null,
    engagement: null,
    revenue: card.access === "free" ? 0 : null,
  };
}
