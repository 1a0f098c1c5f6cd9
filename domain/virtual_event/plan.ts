import { Rejected } from "../decider.ts";
import { isOffset, wholeDays } from "../offset.ts";
import { timeZoneNamed } from "../wall_clock.ts";
import type {
  Automations,
  ChangeCapacity,
  ChangeDetails,
  ConfigureAutomations,
  CreateEvent,
  KeepWallClock,
  Reschedule,
  SetRegistrationWindow,
  SwitchWaitlist,
} from "./commands.ts";
import { datesOf, onItsWallClock, sameDate } from "./dates.ts";
import type { Sequence } from "./design.ts";
import type { EventDate, EventDetails, VirtualEventEvent } from "./events.ts";
import { refusePast, refuseUnready } from "./readiness.ts";
import { held } from "./seats.ts";
import { changeable, type Existing, existing, isOver, isPublic, type VirtualEvent } from "./state.ts";

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
  const event = changeable(state);
  const { eventId } = event;
  const details: EventDetails = { ...untold(event.details), ...event.details };
  const changed = Object.fromEntries(
    Object.entries(changes).filter(([field, value]) =>
      value !== undefined && JSON.stringify(value) !== JSON.stringify(details[field as keyof EventDetails])
    ),
  );
  if (Object.keys(changed).length === 0) return [];
  if (isPublic(event)) refuseUnready({ ...event.details, ...changed });
  return [{ type: "EventDetailsChanged", data: { eventId, changes: changed } }];
}

/** What holds where nothing was ever said: saying it is no change. */
function untold({ language }: EventDetails): Partial<EventDetails> {
  return { format: null, category: null, tags: [], difficulty: null, languages: [language], sensitive: false };
}

export function reschedule(command: Reschedule, state: VirtualEvent): VirtualEventEvent[] {
  const event = changeable(state);
  const timeZone = timeZoneNamed(command.timeZone);
  const dates = datesOf(command.dates, timeZone, event);
  const unchanged = dates.filter((date) => event.dates.some((before) => sameDate(before, date)));
  if (
    timeZone === event.timeZone && unchanged.length === dates.length && dates.length === event.dates.length
  ) return [];
  if (isPublic(event)) refuseRewriting(event, dates, command.at);
  refusePast(dates.filter((date) => !unchanged.includes(date)), command.at);
  return [{ type: "EventRescheduled", data: { eventId: event.eventId, timeZone, dates } }];
}

/** Seven in the evening stays seven in the evening, where the rules of the zone have become others since it was chosen. */
export function keepWallClock({ at }: KeepWallClock, state: VirtualEvent): VirtualEventEvent[] {
  const event = existing(state);
  if (event.lifecycle !== "draft" && event.lifecycle !== "published") return [];
  const { eventId, timeZone } = event;
  const dates = event.dates.map((date) => date.startsAt > at ? onItsWallClock(date, timeZone) : date);
  if (dates.every((date, n) => sameDate(date, event.dates[n]!))) return [];
  dates.sort((a, b) => a.startsAt < b.startsAt ? -1 : 1);
  return [{ type: "EventRescheduled", data: { eventId, timeZone, dates } }];
}

export function configureAutomations({ automations }: ConfigureAutomations, state: VirtualEvent): VirtualEventEvent[] {
  const event = changeable(state);
  refuseReminders(automations);
  const before = automationsConfigured(event.eventId, event.automations);
  const after = automationsConfigured(event.eventId, {
    ...automations,
    followUps: automations.followUps ?? event.automations.followUps,
    sequence: automations.sequence ?? event.automations.sequence,
  });
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [after];
}

export function changeCapacity({ capacity }: ChangeCapacity, state: VirtualEvent): VirtualEventEvent[] {
  const { eventId, capacity: formerly, seats } = changeable(state);
  if (capacity === formerly) return [];
  if (formerly !== null && (capacity === null || capacity > formerly)) {
    return [{ type: "CapacityRaised", data: { eventId, capacity, formerly } }];
  }
  const lower = capacity as number;
  if (lower < held(seats)) throw new Rejected("capacity_below_taken", { taken: held(seats) });
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

function refuseReminders({ reminders, followUps = [], sequence }: Automations): void {
  const wrong = reminders.find((offset, i) => !isOffset(offset) || reminders.indexOf(offset) < i);
  if (wrong !== undefined) throw new Rejected("reminder_invalid", { reminder: wrong });
  refuseSequence(sequence);
  const groups = followUps.map(({ to }) => to);
  if (followUps.some(({ after }) => !isOffset(after)) || new Set(groups).size < groups.length) {
    throw new Rejected("follow_up_invalid");
  }
}

/** An hour of the day belongs to offsets of whole days. @throws {Rejected} `reminder_invalid` */
export function refuseSequence(sequence: Sequence | undefined): void {
  if (!sequence) return;
  const { timing, speakerAlert, summary } = sequence;
  const offsets = timing.map(({ offset }) => offset);
  const hourless = timing.find(({ offset, hour }) => hour !== null && wholeDays(offset) === null);
  const twice = offsets.find((offset, i) => offsets.indexOf(offset) < i);
  const wrong = [...offsets, speakerAlert, summary].find((offset) => offset !== null && !isOffset(offset));
  const reminder = wrong ?? hourless?.offset ?? twice;
  if (reminder) throw new Rejected("reminder_invalid", { reminder });
}

function automationsConfigured(eventId: Existing["eventId"], automations: Automations) {
  const { confirmation, reminders, followUps, sequence } = automations;
  return {
    type: "AutomationsConfigured",
    data: {
      eventId,
      confirmation,
      reminders: [...reminders],
      ...(followUps ? { followUps: [...followUps] } : {}),
      ...(sequence ? { sequence } : {}),
    },
  } satisfies VirtualEventEvent;
}
