import { z } from "zod";
import type { LeadFilter } from "../../domain/crm/events.ts";
import { EventId, type Language, type PersonId } from "../../domain/ids.ts";
import { moment } from "../../i18n/formats.ts";
import { translator } from "../../i18n/translate.ts";
import {
  deliveriesOfPerson,
  leadNotesOf,
  listLog,
  listTasks,
  type PeopleQuery,
  personById,
  registrationsOfPerson,
  standingOf,
} from "../../projections/queries.ts";
import type { LeadDetailsView } from "../../components/dashboard/leads/lead.ts";
import type { Caller } from "../../commands/deps.ts";
import { uuidv5 } from "../../domain/uuid.ts";
import type { Application } from "../application.ts";
import { callerOf } from "../caller.ts";
import type { State } from "../state.ts";
import { requestIdOf } from "./event_saving.ts";
import { inWords } from "./fact_words.ts";

/** People on one page of the list. */
export const PEOPLE_PAGE = 50;

const lenient = <S extends z.ZodType>(schema: S) => schema.optional().catch(undefined);
const text = lenient(z.string().trim().min(1).max(100));
const days = lenient(z.coerce.number().int().min(1).max(3_650));

/** The filter in the address; what cannot be read filters nothing. */
export const PeopleFilter = z.object({
  q: text,
  tag: text,
  without: text,
  event: lenient(EventId),
  standing: lenient(z.enum(["registered", "attended", "no_show", "waitlisted", "cancelled"])),
  source: text,
  medium: text,
  campaign: text,
  marketing: lenient(z.enum(["yes", "no"])),
  owner: lenient(z.union([z.uuid(), z.literal("nobody")])),
  newWithin: days,
  quietFor: days,
  sort: lenient(z.enum(["recent", "new", "name", "registrations"])),
});
export type PeopleFilter = z.output<typeof PeopleFilter>;

/** The filter of an address, or of a form that repeats it. */
export function peopleFilter(params: URLSearchParams): PeopleFilter {
  return PeopleFilter.parse(Object.fromEntries(params));
}

/** Whether anything but the order was asked for. */
export function narrows({ sort: _, ...filter }: PeopleFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}

/** The filter as a segment keeps it: without what was typed into the search box. */
export function segmentFilter(filter: PeopleFilter): LeadFilter {
  const { tag, without, event, standing, source, medium, campaign, marketing, owner, newWithin, quietFor } = filter;
  return {
    ...(tag && { tags: [tag] }),
    ...(without && { withoutTags: [without] }),
    ...(event && { eventId: event }),
    ...(standing && { standing }),
    ...(source && { source }),
    ...(medium && { medium }),
    ...(campaign && { campaign }),
    ...(marketing && { marketing: marketing === "yes" }),
    ...(owner && { owner }),
    ...(newWithin && { newWithinDays: newWithin }),
    ...(quietFor && { quietForDays: quietFor }),
  };
}

/** Address of the list that shows a segment. */
export function segmentHref(filter: LeadFilter): string {
  const params = new URLSearchParams();
  const put = (name: keyof PeopleFilter, value: unknown) => value !== undefined && params.set(name, String(value));
  put("tag", filter.tags?.[0]);
  put("without", filter.withoutTags?.[0]);
  put("event", filter.eventId);
  put("standing", filter.standing);
  put("source", filter.source);
  put("medium", filter.medium);
  put("campaign", filter.campaign);
  if (filter.marketing !== undefined) put("marketing", filter.marketing ? "yes" : "no");
  put("owner", filter.owner);
  put("newWithin", filter.newWithinDays);
  put("quietFor", filter.quietForDays);
  return `/dashboard/people?${params}`;
}

/** What the read model is asked. */
export function peopleQuery(studioId: string, filter: PeopleFilter, now: string): PeopleQuery {
  return { studioId, search: filter.q, filter: segmentFilter(filter), sort: filter.sort, now };
}

/** Whoever sends a form of these pages: sent twice, it is one command. */
export function commandOf(state: State, pathname: string, raw: Readonly<Record<string, string>>): Caller {
  return { ...callerOf(state), commandId: uuidv5(requestIdOf(raw), JSON.stringify([pathname, raw])) };
}

/** Facts of one person that are told on their page, the newest first. */
const MOST_MOMENTS = 200;

/** Everything about one person of the studio: what is known, noted, to be done, sent, and what happened. Null: there is none. */
export async function leadDetails(
  app: Pick<Application, "db" | "store" | "codec">,
  { studioId, personId, zone, language }: { studioId: string; personId: PersonId; zone: string; language: Language },
): Promise<LeadDetailsView | null> {
  const person = await personById(app.db, { studioId, personId });
  if (!person) return null;
  const [tasks, notes, places, entries, deliveries] = await Promise.all([
    listTasks(app.db, { studioId, personId, limit: 100 }),
    leadNotesOf(app.db, personId),
    registrationsOfPerson(app.db, personId),
    listLog(app.db, { studioId, personId, limit: MOST_MOMENTS }),
    deliveriesOfPerson(app.db, personId),
  ]);
  const facts = await Promise.all(entries.map(async (entry) => {
    for await (const event of app.store.read(entry.stream, { from: entry.revision, limit: 1 })) {
      const [fact] = await app.codec.decodePage([event]);
      const told = fact as { type: string; data: Record<string, unknown> };
      return { at: entry.occurredAt, key: entry.eventId, text: inWords(named(told, person), language) };
    }
    return null;
  }));
  const t = translator(language);
  const sent = deliveries.map((delivery) => ({
    at: delivery.updatedAt,
    key: delivery.id,
    text: `${t("desk.message", { what: delivery.reactor.replaceAll("_", " ") })}: ${
      t(`desk.delivery.${standingOf(delivery)}`)
    }${delivery.error ? ` · ${delivery.error}` : delivery.skipReason ? ` · ${delivery.skipReason}` : ""}`,
  }));
  const timeline = [...facts.filter((fact) => fact !== null), ...sent].sort((a, b) => b.at.localeCompare(a.at))
    .map(({ at, ...rest }) => ({ ...rest, at: moment(at, zone, language) }));
  return {
    ...person,
    tasks: tasks.map(({ dueAt, ...task }) => ({ ...task, due: dueAt && moment(dueAt, zone, language) })),
    notes: notes.map(({ id, text, at }) => ({ id, text, at: moment(at, zone, language) })),
    places: places.map(({ id, eventId, status, attendance, registeredAt, waitlistRank }) => ({
      registrationId: id,
      eventId,
      status,
      position: waitlistRank,
      attendance,
      at: moment(registeredAt, zone, language),
    })),
    timeline,
  };
}

/** Facts about somebody name them, where the reader sees who it is anyway. */
function named(
  { type, data }: { type: string; data: Record<string, unknown> },
  { id, firstName, lastName }: { id: string; firstName: string | null; lastName: string | null },
) {
  if (data.personId !== id) return { type, data };
  return { type, data: { ...data, firstName: data.firstName ?? firstName, lastName: data.lastName ?? lastName } };
}
