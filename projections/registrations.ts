import { type Kysely, sql } from "kysely";
import type { ReadModels } from "./all.ts";
import {
  bigint,
  bool,
  json,
  nullable,
  personal,
  projection,
  type RowOf,
  table,
  text,
  timestamptz,
  uuid,
} from "./runtime/definition.ts";
import { eraseWhere, searchable } from "./runtime/handlers.ts";
import { like, type Paged, pageOf, type Paging } from "./runtime/paging.ts";

const registrationsTable = table({
  key: "registration_id",
  about: "One row per registration.",
  columns: {
    registration_id: uuid(),
    event_id: uuid(),
    studio_id: nullable(uuid()),
    person_id: uuid(),
    reference: text(),
    email: personal(text(), "person_id"),
    first_name: personal(text(), "person_id"),
    last_name: personal(text(), "person_id"),
    phone: personal(text(), "person_id"),
    company: personal(text(), "person_id"),
    position: personal(text(), "person_id"),
    website: personal(text(), "person_id"),
    special_requirements: personal(text(), "person_id"),
    search: personal(text(), "person_id"),
    language: text(),
    time_zone: text(),
    source: text(),
    consents: json<{ terms: boolean; privacy: boolean; marketing: boolean }>(),
    status: text(),
    /** Orders the waitlist; null for who does not wait. */
    waiting_since: nullable(bigint()),
    cancelled_by: nullable(text()),
    erased: bool(),
    registered_at: timestamptz(),
    updated_at: timestamptz(),
  },
  indexes: [["person_id"]],
  rawIndexes: ["(event_id, registered_at)", "(event_id, waiting_since) where waiting_since is not null"],
});

export const registrations = projection({
  name: "registrations",
  version: 1,
  about: "Who has a place in which event, since when, and how it stands.",
  tables: { registrations: registrationsTable },
  on: {
    RegistrationRequested: ({ data, meta }, rows) =>
      rows.registrations.insert({
        registration_id: data.registrationId,
        event_id: data.eventId,
        studio_id: meta.studio,
        person_id: data.personId,
        reference: data.reference,
        email: data.email,
        first_name: data.firstName,
        last_name: data.lastName,
        phone: data.phone ?? null,
        company: data.company ?? null,
        position: data.position ?? null,
        website: data.website ?? null,
        special_requirements: data.specialRequirements ?? null,
        search: searchable(data.firstName, data.lastName, data.email, data.company),
        language: data.language,
        time_zone: data.timeZone,
        source: data.source,
        consents: data.consents,
        status: "pending",
        waiting_since: null,
        cancelled_by: null,
        erased: false,
        registered_at: meta.occurredAt,
        updated_at: meta.occurredAt,
      }),
    RegistrationConfirmed: ({ data, meta }, rows) =>
      rows.registrations.update(data.registrationId, {
        status: "confirmed",
        waiting_since: null,
        updated_at: meta.occurredAt,
      }),
    RegistrationWaitlisted: ({ data, meta, position }, rows) =>
      rows.registrations.update(data.registrationId, {
        status: "waitlisted",
        waiting_since: Number(position),
        updated_at: meta.occurredAt,
      }),
    RegistrationCancelled: ({ data, meta }, rows) =>
      rows.registrations.update(data.registrationId, {
        status: "cancelled",
        waiting_since: null,
        cancelled_by: data.by,
        updated_at: meta.occurredAt,
      }),
    PersonErased: ({ data }, rows) => {
      eraseWhere(rows.registrations, registrationsTable, "registration_id", { person_id: data.personId });
      for (const row of rows.registrations.where({ person_id: data.personId })) {
        rows.registrations.update(row.registration_id, { erased: true });
      }
    },
  },
});

type Row = RowOf<typeof registrationsTable["columns"]>;
export type RegistrationStatus = "pending" | "confirmed" | "waitlisted" | "cancelled";

/** One registration. What is personal is null once the person is erased. */
export interface RegistrationView {
  id: string;
  eventId: string;
  studioId: string | null;
  personId: string;
  reference: string;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  phone: string | null;
  company: string | null;
  position: string | null;
  website: string | null;
  specialRequirements: string | null;
  language: string;
  timeZone: string;
  source: string;
  consents: { terms: boolean; privacy: boolean; marketing: boolean };
  status: RegistrationStatus;
  /** Place in the line, from 1; null for who does not wait. */
  waitlistRank: number | null;
  cancelledBy: string | null;
  erased: boolean;
  registeredAt: string;
  updatedAt: string;
}

export interface RegistrationsQuery extends Partial<Paging> {
  eventId: string;
  status?: RegistrationStatus;
  /** Part of a name, address, company or reference. */
  search?: string;
  sort?: "registered" | "name" | "status";
}

/** The registrations of an event, one page of them; the newest first when nothing else is asked for. */
export async function listRegistrations(
  db: Kysely<ReadModels>,
  query: RegistrationsQuery,
): Promise<Paged<RegistrationView>> {
  const { eventId, status, search, sort = "registered" } = query;
  const { limit, offset } = pageOf(query);
  let found = db.selectFrom("registrations").where("event_id", "=", eventId);
  if (status) found = found.where("status", "=", status);
  if (search?.trim()) {
    found = found.where((where) =>
      where.or([
        where("search", "like", like(search)),
        where("reference", "ilike", like(search)),
      ])
    );
  }
  const order = {
    registered: sql`registered_at desc`,
    name: sql`lower(last_name) asc nulls last, lower(first_name) asc`,
    status: sql`status asc, waiting_since asc nulls last, registered_at desc`,
  }[sort];
  const [rows, { total }] = await Promise.all([
    found.selectAll().select(rank).orderBy(order).orderBy("registration_id").limit(limit).offset(offset).execute(),
    found.select(({ fn }) => fn.countAll<number>().as("total")).executeTakeFirstOrThrow(),
  ]);
  return { rows: rows.map(viewOf), total };
}

/** How many registrations an event has in each status. */
export async function countRegistrations(
  db: Kysely<ReadModels>,
  eventId: string,
): Promise<Record<RegistrationStatus, number>> {
  const rows = await db.selectFrom("registrations").where("event_id", "=", eventId)
    .select(({ fn }) => ["status", fn.countAll<number>().as("count")]).groupBy("status").execute();
  const counts = { pending: 0, confirmed: 0, waitlisted: 0, cancelled: 0 };
  for (const { status, count } of rows) counts[status as RegistrationStatus] = count;
  return counts;
}

/** One registration; null when there is none. */
export async function registrationById(db: Kysely<ReadModels>, id: string): Promise<RegistrationView | null> {
  const row = await db.selectFrom("registrations").selectAll().select(rank).where("registration_id", "=", id)
    .executeTakeFirst();
  return row ? viewOf(row) : null;
}

/** All registrations of a person, newest first. */
export async function registrationsOfPerson(db: Kysely<ReadModels>, personId: string): Promise<RegistrationView[]> {
  const rows = await db.selectFrom("registrations").selectAll().select(rank).where("person_id", "=", personId)
    .orderBy("registered_at", "desc").execute();
  return rows.map(viewOf);
}

/** Registrations per day of an event, in UTC, days without any left out. */
export async function registrationsPerDay(
  db: Kysely<ReadModels>,
  eventId: string,
): Promise<{ day: string; count: number }[]> {
  return await db.selectFrom("registrations").where("event_id", "=", eventId)
    .select(({ fn }) => [
      sql<string>`to_char(registered_at at time zone 'UTC', 'YYYY-MM-DD')`.as("day"),
      fn.countAll<number>().as("count"),
    ]).groupBy("day").orderBy("day").execute();
}

const rank = sql<number | null>`case when waiting_since is not null then (
    select count(*) from read.registrations before
    where before.event_id = registrations.event_id and before.waiting_since <= registrations.waiting_since
  ) end`.as("rank");

function viewOf(row: Row & { rank: number | null }): RegistrationView {
  return {
    id: row.registration_id,
    eventId: row.event_id,
    studioId: row.studio_id,
    personId: row.person_id,
    reference: row.reference,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    phone: row.phone,
    company: row.company,
    position: row.position,
    website: row.website,
    specialRequirements: row.special_requirements,
    language: row.language,
    timeZone: row.time_zone,
    source: row.source,
    consents: row.consents,
    status: row.status as RegistrationStatus,
    waitlistRank: row.rank,
    cancelledBy: row.cancelled_by,
    erased: row.erased,
    registeredAt: row.registered_at,
    updatedAt: row.updated_at,
  };
}
