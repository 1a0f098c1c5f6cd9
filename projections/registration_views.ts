import { type Kysely, sql } from "kysely";
import type { Answers } from "../domain/virtual_event/design.ts";
import type { ReadModels } from "./all.ts";
import type { transfersTable } from "./registration_tables.ts";
import type { Attendance, RegistrationRow, RegistrationStatus } from "./registrations.ts";
import type { RowOf } from "./runtime/definition.ts";

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

/** A row as it is handed out. */
export function viewOf(row: RegistrationRow & { rank: number | null }): RegistrationView {
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
