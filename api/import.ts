import { z } from "zod";
import { importPeople } from "../commands/import_people.ts";
import { eventIn } from "../commands/streams.ts";
import { EventId, type Language } from "../domain/ids.ts";
import { translator } from "../i18n/translate.ts";
import {
  type ImportedPerson,
  importFields,
  type Mapping,
  MOST_ROWS,
  peopleIn,
  readCsv,
  type RowProblem,
  suggested,
} from "../web/imports/people_csv.ts";
import { Problem } from "../web/problem.ts";
import { Email, PersonName } from "../web/person_fields.ts";
import { PATIENCE } from "./event_shown.ts";
import { operation } from "./operation.ts";
import { LanguageInput } from "./schemas.ts";

const column = z.int().min(0).max(999).optional();

const ImportAnswer = z.object({
  imported: z.int(),
  failed: z.array(z.object({ index: z.int(), email: z.string(), reason: z.string() }))
    .meta({ description: "Whom a rule refused, by their place in the list from 0" }),
}).meta({ id: "Import" });

export const importCall = operation({
  method: "POST",
  path: "/events/{id}/registrations/import",
  needs: "registration.create",
  summary: "Register a list of people",
  description: "As JSON, or as CSV with a head line (the columns are guessed by their names where `mapping` is left " +
    "out). While anything in the list cannot be used, nobody is registered. Sent again with the same " +
    "Idempotency-Key it goes on where it was interrupted.",
  idempotent: true,
  body: z.object({
    people: z.array(z.object({
      email: Email,
      firstName: PersonName,
      lastName: PersonName,
      phone: z.string().trim().max(40).optional(),
      company: z.string().trim().max(200).optional(),
      position: z.string().trim().max(200).optional(),
    })).min(1).max(MOST_ROWS).optional(),
    csv: z.string().optional(),
    mapping: z.object(Object.fromEntries(importFields.map((field) => [field, column])) as Record<
      typeof importFields[number],
      typeof column
    >).optional().meta({ description: "Which column is what, from 0" }),
    consentGiven: z.literal(true).meta({ description: "They agreed to terms and privacy" }),
    language: LanguageInput.optional().meta({ description: "In which they are written to; the event's by default" }),
  }).refine(({ people, csv }) => (people === undefined) !== (csv === undefined), {
    path: ["people"],
    error: "required",
  }),
  success: { status: 201, schema: ImportAnswer, description: "Who was registered, and who was not" },
  problems: {
    400: "A row cannot be used: `errors` names each as `rows.7` (the head line is 1)",
    403: "Another trainer's event, or not for this role or key",
    404: "No such event in this studio",
  },
  async handle({ app, caller, params, body, language }) {
    const eventId = EventId.parse(params.id);
    const event = await eventIn(app.commands, caller.studioId, eventId);
    const people = body.people ?? peopleOf(body.csv ?? "", body.mapping, language);
    const { imported, failed, position } = await importPeople(app.commands, caller, {
      eventId,
      people,
      language: body.language ?? event.details.language,
    });
    if (position !== null) await app.caughtUp(position, PATIENCE);
    const named = failed.map(({ index, reason }) => ({ index, email: people[index]!.email, reason }));
    return { status: 201, body: { imported, failed: named } };
  },
});

/** @throws {Problem} `invalid_input` with every row that is wrong, at most a hundred */
function peopleOf(csv: string, mapping: Mapping | undefined, language: Language): ImportedPerson[] {
  const t = translator(language);
  const read = readCsv(csv);
  if (!read.ok) {
    throw new Problem("invalid_input", {}, [{
      field: "csv",
      message: t(`desk.import.${read.problem}`, { most: MOST_ROWS }),
    }]);
  }
  const { people, problems } = peopleIn(read, mapping ?? suggested(read.columns));
  if (problems.length === 0) return people;
  const named = problems.slice(0, 100).map((problem) => ({
    field: `rows.${problem.row}`,
    message: told(problem, language),
  }));
  throw new Problem("invalid_input", {}, named);
}

function told({ problem, first }: RowProblem, language: Language): string {
  return translator(language)(`desk.import.${problem}`, { row: first ?? "" });
}
