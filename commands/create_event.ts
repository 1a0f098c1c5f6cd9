import { Rejected } from "../domain/decider.ts";
import type { EventId, UserId } from "../domain/ids.ts";
import { usualSettings } from "../domain/studio/settings.ts";
import { studio } from "../domain/studio/studio.ts";
import { uuidv5 } from "../domain/uuid.ts";
import { type Automations, defaultAutomations } from "../domain/virtual_event/commands.ts";
import type { EventDetails } from "../domain/virtual_event/events.ts";
import { slugsFor } from "../domain/virtual_event/slug.ts";
import { virtualEvent } from "../domain/virtual_event/virtual_event.ts";
import { instantOf, timeZoneNamed } from "../domain/wall_clock.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { holding, releaseValue, slugOf } from "./claims.ts";
import { contextOf } from "./context.ts";
import { type DateInput, newDates } from "./date_input.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { withinLimit } from "./limits.ts";
import { eventStream, studioStream } from "./streams.ts";

export interface NewEvent extends Omit<EventDetails, "slug"> {
  /** Left out: made from the title, with a number where that is taken. */
  slug?: string;
  timeZone: string;
  dates: readonly DateInput[];
  /** Null: no limit. Left out: what the studio's new events begin with. */
  capacity?: number | null;
  waitlist?: boolean;
  registrationOpensAt?: string | null;
  registrationClosesAt?: string | null;
  automations?: Automations;
}

export interface EventCreatedAnswer {
  eventId: EventId;
  slug: string;
  position: Position;
}

/**
 * Creates a draft whose trainer is the caller; what is left out is as the studio's new events are. Its slug is claimed first, for the event's id, which comes from the
 * command's: a repeated request finds its own claim and its own event.
 * @throws {Rejected} `unauthenticated`, `forbidden`, `slug_taken`, and what the event itself refuses
 */
export async function createEvent(deps: CommandDeps, caller: Caller, input: NewEvent): Promise<EventCreatedAnswer> {
  authorise(caller, "event.create");
  if (input.access === "paid") authorise(caller, "event.price", caller.userId);
  const eventId = uuidv5(caller.commandId, "event") as EventId;
  const made = await deps.handle.stateOf(virtualEvent, eventStream(eventId));
  if (made.lifecycle === "none") await withinLimit(deps, caller.studioId, "events");
  const slugs = input.slug === undefined ? slugsFor(input.title, eventId) : [input.slug];
  for (const slug of slugs) {
    const unique = slugOf(caller.studioId, slug);
    try {
      return await holding(
        deps,
        caller,
        unique,
        eventId,
        "slug_taken",
        () => create(deps, caller, input, eventId, slug),
      );
    } catch (error) {
      if (!(error instanceof Rejected && error.reason === "slug_taken")) throw error;
    }
  }
  throw new Rejected("slug_taken", { value: input.slug });
}

async function create(
  deps: CommandDeps,
  caller: Caller,
  { slug: _, timeZone, dates, capacity, waitlist, registrationOpensAt, registrationClosesAt = null, ...rest }: NewEvent,
  eventId: EventId,
  slug: string,
): Promise<EventCreatedAnswer> {
  const owner = await deps.handle.stateOf(studio, studioStream(caller.studioId));
  const { eventDefaults: usual } = owner.lifecycle === "open" ? owner.settings : usualSettings;
  const { reminders, sequence } = usual;
  const { automations = { ...defaultAutomations, reminders, ...(sequence ? { sequence } : {}) }, ...details } = rest;
  const at = deps.now();
  const { events, position } = await deps.handle(virtualEvent, eventStream(eventId), {
    type: "CreateEvent",
    at,
    eventId,
    studioId: caller.studioId,
    trainerId: caller.userId as UserId, // nobody else passes `authorise`
    details: { ...details, slug },
    timeZone,
    dates: newDates(caller.commandId, dates),
    capacity: capacity === undefined ? usual.capacity : capacity,
    waitlist: waitlist ?? usual.waitlist,
    registrationOpensAt: registrationOpensAt === undefined
      ? usualOpening(usual.registrationWindowDays, dates, timeZone, at)
      : registrationOpensAt,
    registrationClosesAt,
    automations,
  }, contextOf(caller));
  const created = events.find((event) => event.type === "EventCreated");
  if (!created) throw new Error(`event ${eventId} was not created`);
  // An earlier try of the same request got another slug: that one counts.
  if (created.data.slug !== slug) await releaseValue(deps, caller, slugOf(caller.studioId, slug), eventId);
  return { eventId, slug: created.data.slug, position };
}

/** So many days before the first date, by the clock of the event's zone; null, which is at once, where that has passed. */
function usualOpening(days: number | null, dates: readonly DateInput[], timeZone: string, at: string): string | null {
  if (days === null) return null;
  const starts = dates.map((date) => "startsAt" in date ? date.startsAt : instantOf(date.startsAtLocal, timeZone));
  const first = starts.reduce((a, b) => a < b ? a : b, starts[0]!);
  const zone = timeZoneNamed(timeZone);
  const opens = Temporal.Instant.from(first).toZonedDateTimeISO(zone).subtract({ days }).toInstant()
    .toString({ fractionalSecondDigits: 3 });
  return opens <= at ? null : opens;
}
