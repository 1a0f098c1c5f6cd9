import type { CommandDeps } from "../commands/deps.ts";
import { keepWallClock } from "../commands/keep_wall_clock.ts";
import type { EventId } from "../domain/ids.ts";
import type { EventDate } from "../domain/virtual_event/events.ts";
import { onItsWallClock } from "../domain/virtual_event/dates.ts";
import type { Role } from "../projections/runtime/worker.ts";

/** When an event is, as a read model has it. */
export interface PlannedEvent {
  eventId: string;
  studioId: string;
  timeZone: string;
  dates: readonly EventDate[];
}

/**
 * Looks once a term, at all that is to come, whether the rules of a zone have become others: they come with a new version of
 * the runtime, so with a new process. Who is registered hears of another instant as of any date that was moved.
 */
export function wallClockRole({ planned, commands }: {
  /** What is to come, in the order of ids; `after`: those behind this one. */
  planned(after: string | null): Promise<PlannedEvent[]>;
  commands: Pick<CommandDeps, "handle" | "now" | "newId">;
}): Role {
  return {
    name: "wall clocks",
    async run(signal, folding) {
      await folding.reachedEnd("public_events", signal);
      let after: string | null = null;
      while (!signal.aborted) {
        const events: PlannedEvent[] = await planned(after);
        for (const event of events.filter(isElsewhere)) await keepWallClock(commands, ofIds(event));
        after = events.at(-1)?.eventId ?? null;
        if (after === null) break;
      }
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    },
  };
}

const ofIds = ({ eventId, studioId }: PlannedEvent) => ({ eventId: eventId as EventId, studioId });

const isElsewhere = ({ dates, timeZone }: PlannedEvent): boolean =>
  dates.some((date) => onItsWallClock(date, timeZone).startsAt !== date.startsAt);
