import {
  bool,
  type Column,
  int,
  json,
  nullable,
  personal,
  type RowOf,
  table,
  text,
  timestamptz,
  uuid,
} from "./runtime/definition.ts";

export const peopleTable = table({
  key: "person_id",
  about: "One row per person a studio knows: who registered, or was added by hand, import or API.",
  columns: {
    person_id: uuid(),
    studio_id: nullable(uuid()),
    email: personal(text(), "person_id"),
    first_name: personal(text(), "person_id"),
    last_name: personal(text(), "person_id"),
    phone: personal(text(), "person_id"),
    company: personal(text(), "person_id"),
    position: personal(text(), "person_id"),
    search: personal(text(), "person_id"),
    /** Null: never registered, so nobody knows. */
    language: nullable(text()),
    time_zone: nullable(text()),
    /** Whether they agreed to marketing the last time they told. */
    marketing: bool(),
    registrations: int(),
    /** What brought them: registration, hand, import, api. */
    origin: text() as Column<"registration" | "hand" | "import" | "api">,
    source: text(),
    medium: nullable(text()),
    campaign: nullable(text()),
    /** The event that brought them; null: they were known before any. */
    first_event_id: nullable(uuid()),
    last_event_id: nullable(uuid()),
    first_seen_at: timestamptz(),
    last_seen_at: timestamptz(),
    tags: json<string[]>(),
    /** The member who looks after them; null: nobody. */
    owner_id: nullable(uuid()),
    open_tasks: int(),
    /** The same human being goes on under this id; null: this is the one. */
    merged_into: nullable(uuid()),
    erased: bool(),
  },
  indexes: [["first_event_id"], ["merged_into"]],
  rawIndexes: [
    "(studio_id, last_seen_at desc) where merged_into is null",
    "(studio_id, first_seen_at) where merged_into is null",
    "(studio_id, owner_id) where merged_into is null",
    "using gin (tags jsonb_path_ops)",
    // parts of names and addresses
    "using gin (search gin_trgm_ops)",
  ],
});
export type PersonRow = RowOf<typeof peopleTable["columns"]>;

export const tasksTable = table({
  key: "task_id",
  about: "What members mean to do about people.",
  columns: {
    task_id: uuid(),
    person_id: uuid(),
    studio_id: nullable(uuid()),
    title: personal(text(), "person_id"),
    due_at: nullable(timestamptz()),
    owner_id: nullable(uuid()),
    priority: text() as Column<"low" | "normal" | "high">,
    status: text() as Column<"open" | "done">,
    assigned_at: timestamptz(),
  },
  indexes: [["person_id"]],
  rawIndexes: ["(studio_id, status, due_at)"],
});

export const leadNotesTable = table({
  key: "note_id",
  about: "What members noted about people.",
  columns: {
    note_id: uuid(),
    person_id: uuid(),
    text: personal(text(), "person_id"),
    noted_by: text(),
    noted_at: timestamptz(),
  },
  indexes: [["person_id"]],
});
