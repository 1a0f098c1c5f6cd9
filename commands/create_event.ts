import { Rejected } from "../domain/decider.ts";
import type { EventId, UserId } from "../domain/ids.ts";
import { uuidv5 } from "../domain/uuid.ts";
import { type Automations, defaultAutomations } from "../domain/virtual_event/commands.ts";
import type { EventDetails } from "../domain/virtual_event/events.ts";
import { slugsFor } from "../domain/virtual_event/slug.ts";
import { virtualEvent } from "../domain/virtual_event/virtual_event.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { holding, releaseValue, slugOf } from "./claims.ts";
import { contextOf } from "./context.ts";
import { type DateInput, newDates } from "./date_input.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { eventStream } from "./streams.ts";

export interface NewEvent extends Omit<EventDetails, "slug"> {
  /** Left out: made from the title, with a number where that is taken. */
  slug?: string;
  timeZone: string;
  dates: readonly DateInput[];
  /** Null: no limit. */
  capacity: number | null;
  waitlist: boolean;
  registrationOpensAt: string | null;
  registrationClosesAt: string | null;
  automations?: Automations;
}

export interface EventCreatedAnswer {
  eventId: EventId;
  slug: string;
  position: Position;
}

/**
 * Creates a draft whose trainer is the caller. Its slug is claimed first, for the event's id, which comes from the
 * command's: a repeated request finds its own claim and its own event.
 * @throws {Rejected} `unauthenticated`, `forbidden`, `slug_taken`, and what the event itself refuses
 */
export async function createEvent(deps: CommandDeps, caller: Caller, input: NewEvent): Promise<EventCreatedAnswer> {
  authorise(caller, "event.create");
  const eventId = uuidv5(caller.commandId, "event") as EventId;
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
  { slug: _, timeZone, dates, capacity, waitlist, registrationOpensAt, registrationClosesAt, ...rest }: NewEvent,
  eventId: EventId,
  slug: string,
): Promise<EventCreatedAnswer> {
  const { automations = defaultAutomations, ...details } = rest;
  const { events, position } = await deps.handle(virtualEvent, eventStream(eventId), {
    type: "CreateEvent",
    at: deps.now(),
    eventId,
    studioId: caller.studioId,
    trainerId: caller.userId as UserId, // nobody else passes `authorise`
    details: { ...details, slug },
    timeZone,
    dates: newDates(caller.commandId, dates),
    capacity,
    waitlist,
    registrationOpensAt,
    registrationClosesAt,
    automations,
  }, contextOf(caller));
  const created = events.find((event) => event.type === "EventCreated");
  if (!created) throw new Error(`event ${eventId} was not created`);
  // An earlier try of the same request got another slug: that one counts.
  if (created.data.slug !== slug) await releaseValue(deps, caller, slugOf(caller.studioId, slug), eventId);
  return { eventId, slug: created.data.slug, position };
}
