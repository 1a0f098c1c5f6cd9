import type { Kysely } from "kysely";
import type { ReadModels } from "./all.ts";
import { listRegistrations, type RegistrationsQuery, type RegistrationView } from "./registrations.ts";

const BATCH = 1_000;

/**
 * All registrations that a query asks for, newest first, read a thousand at a time; who registers meanwhile neither shifts
 * nor repeats any.
 */
export async function* walkRegistrations(
  db: Kysely<ReadModels>,
  query: Omit<RegistrationsQuery, "page" | "limit" | "sort" | "after">,
): AsyncGenerator<RegistrationView> {
  let after: RegistrationsQuery["after"];
  for (;;) {
    const { rows } = await listRegistrations(db, { ...query, sort: "registered", limit: BATCH, after });
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = { registeredAt: last.registeredAt, id: last.id };
  }
}

/** What there is to filter an event's registrations by, the most frequent first, at most fifty of each. */
export async function registrationFacets(
  db: Kysely<ReadModels>,
  eventId: string,
): Promise<{ sources: string[]; attended: number; noShow: number }> {
  const [sources, attendance] = await Promise.all([
    db.selectFrom("registrations").where("event_id", "=", eventId).select("source")
      .groupBy("source").orderBy(({ fn }) => fn.countAll(), "desc").limit(50).execute(),
    db.selectFrom("registrations").where("event_id", "=", eventId)
      .select(({ fn }) => ["attendance", fn.countAll<number>().as("count")]).groupBy("attendance").execute(),
  ]);
  const count = (as: string) => attendance.find((row) => row.attendance === as)?.count ?? 0;
  return { sources: sources.map(({ source }) => source), attended: count("attended"), noShow: count("no_show") };
}
