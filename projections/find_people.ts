import type { Kysely } from "kysely";
import type { ReadModels } from "./all.ts";
import { like } from "./runtime/paging.ts";

/** Somebody who was found, with the registration of theirs that is the newest of those in reach. */
export interface FoundPerson {
  personId: string;
  name: string;
  email: string | null;
  registrationId: string;
  eventId: string;
  eventTitle: string;
}

/** People of a studio by part of a name or address; with `trainerId`, only through events of that trainer. */
export async function findPeople(
  db: Kysely<ReadModels>,
  { studioId, trainerId, search, limit }: { studioId: string; trainerId?: string; search: string; limit: number },
): Promise<FoundPerson[]> {
  const rows = await db.selectFrom("people")
    .innerJoinLateral(
      (eb) => {
        const newest = eb.selectFrom("registrations")
          .innerJoin("event_cards", "event_cards.event_id", "registrations.event_id")
          .whereRef("registrations.person_id", "=", "people.person_id")
          .select(["registrations.registration_id", "registrations.event_id", "event_cards.title"])
          .orderBy("registrations.registered_at", "desc").limit(1);
        return (trainerId ? newest.where("event_cards.trainer_id", "=", trainerId) : newest).as("newest");
      },
      (join) => join.onTrue(),
    )
    .where("people.studio_id", "=", studioId)
    .where("people.search", "like", like(search))
    .select(["people.person_id", "people.first_name", "people.last_name", "people.email"])
    .select(["newest.registration_id", "newest.event_id", "newest.title"])
    .orderBy("people.last_seen_at", "desc").orderBy("people.person_id").limit(limit).execute();
  return rows.map((row) => ({
    personId: row.person_id,
    name: [row.first_name, row.last_name].filter(Boolean).join(" "),
    email: row.email,
    registrationId: row.registration_id,
    eventId: row.event_id,
    eventTitle: row.title,
  }));
}
