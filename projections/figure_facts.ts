import { type Kysely, sql } from "kysely";
import type { EventName } from "../domain/catalogue.ts";
import type { ReadModels } from "./all.ts";
import { entryOf, type LogEntry } from "./log_index.ts";
import { type Paged, pageOf, type Paging } from "./runtime/paging.ts";

interface OfEvent extends Partial<Paging> {
  eventId: string;
  studioId: string;
}

/** The registrations that stand so now: for each the newest fact of these types, which made them stand so. */
export async function factsOfStatus(
  db: Kysely<ReadModels>,
  { eventId, studioId, status, attended = false, types, ...paging }: OfEvent & {
    status: string;
    /** Only those who came. */
    attended?: boolean;
    types: readonly EventName[];
  },
): Promise<Paged<LogEntry>> {
  const { limit, offset } = pageOf(paging);
  let found = db.selectFrom("registrations").where("event_id", "=", eventId).where("status", "=", status as never);
  if (attended) found = found.where("attendance", "=", "attended");
  const [rows, { total }] = await Promise.all([
    found.select("registration_id").orderBy("number", "desc").limit(limit).offset(offset).execute(),
    found.select(({ fn }) => fn.countAll<number>().as("total")).executeTakeFirstOrThrow(),
  ]);
  const ids = rows.map(({ registration_id }) => registration_id);
  if (ids.length === 0) return { rows: [], total };
  const facts = await db.selectFrom("log_index").selectAll().where("studio_id", "=", studioId)
    .where("registration_id", "in", ids).where("type", "in", types).orderBy("position").execute();
  const newest = new Map(facts.map((row) => [row.registration_id, entryOf(row)]));
  return { rows: ids.map((id) => newest.get(id)).filter((entry) => entry !== undefined), total };
}

/** What made people new to the studio in this event: of each their first registration. */
export async function factsOfNewPeople(
  db: Kysely<ReadModels>,
  { eventId, studioId, ...paging }: OfEvent,
): Promise<Paged<LogEntry>> {
  const { limit, offset } = pageOf(paging);
  const found = db.selectFrom("people").where("first_event_id", "=", eventId);
  const [rows, { total }] = await Promise.all([
    found.select("person_id").orderBy("first_seen_at", "desc").orderBy("person_id").limit(limit).offset(offset)
      .execute(),
    found.select(({ fn }) => fn.countAll<number>().as("total")).executeTakeFirstOrThrow(),
  ]);
  const ids = rows.map(({ person_id }) => person_id);
  if (ids.length === 0) return { rows: [], total };
  const facts = await db.selectFrom("log_index").selectAll().where("studio_id", "=", studioId)
    .where("person_id", "in", ids).where("type", "=", "RegistrationRequested").where("stream", "=", `event-${eventId}`)
    .orderBy("position", "desc").execute();
  const first = new Map(facts.map((row) => [row.person_id, entryOf(row)]));
  return { rows: ids.map((id) => first.get(id)).filter((entry) => entry !== undefined), total };
}

/** The facts that count who looked at an event's page, many looks each. */
export async function factsOfVisits(
  db: Kysely<ReadModels>,
  { eventId, studioId, ...paging }: OfEvent,
): Promise<Paged<LogEntry>> {
  const { limit, offset } = pageOf(paging);
  const found = db.selectFrom("log_index").where("studio_id", "=", studioId)
    // as the index says it that holds only these
    .where(sql<boolean>`category = 'visits'`).where("stream", "like", `visits-${eventId}-%`)
    .where("type", "=", "PagesVisited");
  const [rows, { total }] = await Promise.all([
    found.selectAll().orderBy("position", "desc").limit(limit).offset(offset).execute(),
    found.select(({ fn }) => fn.countAll<number>().as("total")).executeTakeFirstOrThrow(),
  ]);
  return { rows: rows.map(entryOf), total };
}
