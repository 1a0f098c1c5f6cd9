import { type ExpressionBuilder, type Kysely, sql } from "kysely";
import type { Language, Money, StudioId, UserId } from "../domain/ids.ts";
import { endOf, endOfAll } from "../domain/virtual_event/dates.ts";
import type { Audience, Difficulty, Format } from "../domain/virtual_event/design.ts";
import type { EventDate, EventKind } from "../domain/virtual_event/events.ts";
import { like, type Paged, pageOf, type Paging } from "./runtime/paging.ts";
import type { ReadModels } from "./all.ts";
import type { Card, Status } from "./event_cards.ts";

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
