import type { Kysely, SelectQueryBuilder } from "kysely";
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

interface Asked {
  studioId: string;
  /** Only through events of that trainer. */
  trainerId?: string;
  search: string;
  limit: number;
}

/** So many of those who were seen last are looked through, whatever is searched for. */
const LAST_SEEN = 20_000;
/** So many of those who fit are asked whether they came to a trainer's event. */
const CANDIDATES = 200;
/** Fewer letters are in no index of parts. */
const PART = 3;

/**
 * People of a studio by part of a name or address, who was seen last first. Most are found among the last; where too few
 * are, an index of parts of names knows all others. One or two letters find nobody but those.
 */
export async function findPeople(db: Kysely<ReadModels>, asked: Asked): Promise<FoundPerson[]> {
  const { search, limit, trainerId } = asked;
  const last = await shown(db, asked, amongLast(db, asked, trainerId ? CANDIDATES : limit));
  if (last.length >= limit || search.trim().length < PART) return last;
  return await shown(db, asked, trainerId ? amongOwn(db, asked, trainerId) : amongAll(db, asked));
}

type Candidates = SelectQueryBuilder<ReadModels, "people", { person_id: string; seen: string }>;

function amongLast(db: Kysely<ReadModels>, { studioId, search }: Asked, most: number): Candidates {
  const last = db.selectFrom("people").where("studio_id", "=", studioId).where("merged_into", "is", null)
    .select(["person_id", "search", "last_seen_at as seen"]).orderBy("last_seen_at", "desc").limit(LAST_SEEN);
  return db.selectFrom(last.as("people")).where("search", "like", like(search))
    .select(["person_id", "seen"]).orderBy("seen", "desc").limit(most) as unknown as Candidates;
}

function amongAll(db: Kysely<ReadModels>, { studioId, search }: Asked): Candidates {
  return db.selectFrom("people").where("studio_id", "=", studioId).where("merged_into", "is", null)
    .where("search", "like", like(search)).select(["person_id", "last_seen_at as seen"]);
}

/** Those who are in an event of the trainer's: they are fewer than all who fit. */
function amongOwn(db: Kysely<ReadModels>, { search, limit }: Asked, trainerId: string): Candidates {
  return db.selectFrom("registrations")
    .innerJoin("event_cards", "event_cards.event_id", "registrations.event_id")
    .where("event_cards.trainer_id", "=", trainerId).where("registrations.search", "like", like(search))
    .groupBy("registrations.person_id")
    .select(({ fn }) => ["registrations.person_id", fn.max("registrations.registered_at").as("seen")])
    .orderBy("seen", "desc").limit(limit) as unknown as Candidates;
}

/** Candidates with their newest registration in reach; who has none in reach is left out. */
async function shown(
  db: Kysely<ReadModels>,
  { trainerId, limit }: Asked,
  candidates: Candidates,
): Promise<FoundPerson[]> {
  const rows = await db.with((cte) => cte("candidates").materialized(), () => candidates)
    .selectFrom("candidates").innerJoin("people", "people.person_id", "candidates.person_id")
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
