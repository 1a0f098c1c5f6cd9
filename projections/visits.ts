import type { Kysely } from "kysely";
import type { Visit } from "../domain/visits/events.ts";
import type { ReadModels } from "./all.ts";
import { int, json, projection, table, text, uuid } from "./runtime/definition.ts";

const days = table({
  key: "day",
  about: "One row per event and day: how many looked at its page, opened the form, and were refused by it.",
  columns: {
    /** Event and day. */
    day: text(),
    event_id: uuid(),
    studio_id: uuid(),
    /** UTC, `2026-11-24`. */
    date: text(),
    opened: int(),
    form_opened: int(),
    form_refused: int(),
    /** Different visitors of the day; who comes on two days counts twice. */
    visitors: int(),
    /** Visits by source. */
    sources: json<Record<string, number>>(),
  },
  indexes: [["event_id"]],
});

const visitors = table({
  key: "visitor",
  about: "Who was counted on which day, by a hash that is another one on the next.",
  columns: { visitor: text(), first_source: text() },
});

export const visits = projection({
  name: "visits",
  version: 1,
  about: "Who looked at the public pages, counted by day.",
  tables: { visit_days: days, visit_visitors: visitors },
  on: {
    PagesVisited: ({ data: { eventId, studioId, day: date, visits } }, rows) => {
      const day = `${eventId}/${date}`;
      const row = rows.visit_days.get(day) ?? rows.visit_days.insert({
        day,
        event_id: eventId,
        studio_id: studioId,
        date,
        opened: 0,
        form_opened: 0,
        form_refused: 0,
        visitors: 0,
        sources: {},
      });
      const counted = { ...row, sources: { ...row.sources } };
      for (const visit of visits) {
        counted[visit.what]++;
        if (visit.what === "opened") counted.sources[visit.source] = (counted.sources[visit.source] ?? 0) + 1;
        if (isNew(visit)) counted.visitors++;
      }
      rows.visit_days.insert(counted);

      function isNew({ visitor, source }: Visit): boolean {
        const key = `${day}/${visitor}`;
        if (rows.visit_visitors.get(key)) return false;
        rows.visit_visitors.insert({ visitor: key, first_source: source });
        return true;
      }
    },
  },
});

export interface VisitFigures {
  opened: number;
  formOpened: number;
  formRefused: number;
  /** Unique per day, added up over the days. */
  visitors: number;
  /** Visits by source, the most first. */
  sources: { source: string; visits: number }[];
}

/** The visits of an event's page; null when none was ever counted. */
export async function visitsOf(db: Kysely<ReadModels>, eventId: string): Promise<VisitFigures | null> {
  const rows = await db.selectFrom("visit_days").selectAll().where("event_id", "=", eventId).execute();
  if (rows.length === 0) return null;
  const sources = new Map<string, number>();
  for (const row of rows) {
    for (const [source, count] of Object.entries(row.sources)) sources.set(source, (sources.get(source) ?? 0) + count);
  }
  const sum = (of: "opened" | "form_opened" | "form_refused" | "visitors") =>
    rows.reduce((total, row) => total + row[of], 0);
  return {
    opened: sum("opened"),
    formOpened: sum("form_opened"),
    formRefused: sum("form_refused"),
    visitors: sum("visitors"),
    sources: [...sources].map(([source, visits]) => ({ source, visits })).sort((a, b) => b.visits - a.visits),
  };
}
