import { Rejected } from "../domain/decider.ts";
import type { DateId } from "../domain/ids.ts";
import { uuidv5 } from "../domain/uuid.ts";
import type { DateChoice } from "../domain/virtual_event/commands.ts";
import type { EventDate } from "../domain/virtual_event/events.ts";

/** A date as it is asked for: a wall clock in the event's zone, or an instant. `dateId` only for one that exists. */
export type DateInput =
  & { dateId?: DateId; durationMinutes: number }
  & ({ startsAtLocal: string } | { startsAt: string });

/** The dates of a new event; their ids come from the command's. */
export function newDates(commandId: string, dates: readonly DateInput[]): DateChoice[] {
  return dates.map((date, i) => ({ ...date, dateId: newDateId(commandId, i) }));
}

/**
 * The dates of an existing event. One without an id takes that of the date at its place, so that whoever sends plain
 * times moves dates and does not replace them; beyond these a date is new.
 * @throws {Rejected} `date_unknown`
 */
export function changedDates(
  commandId: string,
  dates: readonly DateInput[],
  formerly: readonly EventDate[],
): DateChoice[] {
  const free = formerly.filter((before) => !dates.some((date) => date.dateId === before.dateId));
  return dates.map((date, i) => {
    if (date.dateId !== undefined && !formerly.some((before) => before.dateId === date.dateId)) {
      throw new Rejected("date_unknown", { dateId: date.dateId });
    }
    const dateId = date.dateId ?? free.shift()?.dateId ?? newDateId(commandId, i);
    return { ...date, dateId };
  });
}

function newDateId(commandId: string, i: number): DateId {
  return uuidv5(commandId, "date", i) as DateId;
}
