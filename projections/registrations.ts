import { type Kysely, sql } from "kysely";
import type { Answers } from "../domain/virtual_event/design.ts";
import type { SeatStatus } from "../domain/virtual_event/seats.ts";
import type { ReadModels } from "./all.ts";
import { changed, type Moment, notesTable, transfersTable } from "./registration_tables.ts";
import {
  bigint,
  bool,
  type Column,
  int,
  json,
  nullable,
  personal,
  projection,
  type RowOf,
  type Rows,
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
    /** To the form's own questions. */
    answers: personal(json<Answers>(), "person_id"),
    status: text() as Column<SeatStatus>,
    /** Until when an offered seat is held; null for who has no offer. */
    offer_expires_at: nullable(timestamptz()),
    /** What the person was told. */
    declined_reason: nullable(text()),
    /** `unknown`, `attended` (any date) or `no_show`. */
    attendance: text() as Column<Attendance>,
    /** By date; under `all` what was noted for the event as a whole. */
    attendance_by_date: json<Record<string, Attendance>>(),
    tags: json<string[]>(),
    /** The registration that this place was handed over to. */
    transferred_to: nullable(uuid()),
    /** Of the personal link that holds. */
    link_generation: int(),
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
  version: 2,
  about: "Who has a place in which event, since when, and how it stands.",
  tables: { registrations: registrationsTable, registration_notes: notesTable, registration_transfers: transfersTable },
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
        answers: data.answers ?? null,
        status: "pending",
        offer_expires_at: null,
        declined_reason: null,
        attendance: "unknown",
        attendance_by_date: {},
        tags: [],
        transferred_to: null,
        link_generation: 1,
        waiting_since: null,
        cancelled_by: null,
        erased: false,
        registered_at: meta.occurredAt,
        updated_at: meta.occurredAt,
      }),
    RegistrationPending: (fact, rows) => stand(rows.registrations, fact, { status: "pending" }),
    RegistrationConfirmed: (fact, rows) => stand(rows.registrations, fact, { status: "confirmed" }),
    RegistrationWaitlisted: (fact, rows) =>
      stand(rows.registrations, fact, { status: "waitlisted", waiting_since: Number(fact.position) }),
    WaitlistSeatOffered: (fact, rows) =>
      stand(rows.registrations, fact, { status: "offered", offer_expires_at: fact.data.expiresAt }),
    RegistrationDeclined: (fact, rows) =>
      stand(rows.registrations, fact, { status: "declined", declined_reason: fact.data.reason }),
    RegistrationExpired: (fact, rows) => stand(rows.registrations, fact, { status: "expired" }),
    RegistrationCancelled: (fact, rows) =>
      stand(rows.registrations, fact, { status: "cancelled", cancelled_by: fact.data.by }),
    RegistrationTransferred: (fact, rows) => {
      const { toRegistrationId } = fact.data;
      const transferred = { cancelled_by: "transfer", transferred_to: toRegistrationId };
      stand(rows.registrations, fact, { status: "cancelled", ...transferred });
      rows.registration_transfers.update(toRegistrationId, { status: "accepted" });
    },
    RegistrationDetailsChanged: (fact, rows) =>
      rows.registrations.update(fact.data.registrationId, (row) => {
        changed(row, fact.data);
        row.search = searchable(row.first_name, row.last_name, row.email, row.company);
        row.updated_at = fact.meta.occurredAt;
      }),
    AttendanceMarked: ({ data: { registrationId, dateId, attendance }, meta }, rows) =>
      rows.registrations.update(registrationId, (row) => {
        row.attendance_by_date = { ...row.attendance_by_date, [dateId ?? "all"]: attendance };
        const marks = Object.values(row.attendance_by_date);
        row.attendance = marks.includes("attended") ? "attended" : marks.includes("no_show") ? "no_show" : "unknown";
        row.updated_at = meta.occurredAt;
      }),
    RegistrationTagged: ({ data: { registrationId, tags }, meta }, rows) =>
      rows.registrations.update(registrationId, { tags, updated_at: meta.occurredAt }),
    RegistrationNoted: ({ data, meta }, rows) =>
      rows.registration_notes.insert({
        note_id: data.noteId,
        registration_id: data.registrationId,
        person_id: data.personId,
        text: data.text,
        noted_by: meta.actor,
        noted_at: meta.occurredAt,
      }),
    LinkRenewed: ({ data, meta }, rows) =>
      rows.registrations.update(data.registrationId, { link_generation: data.generation, updated_at: meta.occurredAt }),
    TransferOffered: ({ data, meta }, rows) => {
      for (const before of rows.registration_transfers.where({ registration_id: data.registrationId })) {
        if (before.status === "open") {
          rows.registration_transfers.update(before.to_registration_id, { status: "withdrawn" });
        }
      }
      rows.registration_transfers.insert({
        to_registration_id: data.toRegistrationId,
        registration_id: data.registrationId,
        event_id: data.eventId,
        studio_id: meta.studio,
        person_id: data.toPersonId,
        email: data.email,
        first_name: data.firstName,
        last_name: data.lastName,
        language: data.language,
        expires_at: data.expiresAt,
        status: "open",
      });
    },
    TransferWithdrawn: ({ data }, rows) =>
      rows.registration_transfers.update(data.toRegistrationId, { status: "withdrawn" }),
    PersonErased: ({ data }, rows) => {
      eraseWhere(rows.registrations, registrationsTable, "registration_id", { person_id: data.personId });
      eraseWhere(rows.registration_notes, notesTable, "note_id", { person_id: data.personId });
      eraseWhere(rows.registration_transfers, transfersTable, "to_registration_id", { person_id: data.personId });
      for (const row of rows.registrations.where({ person_id: data.personId })) {
        rows.registrations.update(row.registration_id, { erased: true });
      }
    },
  },
});

type Row = RowOf<typeof registrationsTable["columns"]>;
export type RegistrationStatus = SeatStatus;
export type Attendance = "unknown" | "attended" | "no_show";

/** A registration stands otherwise from now on; what only belongs to another standing goes. */
function stand(rows: Rows<Row>, { data, meta }: Moment, standing: Partial<Row>): void {
  rows.update(data.registrationId, {
    waiting_since: null,
    offer_expires_at: null,
    ...standing,
    updated_at: meta.occurredAt,
  });
}

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
  answers: Answers;
  status: RegistrationStatus;
  offerExpiresAt: string | null;
  declinedReason: string | null;
  attendance: Attendance;
  attendanceByDate: Record<string, Attendance>;
  tags: string[];
  transferredTo: string | null;
  /** Of the personal link that holds. */
  linkGeneration: number;
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
  attendance?: Attendance;
  source?: string;
  company?: string;
  tag?: string;
  /** Registered from this instant on, and before that one; ISO 8601 UTC. */
  from?: string;
  until?: string;
  /** Only those who gave this answer to this question. */
  answer?: { question: string; is: string };
  /** After this registration in the order of their coming, newest first: paging that nothing shifts. */
  after?: { registeredAt: string; id: string };
  /** Part of a name, address, company or reference. */
  search?: string;
  sort?: "registered" | "name" | "status";
}

/** The registrations of an event, one page of them; the newest first when nothing else is asked for. */
export async function listRegistrations(
  db: Kysely<ReadModels>,
  query: RegistrationsQuery,
): Promise<Paged<RegistrationView>> {
  const { sort = "registered", after } = query;
  const { limit, offset } = pageOf(query);
  const found = matching(db, query);
  const order = {
    registered: sql`registered_at desc`,
    name: sql`lower(last_name) asc nulls last, lower(first_name) asc`,
    status: sql`status asc, waiting_since asc nulls last, registered_at desc`,
  }[sort];
  let page = found.selectAll().select(rank);
  if (after) {
    page = page.where(
      sql<boolean>`(registered_at, registration_id) < (${after.registeredAt}::timestamptz, ${after.id}::uuid)`,
    );
  }
  const [rows, { total }] = await Promise.all([
    page.orderBy(order).orderBy("registration_id", sort === "registered" ? "desc" : "asc")
      .limit(limit).offset(after ? 0 : offset).execute(),
    found.select(({ fn }) => fn.countAll<number>().as("total")).executeTakeFirstOrThrow(),
  ]);
  return { rows: rows.map(viewOf), total };
}

/** Those of the event that a query asks for, before order and paging. */
function matching(db: Kysely<ReadModels>, query: RegistrationsQuery) {
  const { eventId, status, attendance, source, company, tag, from, until, answer, search } = query;
  let found = db.selectFrom("registrations").where("event_id", "=", eventId);
  if (status) found = found.where("status", "=", status);
  if (attendance) found = found.where("attendance", "=", attendance);
  if (source) found = found.where("source", "=", source);
  if (company) found = found.where("company", "=", company);
  if (tag) found = found.where(sql<boolean>`tags ? ${tag}`);
  if (from) found = found.where("registered_at", ">=", from);
  if (until) found = found.where("registered_at", "<", until);
  if (answer) {
    const { question, is } = answer;
    found = found.where(sql<boolean>`(answers ->> ${question} = ${is} or answers -> ${question} ? ${is})`);
  }
  if (search?.trim()) {
    found = found.where((where) =>
      where.or([where("search", "like", like(search)), where("reference", "ilike", like(search))])
    );
  }
  return found;
}

/** How many registrations an event has in each status. */
export async function countRegistrations(
  db: Kysely<ReadModels>,
  eventId: string,
): Promise<Record<RegistrationStatus, number>> {
  const rows = await db.selectFrom("registrations").where("event_id", "=", eventId)
    .select(({ fn }) => ["status", fn.countAll<number>().as("count")]).groupBy("status").execute();
  const counts = { pending: 0, confirmed: 0, waitlisted: 0, offered: 0, declined: 0, cancelled: 0, expired: 0 };
  for (const { status, count } of rows) counts[status] = count;
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

/** The notes of a registration, oldest first. */
export async function notesOf(db: Kysely<ReadModels>, registrationId: string): Promise<NoteView[]> {
  const rows = await db.selectFrom("registration_notes").selectAll().where("registration_id", "=", registrationId)
    .orderBy("noted_at").orderBy("note_id").execute();
  return rows.map(({ note_id: id, text, noted_by: by, noted_at: at }) => ({ id, text, by, at }));
}

export interface NoteView {
  id: string;
  /** Null once the person is erased. */
  text: string | null;
  /** Actor. */
  by: string;
  at: string;
}

/** An invitation to take over a place, by the id that the registration will have; null when there is none. */
export async function transferById(db: Kysely<ReadModels>, toRegistrationId: string): Promise<TransferView | null> {
  const row = await db.selectFrom("registration_transfers").selectAll()
    .where("to_registration_id", "=", toRegistrationId).executeTakeFirst();
  return row ? transferOf(row) : null;
}

/** The open invitation to take over this registration's place; null when there is none. */
export async function openTransferOf(db: Kysely<ReadModels>, registrationId: string): Promise<TransferView | null> {
  const row = await db.selectFrom("registration_transfers").selectAll()
    .where("registration_id", "=", registrationId).where("status", "=", "open").executeTakeFirst();
  return row ? transferOf(row) : null;
}

export interface TransferView {
  toRegistrationId: string;
  registrationId: string;
  eventId: string;
  studioId: string | null;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  language: string;
  expiresAt: string;
  status: "open" | "accepted" | "withdrawn";
}

function transferOf(row: RowOf<typeof transfersTable["columns"]>): TransferView {
  return {
    toRegistrationId: row.to_registration_id,
    registrationId: row.registration_id,
    eventId: row.event_id,
    studioId: row.studio_id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    language: row.language,
    expiresAt: row.expires_at,
    status: row.status,
  };
}

/** The tags that a person's registrations have in the studio, which may open an event for chosen people. */
export async function tagsOfPerson(db: Kysely<ReadModels>, personId: string): Promise<string[]> {
  const rows = await db.selectFrom("registrations").select("tags").where("person_id", "=", personId).execute();
  return [...new Set(rows.flatMap(({ tags }) => tags))];
}

const rank = sql<number | null>`case when waiting_since is not null then (
    select count(*) from ${sql.table("registrations")} before
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
    answers: row.answers ?? {},
    status: row.status,
    offerExpiresAt: row.offer_expires_at,
    declinedReason: row.declined_reason,
    attendance: row.attendance,
    attendanceByDate: row.attendance_by_date,
    tags: row.tags,
    transferredTo: row.transferred_to,
    linkGeneration: row.link_generation,
    waitlistRank: row.rank,
    cancelledBy: row.cancelled_by,
    erased: row.erased,
    registeredAt: row.registered_at,
    updatedAt: row.updated_at,
  };
}
