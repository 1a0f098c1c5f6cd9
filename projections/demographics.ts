import type { Kysely } from "kysely";
import { type CountedField, countedFields } from "../domain/virtual_event/counted.ts";
import type { ReadModels } from "./all.ts";
import { int, projection, type Rows, table, text, uuid } from "./runtime/definition.ts";

const counts = table({
  key: "answer",
  about: "How many of an event's registrants chose what, of the fields that are counted, and their languages.",
  columns: {
    /** Event, field and value. */
    answer: text(),
    event_id: uuid(),
    field: text(),
    value: text(),
    registrants: int(),
  },
  indexes: [["event_id"]],
});

type Counts = Rows<{ answer: string; event_id: string; field: string; value: string; registrants: number }>;

export const demographics = projection({
  name: "demographics",
  version: 1,
  about: "Who comes to which event, counted without knowing who they are.",
  tables: { event_demographics: counts },
  on: {
    RegistrationRequested: ({ data }, rows) => count(rows.event_demographics, data.eventId, "language", data.language),
    RegistrantDescribed: ({ data: { eventId, counted } }, rows) => {
      for (const field of countedFields) {
        const value = counted[field];
        if (value !== undefined) count(rows.event_demographics, eventId, field, value);
      }
    },
  },
});

function count(rows: Counts, eventId: string, field: string, value: string): void {
  const answer = `${eventId}/${field}/${value}`;
  const before = rows.get(answer)?.registrants ?? 0;
  rows.insert({ answer, event_id: eventId, field, value, registrants: before + 1 });
}

/** How often each value of a field was chosen, the most frequent first. */
export interface Demographics {
  field: CountedField | "language";
  values: { value: string; count: number }[];
}

/** Who registered for an event, as far as they were asked; fields that nobody answered are left out. */
export async function demographicsOf(db: Kysely<ReadModels>, eventId: string): Promise<Demographics[]> {
  const rows = await db.selectFrom("event_demographics").where("event_id", "=", eventId)
    .select(["field", "value", "registrants"]).orderBy("registrants", "desc").orderBy("value").execute();
  return ([...countedFields, "language"] as const).flatMap((field) => {
    const values = rows.filter((row) => row.field === field)
      .map(({ value, registrants }) => ({ value, count: registrants }));
    return values.length > 0 ? [{ field, values }] : [];
  });
}
