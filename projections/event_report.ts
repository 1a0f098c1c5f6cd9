import { type Kysely, sql } from "kysely";
import type { ReadModels } from "./all.ts";

/** So many people with the same answer. */
interface Counted {
  name: string;
  count: number;
}

/** Most names, answers and groups that a report lists. */
const MOST = 200;
/** Shorter answers are choices, not questions. */
const ASKING = "[?¿]|\\w+ \\w+ \\w+";

/** Those who come to an event, as their speakers and organizers are told: groups, questions, the first names. */
export async function eventReport(db: Kysely<ReadModels>, eventId: string) {
  const confirmed = db.selectFrom("registrations").where("event_id", "=", eventId).where("status", "=", "confirmed");
  const groups = (column: "company" | "position") =>
    confirmed.where(column, "is not", null).where(column, "!=", "")
      .select(({ fn, ref }) => [ref(column).as("name"), fn.countAll<number>().as("count")])
      .groupBy(column).orderBy("count", "desc").orderBy(column).limit(MOST).execute();
  const [counts, companies, positions, questions, perDay, people] = await Promise.all([
    db.selectFrom("registrations").where("event_id", "=", eventId).select(({ fn }) => [
      fn.countAll<number>().filterWhere("status", "=", "confirmed").as("confirmed"),
      fn.countAll<number>().filterWhere("status", "=", "waitlisted").as("waitlisted"),
      fn.countAll<number>().filterWhere("status", "=", "cancelled").as("cancelled"),
      fn.countAll<number>().filterWhere("attendance", "=", "attended").as("attended"),
      fn.countAll<number>().filterWhere("attendance", "=", "no_show").as("missed"),
    ]).executeTakeFirstOrThrow(),
    groups("company"),
    groups("position"),
    sql<{ question: string }>`select question from (
        select special_requirements as question, registered_at from registrations
        where event_id = ${eventId} and status = 'confirmed'
        union all
        select answer.value #>> '{}', registered_at from registrations, jsonb_each(answers) as answer
        where event_id = ${eventId} and status = 'confirmed' and jsonb_typeof(answer.value) = 'string'
      ) as asked where question ~ ${ASKING} order by registered_at limit ${MOST}`.execute(db),
    db.selectFrom("registrations").where("event_id", "=", eventId).select(({ fn }) => [
      sql<string>`to_char(registered_at at time zone 'UTC', 'YYYY-MM-DD')`.as("name"),
      fn.countAll<number>().as("count"),
    ]).groupBy("name").orderBy("name").execute(),
    confirmed.select(["first_name", "last_name", "company", "position"]).orderBy("registered_at").limit(MOST).execute(),
  ]);
  const noted = counts.attended + counts.missed > 0;
  return {
    ...counts,
    attended: noted ? counts.attended : null,
    missed: noted ? counts.missed : null,
    companies: companies as Counted[],
    positions: positions as Counted[],
    questions: questions.rows.map(({ question }) => question),
    perDay,
    people: people.map(({ first_name, last_name, company, position }) => ({
      name: [first_name, last_name].filter(Boolean).join(" "),
      company: company ?? "",
      position: position ?? "",
    })),
  };
}

/** Registrations of a studio between two instants, by event. */
export async function registrationsByEvent(
  db: Kysely<ReadModels>,
  { studioId, from, until }: { studioId: string; from: string; until: string },
): Promise<(Counted & { eventId: string })[]> {
  return await db.selectFrom("registrations as r").innerJoin("event_cards as e", "e.event_id", "r.event_id")
    .where("r.studio_id", "=", studioId).where("r.registered_at", ">=", from).where("r.registered_at", "<", until)
    .select(({ fn }) => ["r.event_id as eventId", "e.title as name", fn.countAll<number>().as("count")])
    .groupBy(["r.event_id", "e.title"]).orderBy("e.title").execute();
}
