import { isDeepStrictEqual } from "node:util";
import type { EventId } from "../domain/ids.ts";
import type { Automations, EventChange } from "../domain/virtual_event/commands.ts";
import type { EventDetails } from "../domain/virtual_event/events.ts";
import type { Existing } from "../domain/virtual_event/state.ts";
import { virtualEvent } from "../domain/virtual_event/virtual_event.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { holding, slugOf } from "./claims.ts";
import { contextOf } from "./context.ts";
import { changedDates, type DateInput } from "./date_input.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { designChanges, type EventDesign } from "./event_design.ts";
import { eventIn, eventStream } from "./streams.ts";

/** What is to be different; what is left out stays. */
export interface EventUpdate extends Partial<EventDetails>, EventDesign {
  timeZone?: string;
  dates?: readonly DateInput[];
  capacity?: number | null;
  waitlist?: boolean;
  registrationOpensAt?: string | null;
  registrationClosesAt?: string | null;
  automations?: Automations;
  /** Publish it too, after the changes. */
  publish?: boolean;
  /** `version` of the event that whoever asks has seen; left out: whatever it is now. */
  ifVersion?: number;
}

/**
 * Changes an event, everything or nothing of what is asked for at once. A new slug is claimed first; the former one
 * stays the event's, since its address has been given away.
 * @throws {Rejected} `event_not_found`, `unauthenticated`, `forbidden`, `slug_taken`, `date_unknown`, `details_changed`, and what
 * the event itself refuses
 */
export async function updateEvent(
  deps: CommandDeps,
  caller: Caller,
  eventId: EventId,
  update: EventUpdate,
): Promise<{ position: Position }> {
  const event = await eventIn(deps, caller.studioId, eventId);
  authorise(caller, "event.change", event.trainerId);
  if (update.publish) authorise(caller, "event.publish", event.trainerId);
  if (costsOtherwise(update, event)) authorise(caller, "event.price", event.trainerId);
  const change = async () => {
    const at = deps.now();
    const changes = await changesOf(deps, caller, update, event, at);
    const command = { type: "ChangeEvent", at, changes, version: update.ifVersion } as const;
    const { position } = await deps.handle(virtualEvent, eventStream(eventId), command, contextOf(caller));
    return { position };
  };
  if (update.slug === undefined || update.slug === event.details.slug) return await change();
  return await holding(deps, caller, slugOf(caller.studioId, update.slug), eventId, "slug_taken", change);
}

/** The order matters: dates before publication, the waitlist before the capacity that people queue for. */
async function changesOf(
  deps: CommandDeps,
  caller: Caller,
  update: EventUpdate,
  event: Existing,
  at: string,
): Promise<EventChange[]> {
  const {
    timeZone,
    dates,
    capacity,
    waitlist,
    registrationOpensAt,
    registrationClosesAt,
    automations,
    publish,
    ifVersion: _,
    audience,
    platform,
    materials,
    speakers,
    removedSpeakers,
    page,
    translations,
    form,
    pricing,
    approval,
    waitlistMode,
    ...details
  } = update;
  const design = {
    audience,
    platform,
    materials,
    speakers,
    removedSpeakers,
    page,
    translations,
    form,
    pricing,
    approval,
    waitlistMode,
  };
  const changes: EventChange[] = [
    { type: "ChangeDetails", at, changes: details },
    ...await designChanges(deps, caller, design, event, at),
  ];
  if (timeZone !== undefined || dates !== undefined) {
    changes.push({
      type: "Reschedule",
      at,
      timeZone: timeZone ?? event.timeZone,
      dates: changedDates(caller.commandId, dates ?? event.dates.map(wallClockOnly), event.dates),
    });
  }
  if (waitlist !== undefined) changes.push({ type: "SwitchWaitlist", at, on: waitlist });
  if (capacity !== undefined) changes.push({ type: "ChangeCapacity", at, capacity });
  if (registrationOpensAt !== undefined || registrationClosesAt !== undefined) {
    const opensAt = registrationOpensAt === undefined ? event.opensAt : registrationOpensAt;
    const closesAt = registrationClosesAt === undefined ? event.closesAt : registrationClosesAt;
    changes.push({ type: "SetRegistrationWindow", at, opensAt, closesAt });
  }
  if (automations !== undefined) changes.push({ type: "ConfigureAutomations", at, automations });
  if (publish) changes.push({ type: "PublishEvent", at });
  return changes;
}

/** Whether an update changes what the event costs; saying again what it costs already does not. */
function costsOtherwise(
  { access, price, pricing }: EventUpdate,
  { details, earlyBird, companyBilling }: Existing,
): boolean {
  const now = { access: details.access, price: details.price, earlyBird, companyBilling };
  const then = {
    ...now,
    ...(access === undefined ? {} : { access }),
    ...(price === undefined ? {} : { price }),
    ...pricing,
  };
  return !isDeepStrictEqual(now, then);
}

/** In another zone a date keeps what the clock on the wall showed. */
function wallClockOnly({ dateId, startsAtLocal, durationMinutes }: Existing["dates"][number]): DateInput {
  return { dateId, startsAtLocal, durationMinutes };
}
