import { type ExpressionBuilder, type Kysely, sql } from "kysely";
import type { Language, StudioId, UserId } from "../domain/ids.ts";
import { endOf, endOfAll } from "../domain/virtual_event/dates.ts";
import type { EventDate, EventKind } from "../domain/virtual_event/events.ts";
import type { Money } from "../domain/ids.ts";
import {
  bool,
  type Column,
  int,
  json,
  nullable,
  projection,
  type RowOf,
  type Rows,
  table,
  text,
  timestamptz,
  uuid,
} from "./runtime/definition.ts";
import { searchable } from "./runtime/handlers.ts";
import { like, type Paged, pageOf, type Paging } from "./runtime/paging.ts";
import type { ReadModels } from "./all.ts";

const cards = table({
  key: "event_id",
  about: "One row per event with what its card shows and how many people are in it.",
  columns: {
    event_id: uuid(),
    studio_id: uuid(),
    trainer_id: uuid(),
    title: text(),
    type: text() as Column<EventKind>,
    language: text(),
    slug: text(),
    access: text(),
    price: nullable(json<Money>()),
    time_zone: text(),
    dates: json<EventDate[]>(),
    first_starts_at: timestamptz(),
    last_ends_at: timestamptz(),
    capacity: nullable(int()),
    waitlist: bool(),
    /** `draft`, `published` or `cancelled`; whether it is live or over is a question of the moment ({@link lifecycleAt}). */
    lifecycle: text(),
    confirmed: int(),
    waitlisted: int(),
    pending: int(),
    cancelled: int(),
    search: text(),
    created_at: timestamptz(),
    updated_at: timestamptz(),
    published_at: nullable(timestamptz()),
  },
  indexes: [["studio_id", "last_ends_at"]],
});

const places = table({
  key: "registration_id",
  about: "What each registration counts as on its event's card.",
  columns: { registration_id: uuid(), status: text() },
});

type Card = RowOf<typeof cards["columns"]>;
type Places = Rows<RowOf<typeof places["columns"]>>;
type Status = "confirmed" | "waitlisted" | "pending" | "cancelled";

export const eventCards = projection({
  name: "event_cards",
  version: 1,
  about: "The events of a studio as the dashboard lists them, with their counts.",
  tables: { event_cards: cards, event_card_places: places },
  on: {
    EventCreated: ({ data, meta }, rows) =>
      rows.event_cards.insert({
        event_id: data.eventId,
        studio_id: data.studioId,
        trainer_id: data.trainerId,
        title: data.title,
        type: data.type,
        language: data.language,
        slug: data.slug,
        access: data.access,
        price: data.price,
        time_zone: data.timeZone,
        ...timesOf(data.dates),
        capacity: data.capacity,
        waitlist: data.waitlist,
        lifecycle: "draft",
        confirmed: 0,
        waitlisted: 0,
        pending: 0,
        cancelled: 0,
        search: searchable(data.title, data.slug) ?? "",
        created_at: meta.occurredAt,
        updated_at: meta.occurredAt,
        published_at: null,
      }),
    EventDetailsChanged: ({ data: { eventId, changes }, meta }, rows) =>
      rows.event_cards.update(eventId, (card) => {
        for (const name of ["title", "type", "language", "slug", "access", "price"] as const) {
          if (changes[name] !== undefined) Object.assign(card, { [name]: changes[name] });
        }
        card.search = searchable(card.title, card.slug) ?? "";
        card.updated_at = meta.occurredAt;
      }),
    EventRescheduled: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, {
        time_zone: data.timeZone,
        ...timesOf(data.dates),
        updated_at: meta.occurredAt,
      }),
    CapacityRaised: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, { capacity: data.capacity, updated_at: meta.occurredAt }),
    CapacityLowered: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, { capacity: data.capacity, updated_at: meta.occurredAt }),
    WaitlistSwitched: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, { waitlist: data.on, updated_at: meta.occurredAt }),
    EventPublished: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, {
        lifecycle: "published",
        published_at: meta.occurredAt,
        updated_at: meta.occurredAt,
      }),
    EventCancelled: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, { lifecycle: "cancelled", updated_at: meta.occurredAt }),
    RegistrationRequested: ({ data }, rows) =>
      count(rows.event_cards, rows.event_card_places, data.eventId, data.registrationId, "pending"),
    RegistrationConfirmed: ({ data }, rows) =>
      count(rows.event_cards, rows.event_card_places, data.eventId, data.registrationId, "confirmed"),
    RegistrationWaitlisted: ({ data }, rows) =>
      count(rows.event_cards, rows.event_card_places, data.eventId, data.registrationId, "waitlisted"),
    RegistrationCancelled: ({ data }, rows) =>
      count(rows.event_cards, rows.event_card_places, data.eventId, data.registrationId, "cancelled"),
  },
});

function timesOf(dates: EventDate[]) {
  return {
    dates,
    first_starts_at: dates.reduce((first, { startsAt }) => startsAt < first ? startsAt : first, dates[0]!.startsAt),
    last_ends_at: endOfAll(dates),
  };
}

function count(cards: Rows<Card>, places: Places, eventId: string, registrationId: string, status: Status): void {
  const before = places.get(registrationId)?.status as Status | undefined;
  if (before === status) return;
  places.insert({ registration_id: registrationId, status });
  cards.update(eventId, (card) => {
    if (before) card[before]--;
    card[status]++;
  });
}

export type Lifecycle = "draft" | "published" | "live" | "completed" | "cancelled";

/** An event on its card. Instants are ISO 8601 in UTC. */
export interface EventCard {
  id: string;
  studioId: string;
  trainerId: string;
  title: string;
  type: EventKind;
  language: string;
  slug: string;
  access: string;
  price: Money | null;
  lifecycle: Lifecycle;
  /** Start of the date that is running or comes next, else of the first. */
  startsAt: string;
  firstStartsAt: string;
  lastEndsAt: string;
  timeZone: string;
  dates: EventDate[];
  capacity: number | null;
  waitlist: boolean;
  counts: Record<Status, number>;
  createdAt: string;
  updatedAt: string;
  publishedAt: string | null;
}

/** Upcoming: published and not over. Past: over or cancelled. Drafts: not published yet. */
export type EventGroup = "upcoming" | "past" | "drafts";

export interface EventsQuery extends Partial<Paging> {
  /** Left out: the events of all studios. */
  studioId?: StudioId;
  /** Only this trainer's. */
  trainerId?: UserId;
  group?: EventGroup;
  search?: string;
  type?: EventKind;
  /** Of the event's own texts. */
  language?: Language;
  /** `start` (upcoming ones soonest first, others latest first) when left out. */
  sort?: "start" | "title" | "updated" | "registrations";
  /** ISO 8601 UTC. */
  now: string;
}

/** The events of a studio, one page of them. */
export async function listEvents(db: Kysely<ReadModels>, query: EventsQuery): Promise<Paged<EventCard>> {
  const { studioId, trainerId, group, search, type, language, sort = "start", now } = query;
  const { limit, offset } = pageOf(query);
  let found = db.selectFrom("event_cards");
  if (studioId) found = found.where("studio_id", "=", studioId);
  if (type) found = found.where("type", "=", type);
  if (language) found = found.where("language", "=", language);
  if (trainerId) found = found.where("trainer_id", "=", trainerId);
  if (group) found = found.where((where) => inGroup(where, group, now));
  if (search) found = found.where("search", "like", like(search));
  const order = {
    start: group === "upcoming" ? sql`first_starts_at asc` : sql`first_starts_at desc`,
    title: sql`lower(title) asc`,
    updated: sql`updated_at desc`,
    registrations: sql`confirmed desc`,
  }[sort];
  const [rows, { total }] = await Promise.all([
    found.selectAll().orderBy(order).orderBy("event_id").limit(limit).offset(offset).execute(),
    found.select(({ fn }) => fn.countAll<number>().as("total")).executeTakeFirstOrThrow(),
  ]);
  return { rows: rows.map((row) => cardOf(row, now)), total };
}

/** How many events a studio has in each group: the numbers on the dashboard's tabs. */
export async function countEvents(
  db: Kysely<ReadModels>,
  { studioId, trainerId, now }: Required<Pick<EventsQuery, "studioId" | "now">> & Pick<EventsQuery, "trainerId">,
): Promise<Record<EventGroup, number>> {
  let found = db.selectFrom("event_cards").where("studio_id", "=", studioId);
  if (trainerId) found = found.where("trainer_id", "=", trainerId);
  return await found.select((eb) => [
    eb.fn.countAll<number>().filterWhere((where) => inGroup(where, "upcoming", now)).as("upcoming"),
    eb.fn.countAll<number>().filterWhere((where) => inGroup(where, "past", now)).as("past"),
    eb.fn.countAll<number>().filterWhere((where) => inGroup(where, "drafts", now)).as("drafts"),
  ]).executeTakeFirstOrThrow();
}

/** One event's card; null when there is none in this studio. */
export async function eventCard(
  db: Kysely<ReadModels>,
  { studioId, eventId, now }: { studioId: string; eventId: string; now: string },
): Promise<EventCard | null> {
  const row = await db.selectFrom("event_cards").selectAll().where("event_id", "=", eventId)
    .where("studio_id", "=", studioId).executeTakeFirst();
  return row ? cardOf(row, now) : null;
}

/** What a stored lifecycle is at this moment: live while a date runs, completed after the last. */
export function lifecycleAt(lifecycle: string, dates: readonly EventDate[], now: string): Lifecycle {
  if (lifecycle !== "published") return lifecycle as Lifecycle;
  if (endOfAll(dates) <= now) return "completed";
  return dates.some((date) => date.startsAt <= now && now < endOf(date)) ? "live" : "published";
}

/** The date that is running or comes next, else the first. */
export function dateAt(dates: readonly EventDate[], now: string): EventDate {
  return dates.find((date) => endOf(date) > now) ?? dates[0]!;
}

function inGroup(where: ExpressionBuilder<ReadModels, "event_cards">, group: EventGroup, now: string) {
  const published = where("lifecycle", "=", "published");
  if (group === "drafts") return where("lifecycle", "=", "draft");
  if (group === "upcoming") return where.and([published, where("last_ends_at", ">", now)]);
  return where.or([where("lifecycle", "=", "cancelled"), where.and([published, where("last_ends_at", "<=", now)])]);
}

function cardOf(row: Card, now: string): EventCard {
  const { confirmed, waitlisted, pending, cancelled } = row;
  return {
    id: row.event_id,
    studioId: row.studio_id,
    trainerId: row.trainer_id,
    title: row.title,
    type: row.type,
    language: row.language,
    slug: row.slug,
    access: row.access,
    price: row.price,
    lifecycle: lifecycleAt(row.lifecycle, row.dates, now),
    startsAt: dateAt(row.dates, now).startsAt,
    firstStartsAt: row.first_starts_at,
    lastEndsAt: row.last_ends_at,
    timeZone: row.time_zone,
    dates: row.dates,
    capacity: row.capacity,
    waitlist: row.waitlist,
    counts: { confirmed, waitlisted, pending, cancelled },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    publishedAt: row.published_at,
  };
}
