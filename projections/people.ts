import type { FactOf } from "../domain/catalogue.ts";
import type { LeadDetails } from "../domain/lead/lead.ts";
import { leadNotesTable, peopleTable, type PersonRow, tasksTable } from "./people_tables.ts";
import { projection, type Rows } from "./runtime/definition.ts";
import { eraseRow, eraseWhere, searchable } from "./runtime/handlers.ts";

/** The row of somebody of whom nothing is known yet. */
function unknown(personId: string, studioId: string | null, at: string): PersonRow {
  return {
    person_id: personId,
    studio_id: studioId,
    email: null,
    first_name: null,
    last_name: null,
    phone: null,
    company: null,
    position: null,
    search: null,
    language: null,
    time_zone: null,
    marketing: false,
    registrations: 0,
    origin: "registration",
    source: "direct",
    medium: null,
    campaign: null,
    first_event_id: null,
    last_event_id: null,
    first_seen_at: at,
    last_seen_at: at,
    tags: [],
    owner_id: null,
    open_tasks: 0,
    merged_into: null,
    erased: false,
  };
}

type Told = { [name in keyof LeadDetails]?: string | null };

/** Takes in what is told anew: nothing stays as it was, an empty text takes it back. */
function tell(row: PersonRow, told: Told): void {
  const kept = (value: string | null | undefined, before: string | null) => value == null ? before : value || null;
  row.email = kept(told.email, row.email);
  row.first_name = kept(told.firstName, row.first_name);
  row.last_name = kept(told.lastName, row.last_name);
  row.phone = kept(told.phone, row.phone);
  row.company = kept(told.company, row.company);
  row.position = kept(told.position, row.position);
  row.search = searchable(row.first_name, row.last_name, row.email, row.company);
}

export const people = projection({
  name: "people",
  version: 5,
  about: "The people of a studio: what is known of them, what brought them, their tags and tasks.",
  tables: { people: peopleTable, lead_tasks: tasksTable, lead_notes: leadNotesTable },
  on: {
    RegistrationRequested: ({ data, meta }, rows) => {
      const before = rows.people.get(data.personId);
      const row = { ...before ?? unknown(data.personId, meta.studio, meta.occurredAt) };
      tell(row, data);
      row.language = data.language;
      row.time_zone = data.timeZone;
      row.marketing = data.consents.marketing;
      row.registrations++;
      if (!before) {
        row.first_event_id = data.eventId;
        row.source = data.source;
        row.medium = data.medium;
        row.campaign = data.campaign;
      }
      row.last_event_id = data.eventId;
      row.last_seen_at = meta.occurredAt;
      rows.people.insert(row);
    },
    RegistrationDetailsChanged: ({ data }, rows) => rows.people.update(data.personId, (row) => tell(row, data)),
    LeadCaptured: ({ data, meta }, rows) => {
      const before = rows.people.get(data.personId);
      const row = { ...before ?? unknown(data.personId, data.studioId, meta.occurredAt) };
      tell(row, data);
      row.origin = data.origin;
      if (!before) row.marketing = data.marketing;
      Object.assign(row, data.attribution);
      rows.people.insert(row);
    },
    ConsentWithdrawn: ({ data: { personId, purposes } }, rows) => {
      if (personId !== null && purposes.includes("email_marketing")) rows.people.update(personId, { marketing: false });
    },
    LeadDetailsChanged: ({ data }, rows) => rows.people.update(data.personId, (row) => tell(row, data)),
    LeadTagged: ({ data: { personId, added, removed } }, rows) =>
      rows.people.update(personId, (row) => {
        row.tags = [...new Set([...row.tags, ...added])].filter((tag) => !removed.includes(tag));
      }),
    LeadAssigned: ({ data: { personId, ownerId } }, rows) => rows.people.update(personId, { owner_id: ownerId }),
    LeadNoted: ({ data: { personId, noteId, text }, meta }, rows) => {
      rows.lead_notes.insert({
        note_id: noteId,
        person_id: personId,
        text,
        noted_by: meta.actor,
        noted_at: meta.occurredAt,
      });
    },
    TaskAssigned: ({ data: { personId, taskId, title, dueAt, ownerId, priority }, meta }, rows) => {
      const before = rows.lead_tasks.get(taskId);
      if (!before) rows.people.update(personId, (row) => void row.open_tasks++);
      rows.lead_tasks.insert({
        task_id: taskId,
        person_id: personId,
        studio_id: meta.studio,
        title,
        due_at: dueAt,
        owner_id: ownerId,
        priority,
        status: before?.status ?? "open",
        assigned_at: before?.assigned_at ?? meta.occurredAt,
      });
    },
    TaskCompleted: (fact, rows) => settle(fact, rows, "done"),
    TaskReopened: (fact, rows) => settle(fact, rows, "open"),
    TaskRemoved: ({ data: { personId, taskId } }, rows) => {
      if (rows.lead_tasks.get(taskId)?.status === "open") rows.people.update(personId, (row) => void row.open_tasks--);
      rows.lead_tasks.delete(taskId);
    },
    LeadMerged: ({ data: { personId, intoPersonId } }, rows) => {
      rows.people.update(personId, { merged_into: intoPersonId });
    },
    LeadAbsorbed: ({ data: { personId, fromPersonId, tags } }, rows) =>
      absorb(rows.people, personId, fromPersonId, tags),
    PersonErased: ({ data: { personId } }, rows) => {
      eraseRow(rows.people, peopleTable, personId);
      eraseWhere(rows.lead_tasks, tasksTable, "task_id", { person_id: personId });
      eraseWhere(rows.lead_notes, leadNotesTable, "note_id", { person_id: personId });
      rows.people.update(personId, { erased: true });
    },
  },
});

function settle(
  { data: { personId, taskId } }: FactOf<"TaskCompleted" | "TaskReopened">,
  rows: { people: Rows<PersonRow>; lead_tasks: Rows<{ status: "open" | "done" } & Record<string, unknown>> },
  status: "open" | "done",
): void {
  if (rows.lead_tasks.get(taskId)?.status === status) return;
  rows.lead_tasks.update(taskId, { status });
  rows.people.update(personId, (row) => void (row.open_tasks += status === "open" ? 1 : -1));
}

/** What counts of the other one counts here from now on; what is personal stays whose it is. */
function absorb(people: Rows<PersonRow>, personId: string, fromPersonId: string, tags: readonly string[]): void {
  const from = people.get(fromPersonId);
  people.update(personId, (row) => {
    row.tags = [...new Set([...row.tags, ...tags])];
    if (!from) return;
    row.registrations += from.registrations;
    row.first_seen_at = row.first_seen_at < from.first_seen_at ? row.first_seen_at : from.first_seen_at;
    row.last_seen_at = row.last_seen_at > from.last_seen_at ? row.last_seen_at : from.last_seen_at;
  });
}
