import type { EventId } from "../domain/ids.ts";
import type { Visit } from "../domain/visits/events.ts";
import { MAX_VISITS, visits as decider } from "../domain/visits/visits.ts";
import { stepOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";

/**
 * Keeps who looked at an event's page, in batches of at most {@link MAX_VISITS} a fact. `process`: a UUID of this
 * process, so that several write into streams of their own. Whoever calls again after a failure counts twice: a figure, not a decision.
 */
export async function recordVisits(
  deps: CommandDeps,
  caller: Caller,
  { eventId, day, process, visits }: { eventId: EventId; day: string; process: string; visits: readonly Visit[] },
): Promise<void> {
  const stream = `visits-${eventId}-${day}-${process}` as const;
  for (let from = 0; from < visits.length; from += MAX_VISITS) {
    const batch = visits.slice(from, from + MAX_VISITS);
    const command = {
      type: "RecordVisits",
      at: deps.now(),
      eventId,
      studioId: caller.studioId,
      day,
      visits: batch,
    } as const;
    await deps.handle(decider, stream, command, stepOf(caller, deps.newId()));
  }
}
