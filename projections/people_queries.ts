import { type Kysely, type SelectQueryBuilder, sql } from "kysely";
import type { LeadFilter } from "../domain/crm/events.ts";
import type { ReadModels } from "./all.ts";
import type { PersonRow } from "./people_tables.ts";
import { like, type Paged, pageOf, type Paging } from "./runtime/paging.ts";

/** One person. What is personal is null once they are erased, or where nobody told. */
export interface PersonView {
  id: string;
  studioId: string | null;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  phone: string | null;
  company: string | null;
  position: string | null;
  language: string | null;
  timeZone: string | null;
  marketing: boolean;
  registrations: number;
  origin: PersonRow["origin"];
  source: string;
  medium: string | null;
  campaign: string | null;
  firstEventId: string | null;
  firstSeenAt: string;
  lastSeenAt: string;
  tags: string[];
  ownerId: string | null;
  openTasks: number;
  mergedInto: string | null;
  erased: boolean;
}

export interface PeopleQuery extends Partial<Paging> {
  studioId: string;
  search?: string;
  filter?: LeadFilter;
  sort?: "recent" | "name" | "registrations" | "new";
  /** ISO 8601 UTC: what "within so many days" is counted from. */
  now?: string;
}

type People = SelectQueryBuilder<ReadModels, "people", object>;

const DAY = 86_400_000;

/** The people a query means: of the studio, with what was searched and filtered for; who was merged goes by the other. */
function found(db: Kysely<ReadModels>, { studioId, search, filter = {}, now = "infinity" }: PeopleQuery): People {
  let query: People = db.selectFrom("people").where("studio_id", "=", studioId).where("merged_into", "is", null);
  if (search?.trim()) query = query.where("search", "like", like(search));
  for (const tag of filter.tags ?? []) {
    query = query.where(sql<boolean>`people.tags @> ${JSON.stringify([tag])}::jsonb`);
  }
  for (const tag of filter.withoutTags ?? []) {
    query = query.where(sql<boolean>`not people.tags @> ${JSON.stringify([tag])}::jsonb`);
  }
  for (const name of ["source", "medium", "campaign"] as const) {
    if (filter[name]) query = query.where(name, "=", filter[name]);
  }
  if (filter.marketing !== undefined) query = query.where("marketing", "=", filter.marketing);
  if (filter.owner === "nobody") query = query.where("owner_id", "is", null);
  else if (filter.owner) query = query.where("owner_id", "=", filter.owner);
  const daysBefore = (days: number) => new Date(Date.parse(now) - days * DAY).toISOString();
  if (filter.newWithinDays) query = query.where("first_seen_at", ">=", daysBefore(filter.newWithinDays));
  if (filter.quietForDays) query = query.where("last_seen_at", "<=", daysBefore(filter.quietForDays));
  if (filter.eventId || filter.standing) query = query.where(({ exists }) => exists(placeOf(db, filter)));
  return query;
}

const standings = {
  registered: sql<boolean>`registrations.status = 'confirmed'`,
  attended: sql<boolean>`registrations.attendance = 'attended'`,
  no_show: sql<boolean>`registrations.attendance = 'no_show'`,
  waitlisted: sql<boolean>`registrations.status in ('waitlisted', 'offered')`,
  cancelled: sql<boolean>`registrations.status in ('cancelled', 'expired', 'declined')`,
};

/** A place of the person in the event that is meant, in the standing that is meant. */
function placeOf(db: Kysely<ReadModels>, { eventId, standing }: LeadFilter) {
  let place = db.selectFrom("registrations").select(sql<number>`1`.as("one"))
    .where(sql<boolean>`registrations.person_id = people.person_id`);
  if (eventId) place = place.where("registrations.event_id", "=", eventId);
  return standing ? place.where(standings[standing]) : place;
}

const orders = {
  recent: sql`last_seen_at desc`,
  new: sql`first_seen_at desc`,
  name: sql`lower(last_name) asc nulls last, lower(first_name) asc`,
  registrations: sql`registrations desc`,
};

/** The people of a studio, one page of them. */
export async function listPeople(db: Kysely<ReadModels>, query: PeopleQuery): Promise<Paged<PersonView>> {
  const { limit, offset } = pageOf(query);
  const [rows, total] = await Promise.all([
    found(db, query).selectAll().orderBy(orders[query.sort ?? "recent"]).orderBy("person_id").limit(limit)
      .offset(offset).execute(),
    countPeople(db, query),
  ]);
  return { rows: rows.map(personViewOf), total };
}

/** How many people a query means, now. */
export async function countPeople(db: Kysely<ReadModels>, query: PeopleQuery): Promise<number> {
  const { total } = await found(db, query).select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return total;
}

/** Everybody a query means, a thousand at a time: memory does not grow with their number. */
export async function* walkPeople(db: Kysely<ReadModels>, query: PeopleQuery): AsyncGenerator<PersonView> {
  for (let after: string | null = null;;) {
    let next = found(db, query).selectAll().orderBy("person_id").limit(1_000);
    if (after !== null) next = next.where("person_id", ">", after);
    const rows: PersonRow[] = await next.execute();
    for (const row of rows) yield personViewOf(row);
    if (rows.length < 1_000) return;
    after = rows.at(-1)!.person_id;
  }
}

/** Ids of the people a query means, in steady order, those after one: for what is done with many. */
export async function peopleIds(
  db: Kysely<ReadModels>,
  query: PeopleQuery,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  let ids = found(db, query).select("person_id").orderBy("person_id").limit(limit);
  if (after !== null) ids = ids.where("person_id", ">", after);
  return (await ids.execute()).map((row) => row.person_id);
}

/** One person of a studio; null when there is none. */
export async function personById(
  db: Kysely<ReadModels>,
  { studioId, personId }: { studioId: string; personId: string },
): Promise<PersonView | null> {
  const row = await db.selectFrom("people").selectAll().where("person_id", "=", personId)
    .where("studio_id", "=", studioId).executeTakeFirst();
  return row ? personViewOf(row) : null;
}

/** Tags in use in a studio, the most used first. */
export async function tagsInUse(db: Kysely<ReadModels>, studioId: string): Promise<{ tag: string; people: number }[]> {
  const { rows } = await sql<{ tag: string; people: number }>`
    select tag, count(*)::int as people from read.people, jsonb_array_elements_text(tags) as tag
    where studio_id = ${studioId} and merged_into is null group by tag order by people desc, tag limit 200`.execute(db);
  return rows;
}

export interface TaskView {
  id: string;
  personId: string;
  title: string | null;
  dueAt: string | null;
  ownerId: string | null;
  priority: "low" | "normal" | "high";
  status: "open" | "done";
  assignedAt: string;
}

/** Tasks of a studio, of one person or of all; open ones first, then by when they are due. */
export async function listTasks(
  db: Kysely<ReadModels>,
  { studioId, personId, ownerId, status, ...paging }: {
    studioId: string;
    personId?: string;
    ownerId?: string;
    status?: "open" | "done";
  } & Partial<Paging>,
): Promise<TaskView[]> {
  const { limit, offset } = pageOf(paging);
  let tasks = db.selectFrom("lead_tasks").selectAll().where("studio_id", "=", studioId);
  if (personId) tasks = tasks.where("person_id", "=", personId);
  if (ownerId) tasks = tasks.where("owner_id", "=", ownerId);
  if (status) tasks = tasks.where("status", "=", status);
  const rows = await tasks.orderBy("status", "desc").orderBy(sql`due_at asc nulls last`).orderBy("task_id")
    .limit(limit).offset(offset).execute();
  return rows.map((row) => ({
    id: row.task_id,
    personId: row.person_id,
    title: row.title,
    dueAt: row.due_at,
    ownerId: row.owner_id,
    priority: row.priority,
    status: row.status,
    assignedAt: row.assigned_at,
  }));
}

/** What members noted about somebody, the newest first. */
export async function leadNotesOf(
  db: Kysely<ReadModels>,
  personId: string,
): Promise<{ id: string; text: string | null; by: string; at: string }[]> {
  const rows = await db.selectFrom("lead_notes").selectAll().where("person_id", "=", personId)
    .orderBy("noted_at", "desc").orderBy("note_id").limit(200).execute();
  return rows.map(({ note_id: id, text, noted_by: by, noted_at: at }) => ({ id, text, by, at }));
}

function personViewOf(row: PersonRow): PersonView {
  return {
    id: row.person_id,
    studioId: row.studio_id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    phone: row.phone,
    company: row.company,
    position: row.position,
    language: row.language,
    timeZone: row.time_zone,
    marketing: row.marketing,
    registrations: row.registrations,
    origin: row.origin,
    source: row.source,
    medium: row.medium,
    campaign: row.campaign,
    firstEventId: row.first_event_id,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    tags: row.tags,
    ownerId: row.owner_id,
    openTasks: row.open_tasks,
    mergedInto: row.merged_into,
    erased: row.erased,
  };
}
