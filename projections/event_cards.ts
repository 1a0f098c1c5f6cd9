import { type ExpressionBuilder, type Kysely, sql } from "kysely";
import type { Language, StudioId, UserId } from "../domain/ids.ts";
import { endOf, endOfAll } from "../domain/virtual_event/dates.ts";
import type { Audience, Difficulty, Format } from "../domain/virtual_event/design.ts";
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
    /** First characters of the description, without its markup. */
    summary: text(),
    type: text() as Column<EventKind>,
    format: nullable(text()) as Column<Format | null>,
    category: nullable(text()),
    tags: json<string[]>(),
    difficulty: nullable(text()) as Column<Difficulty | null>,
    /** In which it is held. */
    languages: json<string[]>(),
    /** Who may register: `everyone`, `unlisted` or `chosen`. */
    audience: text() as Column<Audience["who"]>,
    cover: nullable(text()),
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
    approval: bool(),
    /** When a draft goes public by itself. */
    publish_at: nullable(timestamptz()),
    /** `draft`, `scheduled`, `published` or `cancelled`; whether it is live or over is a question of the moment ({@link lifecycleAt}). */
    lifecycle: text(),
    confirmed: int(),
    waitlisted: int(),
    offered: int(),
    pending: int(),
    declined: int(),
    cancelled: int(),
    expired: int(),
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

const days = table({
  key: "day",
  about: "How many registered for each event on each day.",
  columns: {
    /** Event and day. */
    day: text(),
    event_id: uuid(),
    /** UTC, `2026-11-24`. */
    date: text(),
    registrations: int(),
  },
  indexes: [["event_id"]],
});

const sources = table({
  key: "event_source",
  about: "How many came to each event from where.",
  columns: {
    /** Event and source. */
    event_source: text(),
    event_id: uuid(),
    source: text(),
    registrations: int(),
  },
  indexes: [["event_id"]],
});

/** Fields of a card that are named as in the facts. */
const changing = [
  "title",
  "type",
  "language",
  "slug",
  "access",
  "price",
  "format",
  "category",
  "tags",
  "difficulty",
  "languages",
] as const;

type Card = RowOf<typeof cards["columns"]>;
type Places = Rows<RowOf<typeof places["columns"]>>;
type Status = "confirmed" | "waitlisted" | "offered" | "pending" | "declined" | "cancelled" | "expired";

export const eventCards = projection({
  name: "event_cards",
  version: 3,
  about: "The events of a studio as the dashboard lists them, with their counts.",
  tables: { event_cards: cards, event_card_places: places, event_card_days: days, event_card_sources: sources },
  on: {
    EventCreated: ({ data, meta }, rows) =>
      rows.event_cards.insert({
        event_id: data.eventId,
        studio_id: data.studioId,
        trainer_id: data.trainerId,
        title: data.title,
        summary: summaryOf(data.description),
        type: data.type,
        format: data.format ?? null,
        category: data.category ?? null,
        tags: data.tags ?? [],
        difficulty: data.difficulty ?? null,
        languages: data.languages ?? [data.language],
        audience: "everyone",
        cover: null,
        language: data.language,
        slug: data.slug,
        access: data.access,
        price: data.price,
        time_zone: data.timeZone,
        ...timesOf(data.dates),
        capacity: data.capacity,
        waitlist: data.waitlist,
        approval: false,
        publish_at: null,
        lifecycle: "draft",
        confirmed: 0,
        waitlisted: 0,
        offered: 0,
        pending: 0,
        declined: 0,
        cancelled: 0,
        expired: 0,
        search: searchable(data.title, data.slug) ?? "",
        created_at: meta.occurredAt,
        updated_at: meta.occurredAt,
        published_at: null,
      }),
    EventDetailsChanged: ({ data: { eventId, changes }, meta }, rows) =>
      rows.event_cards.update(eventId, (card) => {
        for (const name of changing) if (changes[name] !== undefined) Object.assign(card, { [name]: changes[name] });
        if (changes.description !== undefined) card.summary = summaryOf(changes.description);
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
    AudienceChosen: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, { audience: data.audience.who, updated_at: meta.occurredAt }),
    RegistrationPageDesigned: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, { cover: data.page.cover, updated_at: meta.occurredAt }),
    PricingSet: ({ data: { eventId, pricing: { access, price } }, meta }, rows) =>
      rows.event_cards.update(eventId, { access, price, updated_at: meta.occurredAt }),
    ApprovalSwitched: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, { approval: data.on, updated_at: meta.occurredAt }),
    PublicationScheduled: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, {
        lifecycle: "scheduled",
        publish_at: data.publishAt,
        updated_at: meta.occurredAt,
      }),
    PublicationUnscheduled: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, { lifecycle: "draft", publish_at: null, updated_at: meta.occurredAt }),
    EventUnpublished: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, { lifecycle: "draft", published_at: null, updated_at: meta.occurredAt }),
    EventDeleted: ({ data }, rows) => rows.event_cards.delete(data.eventId),
    EventPublished: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, {
        publish_at: null,
        lifecycle: "published",
        published_at: meta.occurredAt,
        updated_at: meta.occurredAt,
      }),
    EventCancelled: ({ data, meta }, rows) =>
      rows.event_cards.update(data.eventId, { lifecycle: "cancelled", publish_at: null, updated_at: meta.occurredAt }),
    RegistrationRequested: (fact, rows) => {
      const { eventId } = fact.data;
      const source = fact.data.source.replaceAll("\0", "").toWellFormed(); // a key is what Postgres can hold of it
      const date = fact.meta.occurredAt.slice(0, 10);
      const day = `${eventId}/${date}`;
      const before = rows.event_card_days.get(day)?.registrations ?? 0;
      rows.event_card_days.insert({ day, event_id: eventId, date, registrations: before + 1 });
      const from = `${eventId}/${source}`;
      const others = rows.event_card_sources.get(from)?.registrations ?? 0;
      rows.event_card_sources.insert({ event_source: from, event_id: eventId, source, registrations: others + 1 });
      counts("pending")(fact, rows);
    },
    RegistrationPending: counts("pending"),
    RegistrationConfirmed: counts("confirmed"),
    RegistrationWaitlisted: counts("waitlisted"),
    WaitlistSeatOffered: counts("offered"),
    RegistrationDeclined: counts("declined"),
    RegistrationExpired: counts("expired"),
    RegistrationCancelled: counts("cancelled"),
    RegistrationTransferred: counts("cancelled"),
  },
});

function timesOf(dates: EventDate[]) {
  return {
    dates,
    first_starts_at: dates.reduce((first, { startsAt }) => startsAt < first ? startsAt : first, dates[0]!.startsAt),
    last_ends_at: endOfAll(dates),
  };
}

interface AboutOne {
  data: { eventId: string; registrationId: string };
}

/** A registration counts as something else from now on. */
function counts(status: Status) {
  return (
    { data: { eventId, registrationId } }: AboutOne,
    { event_cards: cards, event_card_places: places }: { event_cards: Rows<Card>; event_card_places: Places },
  ): void => {
    const before = places.get(registrationId)?.status as Status | undefined;
    if (before === status) return;
    places.insert({ registration_id: registrationId, status });
    cards.update(eventId, (card) => {
      if (before) card[before]--;
      card[status]++;
    });
  };
}

/** The first 300 characters of a text, as one line without headings, emphasis and the addresses of links. */
function summaryOf(description: string): string {
  const plain = description.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/^\s*(#+|[-*]|\d+\.)\s+/gm, "").replace(
    /[*_`]/g,
    "",
  );
  return plain.replace(/\s+/g, " ").trim().slice(0, 300);
}

export type Lifecycle = "draft" | "scheduled" | "published" | "live" | "completed" | "cancelled";

/** An event on its card. Instants are ISO 8601 in UTC. */
export interface EventCard {
  id: string;
  studioId: string;
  trainerId: string;
  title: string;
  /** First characters of the description as plain text. */
  summary: string;
  type: EventKind;
  format: Format | null;
  category: string | null;
  tags: string[];
  difficulty: Difficulty | null;
  languages: string[];
  audience: Audience["who"];
  cover: string | null;
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
  approval: boolean;
  publishAt: string | null;
  counts: Record<Status, number>;
  createdAt: string;
  updatedAt: string;
  publishedAt: string | null;
}

/** Upcoming: published and not over. Past: over or cancelled. Drafts: not published yet, scheduled or not. */
export type EventGroup = "upcoming" | "past" | "drafts";

export interface EventsQuery extends Partial<Paging> {
  /** Left out: the events of all studios. */
  studioId?: StudioId;
  /** Only this trainer's. */
  trainerId?: UserId;
  group?: EventGroup;
  search?: string;
  type?: EventKind;
  access?: "free" | "paid";
  /** What it is at this moment. */
  state?: Lifecycle;
  /** Of the event's own texts. */
  language?: Language;
  /** `start` (upcoming ones soonest first, others latest first) when left out. */
  sort?: "start" | "title" | "updated" | "registrations";
  /** After this event in the order of first starts: paging that nothing shifts. Only when sorted by `start`. */
  after?: { startsAt: string; id: string };
  /** ISO 8601 UTC. */
  now: string;
}

/** The events of a studio, one page of them. */
export async function listEvents(db: Kysely<ReadModels>, query: EventsQuery): Promise<Paged<EventCard>> {
  const { studioId, trainerId, group, search, type, access, state, language, sort = "start", after, now } = query;
  const { limit, offset } = pageOf(query);
  let found = db.selectFrom("event_cards");
  if (studioId) found = found.where("studio_id", "=", studioId);
  if (type) found = found.where("type", "=", type);
  if (access) found = found.where("access", "=", access);
  if (state) found = found.where((where) => inState(where, state, now));
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
  let page = found.selectAll();
  if (after) {
    const { startsAt, id } = after;
    page = page.where(
      group === "upcoming"
        ? sql<boolean>`(first_starts_at, event_id) > (${startsAt}::timestamptz, ${id}::uuid)`
        : sql<boolean>`(first_starts_at < ${startsAt}::timestamptz
            or (first_starts_at = ${startsAt}::timestamptz and event_id > ${id}::uuid))`,
    );
  }
  const [rows, { total }] = await Promise.all([
    page.orderBy(order).orderBy("event_id").limit(limit).offset(after ? 0 : offset).execute(),
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

/** Whether only those who work on it see it. */
export function isDraft(lifecycle: Lifecycle): boolean {
  return lifecycle === "draft" || lifecycle === "scheduled";
}

/** The date that is running or comes next, else the first. */
export function dateAt(dates: readonly EventDate[], now: string): EventDate {
  return dates.find((date) => endOf(date) > now) ?? dates[0]!;
}

function inGroup(where: ExpressionBuilder<ReadModels, "event_cards">, group: EventGroup, now: string) {
  const published = where("lifecycle", "=", "published");
  if (group === "drafts") return where("lifecycle", "in", ["draft", "scheduled"]);
  if (group === "upcoming") return where.and([published, where("last_ends_at", ">", now)]);
  return where.or([where("lifecycle", "=", "cancelled"), where.and([published, where("last_ends_at", "<=", now)])]);
}

/** {@link lifecycleAt}, as a condition. */
function inState(where: ExpressionBuilder<ReadModels, "event_cards">, state: Lifecycle, now: string) {
  if (state === "draft" || state === "cancelled") return where("lifecycle", "=", state);
  const published = where("lifecycle", "=", "published");
  if (state === "completed") return where.and([published, where("last_ends_at", "<=", now)]);
  const running = sql<boolean>`exists (
    select from jsonb_array_elements(dates) as date
    where (date->>'startsAt')::timestamptz <= ${now}::timestamptz
      and (date->>'startsAt')::timestamptz + (date->>'durationMinutes')::int * interval '1 minute' > ${now}::timestamptz
  )`;
  const open = where("last_ends_at", ">", now);
  return where.and([published, open, state === "live" ? running : where.not(running)]);
}

function cardOf(row: Card, now: string): EventCard {
  const { confirmed, waitlisted, offered, pending, declined, cancelled, expired } = row;
  return {
    id: row.event_id,
    studioId: row.studio_id,
    trainerId: row.trainer_id,
    title: row.title,
    summary: row.summary,
    type: row.type,
    format: row.format,
    category: row.category,
    tags: row.tags,
    difficulty: row.difficulty,
    languages: row.languages,
    audience: row.audience,
    cover: row.cover,
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
    approval: row.approval,
    publishAt: row.publish_at,
    counts: { confirmed, waitlisted, offered, pending, declined, cancelled, expired },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    publishedAt: row.published_at,
  };
}
