import { type Kysely, sql } from "kysely";
import type { ReadModels } from "./all.ts";
import {
  bool,
  int,
  nullable,
  personal,
  projection,
  type RowOf,
  table,
  text,
  timestamptz,
  uuid,
} from "./runtime/definition.ts";
import { eraseRow, searchable } from "./runtime/handlers.ts";
import { like, type Paged, pageOf, type Paging } from "./runtime/paging.ts";

const peopleTable = table({
  key: "person_id",
  about: "One row per person who has ever registered with a studio, as they gave their name last.",
  columns: {
    person_id: uuid(),
    studio_id: nullable(uuid()),
    email: personal(text(), "person_id"),
    first_name: personal(text(), "person_id"),
    last_name: personal(text(), "person_id"),
    search: personal(text(), "person_id"),
    language: text(),
    time_zone: text(),
    /** Whether they agreed to marketing the last time they registered. */
    marketing: bool(),
    registrations: int(),
    first_event_id: uuid(),
    first_seen_at: timestamptz(),
    last_seen_at: timestamptz(),
    erased: bool(),
  },
  indexes: [["studio_id", "last_seen_at"], ["first_event_id"]],
});

export const people = projection({
  name: "people",
  version: 2,
  about: "The people of a studio, and which event brought them.",
  tables: { people: peopleTable },
  on: {
    RegistrationRequested: ({ data, meta }, rows) => {
      const before = rows.people.get(data.personId);
      rows.people.insert({
        person_id: data.personId,
        studio_id: meta.studio,
        email: data.email,
        first_name: data.firstName,
        last_name: data.lastName,
        search: searchable(data.firstName, data.lastName, data.email),
        language: data.language,
        time_zone: data.timeZone,
        marketing: data.consents.marketing,
        registrations: (before?.registrations ?? 0) + 1,
        first_event_id: before?.first_event_id ?? data.eventId,
        first_seen_at: before?.first_seen_at ?? meta.occurredAt,
        last_seen_at: meta.occurredAt,
        erased: before?.erased ?? false,
      });
    },
    RegistrationDetailsChanged: ({ data }, rows) =>
      rows.people.update(data.personId, (person) => {
        person.first_name = data.firstName ?? person.first_name;
        person.last_name = data.lastName ?? person.last_name;
        person.search = searchable(person.first_name, person.last_name, person.email);
      }),
    PersonErased: ({ data }, rows) => {
      eraseRow(rows.people, peopleTable, data.personId);
      rows.people.update(data.personId, { erased: true });
    },
  },
});

/** One person. What is personal is null once they are erased. */
export interface PersonView {
  id: string;
  studioId: string | null;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  language: string;
  timeZone: string;
  marketing: boolean;
  registrations: number;
  firstEventId: string;
  firstSeenAt: string;
  lastSeenAt: string;
  erased: boolean;
}

export interface PeopleQuery extends Partial<Paging> {
  studioId: string;
  search?: string;
  sort?: "recent" | "name" | "registrations";
}

/** The people of a studio, one page of them. */
export async function listPeople(db: Kysely<ReadModels>, query: PeopleQuery): Promise<Paged<PersonView>> {
  const { studioId, search, sort = "recent" } = query;
  const { limit, offset } = pageOf(query);
  let found = db.selectFrom("people").where("studio_id", "=", studioId);
  if (search?.trim()) found = found.where("search", "like", like(search));
  const order = {
    recent: sql`last_seen_at desc`,
    name: sql`lower(last_name) asc nulls last, lower(first_name) asc`,
    registrations: sql`registrations desc`,
  }[sort];
  const [rows, { total }] = await Promise.all([
    found.selectAll().orderBy(order).orderBy("person_id").limit(limit).offset(offset).execute(),
    found.select(({ fn }) => fn.countAll<number>().as("total")).executeTakeFirstOrThrow(),
  ]);
  return { rows: rows.map(viewOf), total };
}

/** One person of a studio; null when there is none. */
export async function personById(
  db: Kysely<ReadModels>,
  { studioId, personId }: { studioId: string; personId: string },
): Promise<PersonView | null> {
  const row = await db.selectFrom("people").selectAll().where("person_id", "=", personId)
    .where("studio_id", "=", studioId).executeTakeFirst();
  return row ? viewOf(row) : null;
}

function viewOf(row: RowOf<typeof peopleTable["columns"]>): PersonView {
  return {
    id: row.person_id,
    studioId: row.studio_id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    language: row.language,
    timeZone: row.time_zone,
    marketing: row.marketing,
    registrations: row.registrations,
    firstEventId: row.first_event_id,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    erased: row.erased,
  };
}
