import { type Decider, unreachable } from "../decider.ts";
import type { ChangeEvent, EventChange, VirtualEventCommand } from "./commands.ts";
import type { EventDetails, VirtualEventEvent } from "./events.ts";
import {
  cancelEvent,
  changeCapacity,
  changeDetails,
  configureAutomations,
  createEvent,
  publishEvent,
  reschedule,
  setRegistrationWindow,
  switchWaitlist,
} from "./plan.ts";
import { cancelRegistration, erasePersonFromEvent, promoteFromWaitlist, register } from "./registrations.ts";
import { giveUp, noSeats, queue, take } from "./seats.ts";
import { snapshot } from "./snapshot.ts";
import { type Existing, existing, type VirtualEvent } from "./state.ts";

/** An event and every seat in it: stream `event-<id>`. */
export const virtualEvent: Decider<VirtualEventCommand, VirtualEvent, VirtualEventEvent> = {
  initial: () => ({ lifecycle: "none" }),
  decide,
  evolve,
  snapshot,
};

function decide(command: VirtualEventCommand, state: VirtualEvent): VirtualEventEvent[] {
  switch (command.type) {
    case "CreateEvent":
      return createEvent(command, state);
    case "ChangeEvent":
      return inOrder(command, state);
    case "CancelEvent":
      return cancelEvent(command, state);
    case "Register":
      return register(command, state);
    case "CancelRegistration":
      return cancelRegistration(command, state);
    case "PromoteFromWaitlist":
      return promoteFromWaitlist(command, state);
    case "ErasePersonFromEvent":
      return erasePersonFromEvent(command, state);
    default:
      return decideChange(command, state);
  }
}

function decideChange(change: EventChange, state: VirtualEvent): VirtualEventEvent[] {
  switch (change.type) {
    case "ChangeDetails":
      return changeDetails(change, state);
    case "Reschedule":
      return reschedule(change, state);
    case "ConfigureAutomations":
      return configureAutomations(change, state);
    case "ChangeCapacity":
      return changeCapacity(change, state);
    case "SwitchWaitlist":
      return switchWaitlist(change, state);
    case "SetRegistrationWindow":
      return setRegistrationWindow(change, state);
    case "PublishEvent":
      return publishEvent(change, state);
    default:
      return unreachable(change);
  }
}

/** Each change is judged by what those before it led to. */
function inOrder({ at, changes }: ChangeEvent, start: VirtualEvent): VirtualEventEvent[] {
  let state: VirtualEvent = existing(start);
  const events: VirtualEventEvent[] = [];
  for (const change of changes) {
    const decided = decideChange({ ...change, at }, state);
    state = decided.reduce(evolve, state);
    events.push(...decided);
  }
  return events;
}

function evolve(state: VirtualEvent, event: VirtualEventEvent): VirtualEvent {
  return event.type === "EventCreated" ? created(event.data) : evolveExisting(existing(state), event);
}

function evolveExisting(state: Existing, event: Exclude<VirtualEventEvent, { type: "EventCreated" }>): Existing {
  switch (event.type) {
    case "EventDetailsChanged":
      return { ...state, details: { ...state.details, ...event.data.changes } as EventDetails };
    case "EventRescheduled":
      return { ...state, timeZone: event.data.timeZone, dates: event.data.dates };
    case "AutomationsConfigured":
      return { ...state, automations: { confirmation: event.data.confirmation, reminders: event.data.reminders } };
    case "CapacityRaised":
    case "CapacityLowered":
      return { ...state, capacity: event.data.capacity };
    case "WaitlistSwitched":
      return { ...state, waitlist: event.data.on };
    case "RegistrationWindowSet":
      return { ...state, opensAt: event.data.opensAt, closesAt: event.data.closesAt };
    case "EventPublished":
      return { ...state, lifecycle: "published" };
    case "EventCancelled":
      return { ...state, lifecycle: "cancelled" };
    case "RegistrationRequested":
      return state; // what came of it follows in the same append
    case "RegistrationConfirmed":
      return { ...state, seats: take(state.seats, event.data.registrationId, event.data.personId) };
    case "RegistrationWaitlisted":
      return { ...state, seats: queue(state.seats, event.data.registrationId, event.data.personId) };
    case "RegistrationCancelled":
      return { ...state, seats: giveUp(state.seats, event.data.registrationId) };
    default:
      return unreachable(event);
  }
}

function created(data: Extract<VirtualEventEvent, { type: "EventCreated" }>["data"]): Existing {
  const { eventId, studioId, trainerId, timeZone, dates, capacity, waitlist, ...rest } = data;
  const { registrationOpensAt: opensAt, registrationClosesAt: closesAt, ...details } = rest;
  return {
    lifecycle: "draft",
    eventId,
    studioId,
    trainerId,
    details,
    timeZone,
    dates,
    capacity,
    waitlist,
    opensAt,
    closesAt,
    automations: { confirmation: false, reminders: [] },
    seats: noSeats(),
  };
}
