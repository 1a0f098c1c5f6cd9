import type { Answers } from "../domain/virtual_event/design.ts";
import { searchable } from "./runtime/handlers.ts";
import { type Column, int, nullable, personal, table, text, timestamptz, uuid } from "./runtime/definition.ts";

export const numbersTable = table({
  key: "event_id",
  about: "How many registrations an event has ever had.",
  columns: { event_id: uuid(), last: int() },
});

export const notesTable = table({
  key: "note_id",
  about: "What members noted about registrations.",
  columns: {
    note_id: uuid(),
    registration_id: uuid(),
    person_id: uuid(),
    text: personal(text(), "person_id"),
    noted_by: text(),
    noted_at: timestamptz(),
  },
  indexes: [["registration_id"], ["person_id"]],
});

export const transfersTable = table({
  key: "to_registration_id",
  about: "Who was invited to take over whose place.",
  columns: {
    to_registration_id: uuid(),
    registration_id: uuid(),
    event_id: uuid(),
    studio_id: nullable(uuid()),
    /** Whoever was invited. */
    person_id: uuid(),
    email: personal(text(), "person_id"),
    first_name: personal(text(), "person_id"),
    last_name: personal(text(), "person_id"),
    language: text(),
    expires_at: timestamptz(),
    status: text() as Column<"open" | "accepted" | "withdrawn">,
  },
  indexes: [["registration_id"], ["person_id"]],
});

/** A fact about one registration. */
export interface Moment {
  data: { registrationId: string };
  meta: { occurredAt: string };
}

const columns = {
  firstName: "first_name",
  lastName: "last_name",
  phone: "phone",
  company: "company",
  position: "position",
  website: "website",
  specialRequirements: "special_requirements",
} as const;

type Told = { [name in keyof typeof columns]?: string | null } & { answers?: Answers | null };

/** Takes in what somebody told anew: null stays as it was, an empty text takes it back. */
export function changed(
  row: { [column in typeof columns[keyof typeof columns]]: string | null } & { answers: Answers | null },
  told: Told,
): void {
  for (const [name, column] of Object.entries(columns)) {
    const value = told[name as keyof typeof columns];
    if (value !== null && value !== undefined) row[column] = value === "" ? null : value;
  }
  if (told.answers) row.answers = told.answers;
}

/** What an index entry may hold of a text, in characters. */
const INDEXED = 300;

type Part = string | null | undefined;

/** What a registration is found by on the desk. */
export function searchText(firstName: Part, lastName: Part, email: Part, company: Part): string | null {
  return searchable(firstName, lastName, email, company)?.slice(0, INDEXED) ?? null;
}

/** What it is sorted by when names are. */
export function sortName(lastName: Part, firstName: Part): string | null {
  return searchable(lastName, firstName)?.slice(0, INDEXED) ?? null;
}
