import type { Kysely } from "kysely";
import type { ReadModels } from "./all.ts";

/** An event's figures, as of now. What nothing measures is null, never 0. */
export interface EventAnalytics {
  eventId: string;
  /** Confirmed places. */
  totalRegistrations: number;
  waitlisted: number;
  pending: number;
  cancelled: number;
  liveAttendees: number | null;
  attendanceRate: number | null;
  /** People whose first registration with the studio was this one. */
  newLeads: number;
  recordingViews: number | null;
  /** Minor units of the studio's currency; 0 for a free event, null while nothing measures it. */
  revenue: number | null;
}

/** The figures of one event; null when there is none. */
export async function eventAnalytics(db: Kysely<ReadModels>, eventId: string): Promise<EventAnalytics | null> {
  const [card, leads] = await Promise.all([
    db.selectFrom("event_cards").selectAll().where("event_id", "=", eventId).executeTakeFirst(),
    db.selectFrom("people").where("first_event_id", "=", eventId)
      .select(({ fn }) => fn.countAll<number>().as("count")).executeTakeFirstOrThrow(),
  ]);
  if (!card) return null;
  return {
    eventId,
    totalRegistrations: card.confirmed,
    waitlisted: card.waitlisted,
    pending: card.pending,
    cancelled: card.cancelled,
    liveAttendees: null,
    attendanceRate: null,
    newLeads: leads.count,
    recordingViews: null,
    revenue: card.access === "free" ? 0 : null,
  };
}
