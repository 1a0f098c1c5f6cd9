import { type Kysely, sql } from "kysely";
import { mayBeInReference } from "../domain/registration_reference.ts";
import type { ReadModels } from "./all.ts";
import { type RegistrationView, viewOf } from "./registration_views.ts";
import type { Attendance, RegistrationRow, RegistrationStatus } from "./registrations.ts";
import { like, type Paged, pageOf, type Paging } from "./runtime/paging.ts";

export interface RegistrationsQuery extends Partial<Paging> {
  eventId: string;
  status?: RegistrationStatus;
  attendance?: Attendance;
  source?: string;
  company?: string;
  tag?: string;
  /** Registered from this instant on, and before that one; ISO 8601 UTC. */
  from?: string;
  until?: string;
  /** Only those who gave this answer to this question. */
  answer?: { question: string; is: string };
  /** After this registration in the order of their coming, newest first: paging that nothing shifts. */
  after?: { id: string };
  /** Part of a name, address, company or reference. */
  search?: string;
  sort?: "registered" | "name" | "status";
}

/** The registrations of an event, one page of them; the newest first when nothing else is asked for. */
export async function listRegistrations(
  db: Kysely<ReadModels>,
  query: RegistrationsQuery,
): Promise<Paged<RegistrationView>> {
  const { limit, offset } = pageOf(query);
  const [rows, total] = await Promise.all([
    pageWith(db, query.eventId, numbersOf(db, query, limit, query.after ? 0 : offset)),
    countMatching(db, query),
  ]);
  const ranks = await ranksOf(db, query.eventId, rows);
  return { rows: rows.map((row) => viewOf({ ...row, rank: ranks.get(row.waiting_since) ?? null })), total };
}

const BATCH = 1_000;

/**
 * All registrations that a query asks for, newest first, read a thousand at a time and without their place in the line; who
 * registers meanwhile neither shifts nor repeats any.
 */
export async function* walkRegistrations(
  db: Kysely<ReadModels>,
  query: Omit<RegistrationsQuery, "page" | "limit" | "sort" | "after">,
): AsyncGenerator<RegistrationView> {
  let after: RegistrationsQuery["after"];
  for (;;) {
    const rows = await pageWith(db, query.eventId, numbersOf(db, { ...query, after }, BATCH, 0));
    for (const row of rows) yield viewOf({ ...row, rank: null });
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = { id: last.registration_id };
  }
}

/** Those of the event that a query asks for, before order and paging. */
function matching(db: Kysely<ReadModels>, query: RegistrationsQuery) {
  const { eventId, status, attendance, source, company, tag, from, until, answer, search } = query;
  let found = db.selectFrom("registrations").where("event_id", "=", eventId);
  if (status) found = found.where("status", "=", status);
  if (attendance) found = found.where("attendance", "=", attendance);
  if (source) found = found.where("source", "=", source);
  if (company) found = found.where("company", "=", company);
  if (tag) found = found.where(sql<boolean>`tags ? ${tag}`);
  if (from) found = found.where("registered_at", ">=", from);
  if (until) found = found.where("registered_at", "<", until);
  if (answer) {
    const { question, is } = answer;
    found = found.where(sql<boolean>`(answers ->> ${question} = ${is} or answers -> ${question} ? ${is})`);
  }
  if (search?.trim()) {
    const pattern = like(search);
    // most names are none: each row then has one text less to be looked through
    found = mayBeInReference(search.trim().toUpperCase())
      ? found.where((where) =>
        where.or([where("search", "like", pattern), where("reference", "like", pattern.toUpperCase())])
      )
      : found.where("search", "like", pattern);
  }
  return found;
}

/** Whether a query asks for all of an event's registrations. */
function isPlain({ eventId: _, page: __, limit: ___, sort: ____, after: _____, ...filter }: RegistrationsQuery) {
  return Object.values(filter).every((value) => value === undefined || value === "");
}

/** The numbers of the registrations on a page, in order. Nothing but an index is read for them. */
function numbersOf(db: Kysely<ReadModels>, query: RegistrationsQuery, limit: number, offset: number) {
  const { eventId, after, sort = "registered" } = query;
  const found = matching(db, query).select("number").limit(limit);
  if (sort === "name") {
    return found.orderBy(sql`sort_name asc nulls last`).orderBy("number").offset(offset);
  }
  if (sort === "status") {
    return found.orderBy("status").orderBy(sql`waiting_since asc nulls last`).orderBy("number", "desc").offset(offset);
  }
  const ordered = found.orderBy("number", "desc");
  if (after) {
    return ordered.where("number", "<", (where) =>
      where.selectFrom("registrations as last").select("last.number")
        .where("last.registration_id", "=", after.id).where("last.event_id", "=", eventId));
  }
  if (!isPlain(query)) return ordered.offset(offset);
  // without a filter a page is a range of numbers, however far back it is
  return ordered.where(
    "number",
    "<=",
    (where) =>
      where.selectFrom("registration_numbers").select(sql<number>`last - ${offset}::int`.as("newest"))
        .where("registration_numbers.event_id", "=", eventId),
  );
}

/** The rows with these numbers, in their order; only they are read whole. */
async function pageWith(
  db: Kysely<ReadModels>,
  eventId: string,
  numbers: ReturnType<typeof numbersOf>,
): Promise<RegistrationRow[]> {
  return await db.with((cte) => cte("page").materialized(), () => numbers)
    .with(
      "places",
      (named) => named.selectFrom("page").select(["number", sql<number>`row_number() over ()`.as("place")]),
    )
    .selectFrom("places").innerJoin("registrations", "registrations.number", "places.number")
    .where("registrations.event_id", "=", eventId)
    .selectAll("registrations").orderBy("place").execute();
}

async function countMatching(db: Kysely<ReadModels>, query: RegistrationsQuery): Promise<number> {
  if (isPlain(query)) {
    const counted = await db.selectFrom("registration_numbers").select("last").where("event_id", "=", query.eventId)
      .executeTakeFirst();
    return counted?.last ?? 0;
  }
  const { status, ...others } = query;
  if (status && isPlain(others)) {
    const counted = await db.selectFrom("event_cards").select(status).where("event_id", "=", query.eventId)
      .executeTakeFirst();
    return counted?.[status] ?? 0;
  }
  const counted = await matching(db, query).select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return counted.total;
}

/** Places in the line, by what orders it; the line is counted once for all rows that wait. */
async function ranksOf(
  db: Kysely<ReadModels>,
  eventId: string,
  rows: readonly RegistrationRow[],
): Promise<Map<number | null, number>> {
  const waiting = rows.map((row) => row.waiting_since).filter((since) => since !== null);
  if (waiting.length === 0) return new Map();
  const line = await db.with("line", (named) =>
    named.selectFrom("registrations").where("event_id", "=", eventId)
      .where("waiting_since", "is not", null).where("waiting_since", "<=", Math.max(...waiting))
      .select(["waiting_since as since", sql<number>`row_number() over (order by waiting_since)`.as("rank")]))
    .selectFrom("line").where("since", "in", waiting).select(["since", "rank"]).execute();
  return new Map(line.map(({ since, rank }) => [since, rank]));
}
