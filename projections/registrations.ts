import type { Answers } from "../domain/virtual_event/design.ts";
import type { SeatStatus } from "../domain/virtual_event/seats.ts";
import {
  changed,
  type Moment,
  notesTable,
  numbersTable,
  searchText,
  sortName,
  transfersTable,
} from "./registration_tables.ts";
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
import { DIGITS } from "./phone_numbers.ts";
import { eraseWhere } from "./runtime/handlers.ts";

const registrationsTable = table({
  key: "registration_id",
  about: "One row per registration.",
  columns: {
    registration_id: uuid(),
    event_id: uuid(),
    /** The how-manieth registration of its event, from 1 and without gaps: a page of the list is a range of numbers. */
    number: int(),
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
    /** Family name first. */
    sort_name: personal(text(), "person_id"),
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
  rawIndexes: [
    // the desk's list: what it filters by stands in the index, so that the rows themselves are read for one page only
    "(event_id, number) include (status, attendance, source, reference, registered_at, search)",
    "(event_id, sort_name, number)",
    "(event_id, waiting_since) where waiting_since is not null",
    "(event_id, attendance, status) where attendance <> 'unknown'",
    `(${DIGITS}) where phone is not null`,
  ],
});

export const registrations = projection({
  name: "registrations",
  version: 4,
  about: "Who has a place in which event, since when, and how it stands.",
  tables: {
    registrations: registrationsTable,
    registration_numbers: numbersTable,
    registration_notes: notesTable,
    registration_transfers: transfersTable,
  },
  on: {
    RegistrationRequested: ({ data, meta }, rows) => {
      const number = (rows.registration_numbers.get(data.eventId)?.last ?? 0) + 1;
      rows.registration_numbers.insert({ event_id: data.eventId, last: number });
      rows.registrations.insert({
        registration_id: data.registrationId,
        event_id: data.eventId,
        number,
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
        search: searchText(data.firstName, data.lastName, data.email, data.company),
        sort_name: sortName(data.lastName, data.firstName),
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
      });
    },
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
        row.search = searchText(row.first_name, row.last_name, row.email, row.company);
        row.sort_name = sortName(row.last_name, row.first_name);
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

/** A row of the table. */
export type RegistrationRow = RowOf<typeof registrationsTable["columns"]>;
export type RegistrationStatus = SeatStatus;
export type Attendance = "unknown" | "attended" | "no_show";

/** A registration stands otherwise from now on; what only belongs to another standing goes. */
function stand(rows: Rows<RegistrationRow>, { data, meta }: Moment, standing: Partial<RegistrationRow>): void {
  rows.update(data.registrationId, {
    waiting_since: null,
    offer_expires_at: null,
    ...standing,
    updated_at: meta.occurredAt,
  });
}
