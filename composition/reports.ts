import type { Kysely } from "kysely";
import type { ReadModels } from "../projections/all.ts";
import { eventReport, registrationsByEvent } from "../projections/event_report.ts";
import type { Reports } from "../reactors/mails/report.ts";

/** What those who hold events are told, from the read models. Nothing is earned before payments are taken. */
export function reportsFrom(db: Kysely<ReadModels>): Reports {
  return {
    event: async (eventId) => ({ ...await eventReport(db, eventId), revenue: null }),
    digest: (studioId, from, until) => registrationsByEvent(db, { studioId, from, until }),
  };
}
