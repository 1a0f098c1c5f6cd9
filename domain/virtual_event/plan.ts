import { Rejected } from "../decider.ts";
import { timeZoneNamed } from "../wall_clock.ts";
import type {
  Automations,
  CancelEvent,
  ChangeCapacity,
  ChangeDetails,
  ConfigureAutomations,
  CreateEvent,
  PublishEvent,
  Reschedule,
  SetRegistrationWindow,
  SwitchWaitlist,
} from "./commands.ts";
import { datesOf, sameDate } from "./dates.ts";
import type { EventDate, EventDetails, VirtualEventEvent } from "./events.ts";
import { changeable, type Existing, existing, isOver, type VirtualEvent } from "./state.ts";

export function createEvent(command: CreateEvent, state: VirtualEvent): VirtualEventEvent[] {
  if (state.lifecycle !== "none") throw new Rejected("event_already_created");
  const { at, eventId, studioId, trainerId, details, capacity, waitlist, automations } = command;
  const timeZone = timeZoneNamed(command.timeZone);
  const dates = datesOf(command.dates, timeZone);
  refusePast(dates, at);
  refuseWindow(command.registrationOpensAt, command.registrationClosesAt);
  refuseReminders(automations);
  const { registrationOpensAt, registrationClosesAt } = command;
  return [
    {
      type: "EventCreated",
      data: {
        eventId,
        studioId,
        trainerId,
        ...details,
        timeZone,
        dates,
        capacity,
        waitlist,
        registrationOpensAt,
        registrationClosesAt,
      },
    },
    automationsConfigured(eventId, automations),
  ];
}

export function changeDetails({ changes }: ChangeDetails, state: VirtualEvent): VirtualEventEvent[] {
  const { eventId, lifecycle, details } = changeable(state);
  const changed = Object.fromEntries(
    Object.entries(changes).filter(([field, value]) =>
      value !== undefined && JSON.stringify(value) !== JSON.stringify(details[field as keyof EventDetails])
    ),
  );
  if (Object.keys(changed).length === 0) return [];
  if (lifecycle === "published") refuseUnready({ ...details, ...changed });
  return [{ type: "EventDetailsChanged", data: { eventId, changes: changed } }];
}

export function reschedule(command: Reschedule, state: VirtualEvent): VirtualEventEvent[] {
  const event = changeable(state);
  const timeZone = timeZoneNamed(command.timeZone);
  const dates = datesOf(command.dates, timeZone, event);
  const unchanged = dates.filter((date) => event.dates.some((before) => sameDate(before, date)));
  if (
    timeZone === event.timeZone && unchanged.length === dates.length && dates.length === event.dates.length
  ) return [];
  if (event.lifecycle === "published") refuseRewriting(event, dates, command.at);
  refusePast(dates.filter((date) => !unchanged.includes(date)), command.at);
  return [{ type: "EventRescheduled", data: { eventId: event.eventId, timeZone, dates } }];
}

export function configureAutomations({ automations }: ConfigureAutomations, state: VirtualEvent): VirtualEventEvent[] {
  const event = changeable(state);
  refuseReminders(automations);
  const { confirmation, reminders } = event.automations;
  const same = confirmation === automations.confirmation && String(reminders) === String(automations.reminders);
  return same ? [] : [automationsConfigured(event.eventId, automations)];
}

export function changeCapacity({ capacity }: ChangeCapacity, state: VirtualEvent): VirtualEventEvent[] {
  const { eventId, capacity: formerly, seats } = changeable(state);
  if (capacity === formerly) return [];
  if (formerly !== null && (capacity === null || capacity > formerly)) {
    return [{ type: "CapacityRaised", data: { eventId, capacity, formerly } }];
  }
  const lower = capacity as number;
  if (lower < seats.taken) throw new Rejected("capacity_below_taken", { taken: seats.taken });
  return [{ type: "CapacityLowered", data: { eventId, capacity: lower, formerly } }];
}

/** Switching the waitlist off sends nobody away who waits already. */
export function switchWaitlist({ on }: SwitchWaitlist, state: VirtualEvent): VirtualEventEvent[] {
  const { eventId, waitlist } = changeable(state);
  return on === waitlist ? [] : [{ type: "WaitlistSwitched", data: { eventId, on } }];
}

export function setRegistrationWindow(command: SetRegistrationWindow, state: VirtualEvent): VirtualEventEvent[] {
  const { eventId, ...event } = changeable(state);
  const { opensAt, closesAt } = command;
  if (opensAt === event.opensAt && closesAt === event.closesAt) return [];
  refuseWindow(opensAt, closesAt);
  return [{ type: "RegistrationWindowSet", data: { eventId, opensAt, closesAt } }];
}

export function publishEvent({ at }: PublishEvent, state: VirtualEvent): VirtualEventEvent[] {
  const event = changeable(state);
  if (event.lifecycle === "published") return [];
  refuseUnready(event.details);
  refusePast(event.dates, at);
  return [{ type: "EventPublished", data: { eventId: event.eventId } }];
}

export function cancelEvent({ at, reason }: CancelEvent, state: VirtualEvent): VirtualEventEvent[] {
  const event = existing(state);
  if (event.lifecycle === "cancelled") return [];
  if (event.lifecycle === "published" && isOver(event, at)) throw new Rejected("event_over");
  return [{ type: "EventCancelled", data: { eventId: event.eventId, reason } }];
}

function missingToPublish({ title, description, access, price }: EventDetails): string[] {
  const missing: string[] = [];
  if (title.trim() === "") missing.push("title");
  if (description.trim() === "") missing.push("description");
  if (access === "paid" && !price?.amount) missing.push("price");
  return missing;
}

/** What people can see must be complete. Nothing can be sold: no studio can connect a payment account yet. */
function refuseUnready(details: EventDetails): void {
  const missing = missingToPublish(details);
  if (missing.length > 0) throw new Rejected("not_ready_to_publish", { missing });
  if (details.access === "paid") throw new Rejected("payments_not_connected");
}

function refusePast(dates: readonly EventDate[], at: string): void {
  const past = dates.find((date) => date.startsAt <= at);
  if (past) throw new Rejected("date_in_past", { date: past.startsAtLocal });
}

/** What people were invited to has been held, or is being held: it stays as it was. */
function refuseRewriting(event: Existing, dates: readonly EventDate[], at: string): void {
  if (isOver(event, at)) throw new Rejected("event_over");
  const held = event.dates.filter((date) => date.startsAt <= at);
  const rewritten = held.find((date) => !dates.some((kept) => sameDate(kept, date)));
  if (rewritten) throw new Rejected("date_already_held", { date: rewritten.startsAtLocal });
}

function refuseWindow(opensAt: string | null, closesAt: string | null): void {
  if (opensAt !== null && closesAt !== null && closesAt <= opensAt) {
    throw new Rejected("registration_window_invalid", { opensAt, closesAt });
  }
}

function refuseReminders({ reminders }: Automations): void {
  const wrong = reminders.find((offset, i) => !isOffset(offset) || reminders.indexOf(offset) < i);
  if (wrong !== undefined) throw new Rejected("reminder_invalid", { reminder: wrong });
}

/** Between five minutes and thirty days; no months, which are not always as long. */
function isOffset(offset: string): boolean {
  try {
    const minutes = Temporal.Duration.from(offset).total("minutes");
    return minutes >= 5 && minutes <= 30 * 24 * 60;
  } catch {
    return false;
  }
}

function automationsConfigured(eventId: Existing["eventId"], { confirmation, reminders }: Automations) {
  return {
    type: "AutomationsConfigured",
    data: { eventId, confirmation, reminders: [...reminders] },
  } satisfies VirtualEventEvent;
}
