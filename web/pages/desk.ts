import { z } from "zod";
import { eventStream } from "../../commands/streams.ts";
import type { EventId, Language } from "../../domain/ids.ts";
import { countedFields } from "../../domain/virtual_event/counted.ts";
import { moment } from "../../i18n/formats.ts";
import { rejectionText } from "../../i18n/rejections.ts";
import { translator } from "../../i18n/translate.ts";
import { type Reason, rejections } from "../../domain/rejections.ts";
import {
  demographicsOf,
  listLog,
  notesOf,
  registrationById,
  type RegistrationsQuery,
  type RegistrationView,
} from "../../projections/queries.ts";
import type { RecordedEvent } from "../../event_store/port.ts";
import type { Application } from "../application.ts";
import { countedText } from "../counted.ts";
import { inWords } from "./fact_words.ts";
import { personTimeline } from "./person_timeline.ts";
import type { PersonDetails, PersonRow } from "../../components/dashboard/desk/person.ts";

/** Rows on one page of the desk. */
export const DESK_PAGE = 25;

const lenient = <S extends z.ZodType>(schema: S) => schema.optional().catch(undefined);
const text = lenient(z.string().trim().min(1).max(200));
const day = lenient(z.iso.date());

/** The filter in the address; what cannot be read filters nothing. Days are the event's. */
export const DeskFilter = z.object({
  q: text,
  status: lenient(z.enum(["pending", "confirmed", "waitlisted", "offered", "declined", "cancelled", "expired"])),
  attendance: lenient(z.enum(["attended", "no_show"])),
  source: text,
  company: text,
  tag: text,
  from: day,
  until: day,
  question: lenient(z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/)),
  answer: text,
  sort: lenient(z.enum(["registered", "name", "status"])),
});
export type DeskFilter = z.output<typeof DeskFilter>;

/** The filter of an address, or of a form that repeats it. */
export function deskFilter(params: URLSearchParams): DeskFilter {
  return DeskFilter.parse(Object.fromEntries(params));
}

/** Whether anything but the order was asked for. */
export function isFiltered({ sort: _, ...filter }: DeskFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}

/** What the read model is asked. */
export function queryOf(eventId: string, zone: string, filter: DeskFilter): RegistrationsQuery {
  const { q: search, question, answer, from, until, ...same } = filter;
  const startOf = (date: string, plus = 0) =>
    Temporal.PlainDate.from(date).add({ days: plus }).toZonedDateTime(zone).toInstant().toString();
  return {
    ...same,
    eventId,
    search,
    from: from && startOf(from),
    until: until && startOf(until, 1),
    answer: question && answer ? { question, is: answer } : undefined,
  };
}

/** One row of the desk. */
export function rowOf(row: RegistrationView): PersonRow {
  return {
    registrationId: row.id,
    reference: row.reference,
    name: [row.firstName, row.lastName].filter(Boolean).join(" ") || null,
    email: row.email,
    company: row.company,
    status: row.status,
    position: row.waitlistRank,
    source: row.source,
    attendance: row.attendance,
    tags: row.tags,
    registeredAt: row.registeredAt,
  };
}

/**
 * Everything about one registration of the event: what was told, noted and sent, and what happened. Null: there is none.
 * Facts are read as they stand in the log, of erased people without their data.
 */
export async function personDetails(
  app: Pick<Application, "db" | "store" | "codec" | "timelines">,
  { eventId, studioId, registrationId, zone, language }: {
    eventId: string;
    studioId: string;
    registrationId: string;
    zone: string;
    language: Language;
  },
): Promise<PersonDetails | null> {
  const found = await registrationById(app.db, registrationId);
  if (!found || found.eventId !== eventId) return null;
  const [moments, notes] = await Promise.all([
    personTimeline(app, { studioId, registration: found, language }),
    notesOf(app.db, registrationId),
  ]);
  const timeline = moments.map(({ id: key, text, at, tone }) => ({ key, text, at: moment(at, zone, language), tone }));
  return {
    ...rowOf(found),
    told: {
      phone: found.phone,
      company: found.company,
      position: found.position,
      website: found.website,
      specialRequirements: found.specialRequirements,
    },
    answers: Object.entries(found.answers).map(([question, answer]) => ({
      question,
      answer: answerTo(question, answer, language),
    })),
    personId: found.personId,
    firstName: found.firstName,
    lastName: found.lastName,
    notes: notes.map((note) => ({ id: note.id, text: note.text, at: moment(note.at, zone, language) })),
    timeline,
  };
}

/** An answer to a question of the form, in words. */
export function answerText(answer: unknown, language: Language): string {
  const t = translator(language);
  if (typeof answer === "boolean") return t(answer ? "common.yes" : "common.no");
  return Array.isArray(answer) ? answer.join(", ") : String(answer ?? "");
}

/** The same for a field of the form's own, whose choices have words. */
function answerTo(question: string, answer: unknown, language: Language): string {
  const field = countedFields.find((name) => name === question);
  return field && typeof answer === "string" ? countedText(field, answer, language) : answerText(answer, language);
}

/** Who registered for an event by what they chose, and what happened to it last, in words. */
export async function deskInsight(
  app: Pick<Application, "db" | "store" | "codec">,
  { eventId, studioId, zone, language }: { eventId: string; studioId: string; zone: string; language: Language },
) {
  const [fields, entries] = await Promise.all([
    demographicsOf(app.db, eventId),
    listLog(app.db, { studioId, stream: eventStream(eventId as EventId), limit: 40 }),
  ]);
  const told = entries.filter(({ registrationId, type }) => registrationId !== null && !silent.has(type))
    .slice(0, RECENT);
  const facts = await app.codec.decodePage(await recordedOf(app, eventStream(eventId as EventId), told));
  return {
    demographics: fields.map(({ field, values }) => ({
      field,
      total: values.reduce((sum, { count }) => sum + count, 0),
      values: values.slice(0, SHOWN).map(({ value, count }) => ({ label: countedText(field, value, language), count })),
      more: Math.max(0, values.length - SHOWN),
    })),
    recent: facts.map((fact, n) => ({
      key: told[n]!.eventId,
      text: inWords(fact as unknown as Parameters<typeof inWords>[0], language),
      at: moment(told[n]!.occurredAt, zone, language),
    })),
  };
}

/** Facts of one stream that stand close together, read at once; in the order in which they are asked for. */
async function recordedOf(
  { store }: Pick<Application, "store">,
  stream: string,
  entries: readonly { revision: number }[],
): Promise<RecordedEvent[]> {
  if (entries.length === 0) return [];
  const revisions = entries.map(({ revision }) => revision);
  const from = Math.min(...revisions);
  const read = await Array.fromAsync(store.read(stream, { from, limit: Math.max(...revisions) - from + 1 }));
  return revisions.flatMap((revision) => read.find((event) => event.revision === revision) ?? []);
}

/** Values of a field, and happenings, that are shown at most. */
const SHOWN = 5;
const RECENT = 8;
/** What goes with another fact of the same append and says nothing by itself. */
const silent: ReadonlySet<string> = new Set(["RegistrantDescribed", "RegistrationTracked"]);

/** Why something was refused, for a list of failures; a code that this process does not know stays a code. */
export function reasonText(reason: string, language: Language): string {
  return Object.hasOwn(rejections, reason) ? rejectionText(reason as Reason, language).happened : reason;
}
