import type { Kysely } from "kysely";
import type { ReadModels } from "./all.ts";
import type { RegistrationStatus } from "./registrations.ts";

/** How many registrations an event has in each status. */
export async function countRegistrations(
  db: Kysely<ReadModels>,
  eventId: string,
): Promise<Record<RegistrationStatus, number>> {
  const counted = await db.selectFrom("event_cards").where("event_id", "=", eventId)
    .select(["pending", "confirmed", "waitlisted", "offered", "declined", "cancelled", "expired"]).executeTakeFirst();
  return counted ?? { pending: 0, confirmed: 0, waitlisted: 0, offered: 0, declined: 0, cancelled: 0, expired: 0 };
}

/** Registrations per day of an event, in UTC, days without any left out. */
export async function registrationsPerDay(
  db: Kysely<ReadModels>,
  eventId: string,
): Promise<{ day: string; count: number }[]> {
  return await db.selectFrom("event_card_days").where("event_id", "=", eventId)
    .select(["date as day", "registrations as count"]).orderBy("date").execute();
}

/** What there is to filter an event's registrations by, the most frequent first, at most fifty of each. */
export async function registrationFacets(
  db: Kysely<ReadModels>,
  eventId: string,
): Promise<{ sources: string[]; attended: number; noShow: number }> {
  const [sources, attendance] = await Promise.all([
    db.selectFrom("event_card_sources").where("event_id", "=", eventId).select("source")
      .orderBy("registrations", "desc").orderBy("source").limit(50).execute(),
    db.selectFrom("registrations").where("event_id", "=", eventId).where("attendance", "!=", "unknown")
      .select(({ fn }) => ["attendance", fn.countAll<number>().as("count")]).groupBy("attendance").execute(),
  ]);
  const count = (as: string) => attendance.find((row) => row.attendance === as)?.count ?? 0;
  return { sources: sources.map(({ source }) => source), attended: count("attended"), noShow: count("no_show") };
}
