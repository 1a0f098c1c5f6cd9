import { type ExpressionBuilder, type Kysely, type RawBuilder, sql } from "kysely";
import type { Money, StudioId } from "../domain/ids.ts";
import type { EventDate, EventKind } from "../domain/virtual_event/events.ts";
import type { ReadModels } from "./all.ts";
import { searchable } from "./runtime/handlers.ts";
import { type Paged, pageOf, type Paging } from "./runtime/paging.ts";
import { nearestWord } from "./spelling.ts";

/** `week`, `month`: with a date in the next 7 or 30 days. */
export const timeframes = ["upcoming", "week", "month", "past"] as const;
export type Timeframe = typeof timeframes[number];

/** By what visitors choose; what is left out chooses nothing. */
export interface PublicFilter {
  timeframe?: Timeframe;
  type?: EventKind;
  format?: string;
  category?: string;
  difficulty?: string;
  price?: "free" | "paid";
  /** In which it is held. */
  language?: string;
  /** Part of a speaker's name. */
  speaker?: string;
  /** Words of title, description, category, tags and speakers, all of which have to be there. */
  search?: string;
}

export interface PublicQuery extends PublicFilter, Partial<Paging> {
  /** Left out: the events of all studios. */
  studioId?: StudioId;
  /** ISO 8601 UTC. */
  now: string;
}

/** An event in a list for visitors. Instants are ISO 8601 in UTC. */
export interface PublicCard {
  id: string;
  studioId: string;
  title: string;
  description: string;
  type: EventKind;
  format: string | null;
  category: string | null;
  difficulty: string | null;
  language: string;
  slug: string;
  price: Money | null;
  timeZone: string;
  dates: EventDate[];
  capacity: number | null;
  waitlist: boolean;
  opensAt: string | null;
  closesAt: string | null;
  lifecycle: "draft" | "published" | "cancelled";
  cover: string | null;
  showPlaces: "always" | "scarce" | "never";
  showPrice: boolean;
  sequence: number;
  changedAt: string;
  counts: { confirmed: number; waitlisted: number; offered: number };
  /** Names of who speaks, in the order in which they were named. */
  speakers: { name: string; title: string | null; photo: string | null }[];
}

type Where = ExpressionBuilder<ReadModels, "public_events">;

/** The listed events that fit, one page of them: those to come soonest first, past ones latest first. */
export async function findEvents(db: Kysely<ReadModels>, query: PublicQuery): Promise<Paged<PublicCard>> {
  const { limit, offset } = pageOf(query);
  const order = query.timeframe === "past" ? sql`first_starts_at desc` : sql`first_starts_at asc`;
  // found first and looked up after: what a card shows is not worked out for those on the pages before
  const found = db.selectFrom("public_events").where((where) => fits(where, query))
    .select(["event_id", (isChosen(query) ? sql<number>`count(*) over ()` : counted(db, query)).as("total")])
    .orderBy(order).orderBy("event_id").limit(limit).offset(offset).as("found");
  const rows = await cards(db).innerJoin(found, "found.event_id", "public_events.event_id").select("found.total")
    .orderBy(sql`public_events.${order}`).orderBy("public_events.event_id").execute();
  // a page that is not full is the last one
  const isLast = rows.length < limit && (rows.length > 0 || offset === 0);
  const total = isLast ? offset + rows.length : rows[0]?.total ?? await countFound(db, query);
  return { rows: rows.map(cardOf), total };
}

/** Whether every event has to be looked at to find those that fit: then they are counted in passing. */
function isChosen({ type, format, category, difficulty, price, language, speaker, search }: PublicFilter): boolean {
  return [type, format, category, difficulty, price, language, speaker, search].some(Boolean);
}

/** How many listed events fit. */
export async function countFound(db: Kysely<ReadModels>, query: PublicQuery): Promise<number> {
  return (await counted(db, query).executeTakeFirstOrThrow()).total;
}

function counted(db: Kysely<ReadModels>, query: PublicQuery) {
  return db.selectFrom("public_events").where((where) => fits(where, query))
    .select(({ fn }) => fn.countAll<number>().as("total"));
}

/** The words of the listed events, of one studio or of all: what a search can mean. */
export async function vocabulary(db: Kysely<ReadModels>, studioId: StudioId | undefined): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    select distinct word from (
      select left(words, 1000) as words from read.public_events
        where listed and lifecycle != 'draft' ${studioId ? sql`and studio_id = ${studioId}` : sql``}
      union all select speaker.words from read.public_speakers speaker join read.public_events using (event_id)
        where listed and lifecycle != 'draft' ${studioId ? sql`and studio_id = ${studioId}` : sql``}) found,
      regexp_split_to_table(found.words, '[^[:alnum:]]+') word
    where length(word) between 3 and 40 limit 50000`.execute(db);
  return rows.map(({ word }) => word);
}

/**
 * What was searched for in the spelling of `known`: each word that nothing has is replaced by the nearest one that something
 * has. Null when no word is near.
 */
export function respelled(search: string | undefined, known: readonly string[]): string | null {
  const typed = wordsOf(search);
  if (typed.length === 0) return null;
  const near = typed.map((word) => nearestWord(word, known));
  return near.includes(null) || near.join(" ") === typed.join(" ") ? null : near.join(" ");
}

/** What there is to choose from among the listed events to come. */
export async function choices(
  db: Kysely<ReadModels>,
  { studioId, now }: { studioId?: StudioId; now: string },
): Promise<{ categories: string[]; formats: string[]; difficulties: string[]; paid: boolean; free: boolean }> {
  const { rows: [row] } = await sql<Record<"categories" | "formats" | "difficulties" | "accesses", (string | null)[]>>`
    select coalesce(jsonb_agg(distinct category), '[]') categories, coalesce(jsonb_agg(distinct format), '[]') formats,
      coalesce(jsonb_agg(distinct difficulty), '[]') difficulties, coalesce(jsonb_agg(distinct access), '[]') accesses
    from read.public_events
    where lifecycle = 'published' and listed and last_ends_at > ${now}
      ${studioId ? sql`and studio_id = ${studioId}` : sql``}`.execute(db);
  const known = (values: (string | null)[] = []) => values.filter((value) => value !== null).sort();
  return {
    categories: known(row?.categories),
    formats: known(row?.formats),
    difficulties: known(row?.difficulties),
    paid: row?.accesses.includes("paid") ?? false,
    free: row?.accesses.includes("free") ?? false,
  };
}

/**
 * Events to come that are near to one: other dates of the same, then those of its category or with one of its speakers,
 * then the soonest; the same ones on each look until one of them is over.
 */
export async function relatedEvents(
  db: Kysely<ReadModels>,
  { eventId, studioId, title, category, now, limit = 4 }: {
    eventId: string;
    studioId: string;
    title: string;
    category: string | null;
    now: string;
    limit?: number;
  },
): Promise<PublicCard[]> {
  // the best can only be among the soonest of each kind: five looks along an index instead of one at everything
  const soonest = (more: RawBuilder<unknown>, most: number) =>
    sql`(select event_id from read.public_events where studio_id = ${studioId} and event_id != ${eventId}
      and lifecycle = 'published' and listed and last_ends_at > ${now} ${more}
      order by last_ends_at, event_id limit ${most})`;
  const alike = sql`and category = ${category}`;
  const shared = sql`event_id in (select theirs.event_id from read.public_speakers theirs
    join read.public_speakers ours using (person_id) where ours.event_id = ${eventId})`;
  const near = sql<{ event_id: string }>`${soonest(sql`and title = ${title}`, SAME_TITLE)}
    union ${soonest(sql`${alike} and ${shared}`, limit)} union ${soonest(alike, limit)}
    union ${soonest(sql`and ${shared}`, limit)} union ${soonest(sql``, limit)}`;
  const rows = await cards(db).where(sql<boolean>`public_events.event_id in (${near})`)
    .orderBy(
      sql`(public_events.title = ${title})::int * 4 + coalesce((public_events.category = ${category})::int, 0)
        + (public_events.${shared})::int desc`,
    )
    .orderBy("public_events.last_ends_at").orderBy("public_events.event_id").limit(limit).execute();
  return rows.map(cardOf);
}

/** Other dates of the same event that are compared with each other. */
const SAME_TITLE = 50;

/** One event as lists show it; null when there is none. */
export async function publicCardOf(db: Kysely<ReadModels>, eventId: string): Promise<PublicCard | null> {
  const row = await cards(db).where("public_events.event_id", "=", eventId).executeTakeFirst();
  return row ? cardOf(row) : null;
}

/** The SEQUENCE that an event's calendar entries have reached; 0 for one that nobody has changed. */
export async function calendarSequence(db: Kysely<ReadModels>, eventId: string): Promise<number> {
  const row = await db.selectFrom("public_events").select("sequence").where("event_id", "=", eventId)
    .executeTakeFirst();
  return row?.sequence ?? 0;
}

/** When the events are that are not over, drafts too, of all studios: a thousand of them, in the order of their ids. */
export async function plannedEvents(
  db: Kysely<ReadModels>,
  { after, now }: { after: string | null; now: string },
): Promise<{ eventId: string; studioId: string; timeZone: string; dates: EventDate[] }[]> {
  const rows = await db.selectFrom("public_events").select(["event_id", "studio_id", "time_zone", "dates"])
    .where("lifecycle", "in", ["draft", "published"]).where("last_ends_at", ">", now)
    .where((where) => after === null ? where.val(true) : where("event_id", ">", after))
    .orderBy("event_id").limit(1_000).execute();
  return rows.map((row) => ({
    eventId: row.event_id,
    studioId: row.studio_id,
    timeZone: row.time_zone,
    dates: row.dates,
  }));
}

/** What a sitemap tells of an event. */
export interface SitemapEntry {
  studioAddress: string;
  slug: string;
  changedAt: string;
}

/** The listed events that were ever published, by their id: one part of them. */
export async function sitemapEntries(
  db: Kysely<ReadModels>,
  { studioId, limit, offset }: { studioId?: string; limit: number; offset: number },
): Promise<SitemapEntry[]> {
  const rows = await db.selectFrom("public_events").innerJoin("studios", "studios.studio_id", "public_events.studio_id")
    .where("public_events.listed", "=", true).where("public_events.lifecycle", "!=", "draft")
    .where((where) => studioId ? where("public_events.studio_id", "=", studioId) : where.val(true))
    .select(["studios.address", "public_events.slug", "public_events.changed_at"])
    .orderBy("public_events.event_id").limit(limit).offset(offset).execute();
  return rows.map(({ address, slug, changed_at }) => ({ studioAddress: address, slug, changedAt: changed_at }));
}

/** How many events a sitemap names, of one studio or of all. */
export async function countSitemapEntries(db: Kysely<ReadModels>, studioId?: string): Promise<number> {
  const { total } = await db.selectFrom("public_events").where("listed", "=", true).where("lifecycle", "!=", "draft")
    .where((where) => studioId ? where("studio_id", "=", studioId) : where.val(true))
    .select(({ fn }) => fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  return total;
}

/** The listed events that a studio's calendar holds: those to come and those of the last 90 days, cancelled ones too. */
export async function feedEvents(
  db: Kysely<ReadModels>,
  { studioId, now, limit = 1_000 }: { studioId: string; now: string; limit?: number },
): Promise<PublicCard[]> {
  const since = new Date(Date.parse(now) - 90 * 86_400_000).toISOString();
  const rows = await db.selectFrom("public_events")
    .where("studio_id", "=", studioId).where("listed", "=", true).where("lifecycle", "!=", "draft")
    .where("last_ends_at", ">", since)
    .selectAll("public_events")
    .select([
      sql<null>`null`.as("confirmed"),
      sql<null>`null`.as("waitlisted"),
      sql<null>`null`.as("offered"),
      speakersOf,
    ])
    .orderBy("first_starts_at").orderBy("event_id").limit(limit).execute();
  return rows.map(cardOf);
}

/** All that a card shows. */
const cards = (db: Kysely<ReadModels>) =>
  db.selectFrom("public_events").leftJoin("event_cards", "event_cards.event_id", "public_events.event_id")
    .selectAll("public_events")
    .select(["event_cards.confirmed", "event_cards.waitlisted", "event_cards.offered", speakersOf]);

const speakersOf = sql<PublicCard["speakers"]>`(
  select coalesce(json_agg(json_build_object('name', name, 'title', title, 'photo', photo) order by place), '[]')
  from read.public_speakers where public_speakers.event_id = public_events.event_id and name is not null
)`.as("speakers");

function fits(where: Where, query: PublicQuery) {
  const { studioId, timeframe = "upcoming", type, format, category, difficulty, price, language, speaker, now } = query;
  const all = [where("public_events.listed", "=", true), ...within(where, timeframe, now)];
  if (studioId) all.push(where("public_events.studio_id", "=", studioId));
  if (type) all.push(where("public_events.type", "=", type));
  if (format) all.push(where("public_events.format", "=", format));
  if (category) all.push(where("public_events.category", "=", category));
  if (difficulty) all.push(where("public_events.difficulty", "=", difficulty));
  if (price) all.push(where("public_events.access", "=", price));
  if (language) all.push(sql<boolean>`public_events.languages ? ${language}`);
  if (speaker) all.push(spokenBy(searchable(speaker) ?? ""));
  for (const word of wordsOf(query.search)) {
    // by the index of three letters each: a word has none of the signs that `like` takes for others
    all.push(where.or([sql<boolean>`public_events.words like ${`%${word}%`}`, spokenBy(word)]));
  }
  return where.and(all);
}

function within(where: Where, timeframe: Timeframe, now: string) {
  if (timeframe === "past") {
    return [
      where("public_events.lifecycle", "in", ["published", "cancelled"]),
      where("public_events.last_ends_at", "<=", now),
    ];
  }
  const toCome = [
    where("public_events.lifecycle", "=", "published"),
    where("public_events.last_ends_at", ">", now),
  ];
  if (timeframe === "upcoming") return toCome;
  const until = new Date(Date.parse(now) + (timeframe === "week" ? 7 : 30) * 86_400_000).toISOString();
  return [
    ...toCome,
    where("public_events.first_starts_at", "<=", until),
    // between the dates of a series there may be months
    sql<
      boolean
    >`(jsonb_array_length(public_events.dates) = 1 or exists (select from jsonb_array_elements(public_events.dates) date
      where (date->>'startsAt')::timestamptz between ${now}::timestamptz - interval '1 day' and ${until}))`,
  ];
}

/** By somebody in whose name, title or company it stands; found once, not once for each event. */
const spokenBy = (text: string) =>
  sql<boolean>`public_events.event_id = any(array(
    select speaker.event_id from read.public_speakers speaker where strpos(speaker.words, ${text}) > 0))`;

/** At most eight words of what was typed, without accents, in lower case. */
function wordsOf(typed: string | undefined): string[] {
  return (searchable(typed ?? "") ?? "").split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "").slice(0, 8);
}

type Found = ReadModels["public_events"] & {
  confirmed: number | null;
  waitlisted: number | null;
  offered: number | null;
  speakers: PublicCard["speakers"];
};

function cardOf(row: Found): PublicCard {
  return {
    id: row.event_id,
    studioId: row.studio_id,
    title: row.title,
    description: row.description,
    type: row.type,
    format: row.format,
    category: row.category,
    difficulty: row.difficulty,
    language: row.language,
    slug: row.slug,
    price: row.price,
    timeZone: row.time_zone,
    dates: row.dates,
    capacity: row.capacity,
    waitlist: row.waitlist,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    lifecycle: row.lifecycle,
    cover: row.cover,
    showPlaces: row.show_places,
    showPrice: row.show_price,
    sequence: row.sequence,
    changedAt: row.changed_at,
    counts: { confirmed: row.confirmed ?? 0, waitlisted: row.waitlisted ?? 0, offered: row.offered ?? 0 },
    speakers: row.speakers,
  };
}
