import type { EventId } from "../domain/ids.ts";
import { uuidv5 } from "../domain/uuid.ts";
import type { EventDate } from "../domain/virtual_event/events.ts";
import { minutesAfter } from "../domain/wall_clock.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { createEvent } from "./create_event.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import type { SpeakerInput } from "./event_design.ts";
import { eventIn } from "./streams.ts";
import { updateEvent } from "./update_event.ts";

export interface Duplication {
  /** Its title; the original's when left out. */
  title?: string;
  /** Days by which every date is later on the clock of the event's zone; at least so many that none is past. */
  shiftDays: number;
  /** Speakers to name again, without ids: their profiles are personal and in no state. */
  speakers?: readonly SpeakerInput[];
}

/**
 * Makes a draft like an event, with later dates and the caller as its trainer. Nobody is registered for it, and its
 * registration opens at once.
 * @throws {Rejected} `event_not_found`, `unauthenticated`, `forbidden`, `date_in_past`
 */
export async function duplicateEvent(
  deps: CommandDeps,
  caller: Caller,
  eventId: EventId,
  { title, shiftDays, speakers }: Duplication,
): Promise<{ eventId: EventId; slug: string; position: Position }> {
  const event = await eventIn(deps, caller.studioId, eventId);
  authorise(caller, "event.read", event.trainerId);
  const { slug: _, ...details } = event.details;
  const copy = await createEvent(deps, caller, {
    ...details,
    title: title ?? details.title,
    timeZone: event.timeZone,
    dates: event.dates.map((date) => shifted(date, shiftDays)),
    capacity: event.capacity,
    waitlist: event.waitlist,
    registrationOpensAt: null,
    registrationClosesAt: null,
    automations: event.automations,
  });
  const { access, price } = event.details;
  const { earlyBird, companyBilling, waitlistMode, form } = event;
  const { position } = await updateEvent(
    deps,
    { ...caller, commandId: uuidv5(caller.commandId, "design") },
    copy.eventId,
    {
      audience: event.audience,
      platform: event.platform,
      materials: event.materials,
      page: event.page,
      translations: event.translations,
      ...(form ? { form } : {}),
      pricing: {
        access,
        price,
        earlyBird: earlyBird && { ...earlyBird, until: minutesAfter(earlyBird.until, shiftDays * 24 * 60) },
        companyBilling,
      },
      approval: event.approval,
      ...(waitlistMode ? { waitlistMode } : {}),
      speakers,
    },
  );
  return { ...copy, position };
}

function shifted({ startsAtLocal, durationMinutes }: EventDate, days: number) {
  const later = Temporal.PlainDateTime.from(startsAtLocal).add({ days });
  return { startsAtLocal: later.toString({ smallestUnit: "minute" }), durationMinutes };
}
