import { type Decider, Rejected } from "../decider.ts";
import type { EventId, StudioId } from "../ids.ts";
import type { Visit, VisitsEvent } from "./events.ts";

type TrackedVisit = Extract<VisitsEvent, { type: "VisitTracked" }>;

/** Most visits that one append holds: it stays far below the largest one. */
export const MAX_VISITS = 500;

export interface RecordVisits {
  type: "RecordVisits";
  at: string;
  eventId: EventId;
  studioId: StudioId;
  day: string;
  visits: readonly Visit[];
}

/** Nothing is decided by who looked: there is no state. */
export type Visits = Record<never, never>;

/** Who looked at one event's page on one day, as one process saw it: stream `visits-<eventId>-<day>-<process>`. */
export const visits: Decider<RecordVisits, Visits, Exclude<VisitsEvent, TrackedVisit>> = {
  initial: () => ({}),
  decide({ eventId, studioId, day, visits }) {
    if (visits.length > MAX_VISITS) throw new Rejected("too_many_visits", { most: MAX_VISITS });
    return visits.length === 0 ? [] : [{ type: "PagesVisited", data: { eventId, studioId, day, visits: [...visits] } }];
  },
  evolve: (state) => state,
};

export type TrackVisit = { type: "TrackVisit"; at: string } & TrackedVisit["data"];

/** One look that is told to platforms: stream `visit-<visitId>`. */
export const trackedVisit: Decider<TrackVisit, { tracked: boolean }, TrackedVisit> = {
  initial: () => ({ tracked: false }),
  decide: ({ type: _, at: __, ...data }, { tracked }) => tracked ? [] : [{ type: "VisitTracked", data }],
  evolve: () => ({ tracked: true }),
};
