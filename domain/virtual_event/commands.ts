import type { DateId, EventId, Language, PersonId, RegistrationId, StudioId, UserId } from "../ids.ts";
import type { EventDetails } from "./events.ts";

/** One date as it is chosen: a wall clock in the event's zone, or (from the API) an instant. */
export type DateChoice =
  & { dateId: DateId; durationMinutes: number }
  & ({ startsAtLocal: string } | { startsAt: string });

/** What goes out by itself. `reminders` are ISO 8601 durations before each date's start. */
export interface Automations {
  confirmation: boolean;
  reminders: readonly string[];
}

/** What a new event sends unless its trainer says otherwise. */
export const defaultAutomations: Automations = { confirmation: true, reminders: ["PT24H", "PT1H"] };

export interface CreateEvent {
  type: "CreateEvent";
  at: string;
  eventId: EventId;
  studioId: StudioId;
  trainerId: UserId;
  details: EventDetails;
  timeZone: string;
  dates: readonly DateChoice[];
  /** Null: no limit. */
  capacity: number | null;
  waitlist: boolean;
  registrationOpensAt: string | null;
  /** Null: until the last date is over. */
  registrationClosesAt: string | null;
  automations: Automations;
}
export interface ChangeDetails {
  type: "ChangeDetails";
  at: string;
  changes: Partial<EventDetails>;
}
export interface Reschedule {
  type: "Reschedule";
  at: string;
  timeZone: string;
  dates: readonly DateChoice[];
}
export interface ConfigureAutomations {
  type: "ConfigureAutomations";
  at: string;
  automations: Automations;
}
export interface ChangeCapacity {
  type: "ChangeCapacity";
  at: string;
  capacity: number | null;
}
export interface SwitchWaitlist {
  type: "SwitchWaitlist";
  at: string;
  on: boolean;
}
export interface SetRegistrationWindow {
  type: "SetRegistrationWindow";
  at: string;
  opensAt: string | null;
  closesAt: string | null;
}
export interface PublishEvent {
  type: "PublishEvent";
  at: string;
}
/** Several changes that one person asked for at once: decided in order, all or none. */
export interface ChangeEvent {
  type: "ChangeEvent";
  at: string;
  changes: readonly EventChange[];
}
export interface CancelEvent {
  type: "CancelEvent";
  at: string;
  reason: string;
}

/** What a registrant tells of themselves: personal, encrypted in the log. */
export interface Registrant {
  email: string;
  firstName: string;
  lastName: string;
  phone?: string;
  company?: string;
  position?: string;
  website?: string;
  specialRequirements?: string;
}
export interface Register {
  type: "Register";
  at: string;
  registrationId: RegistrationId;
  personId: PersonId;
  registrant: Registrant;
  language: Language;
  /** The registrant's zone; null: unknown, the event's is taken. */
  timeZone: string | null;
  source: string;
  consents: { terms: boolean; privacy: boolean; marketing: boolean };
}
export interface CancelRegistration {
  type: "CancelRegistration";
  at: string;
  registrationId: RegistrationId;
  by: "registrant" | "trainer";
}
/** A policy's: moves at most `limit` people, and never more than {@link MAX_PROMOTED}, from the line onto free seats. */
export interface PromoteFromWaitlist {
  type: "PromoteFromWaitlist";
  at: string;
  limit: number;
}
/** Gives up the person's place where the event is still to come. */
export interface ErasePersonFromEvent {
  type: "ErasePersonFromEvent";
  at: string;
  personId: PersonId;
}

/** Most people one append moves up: it stays far below the largest append. */
export const MAX_PROMOTED = 200;

/** What can be asked for together in {@link ChangeEvent}. */
export type EventChange =
  | ChangeDetails
  | Reschedule
  | ConfigureAutomations
  | ChangeCapacity
  | SwitchWaitlist
  | SetRegistrationWindow
  | PublishEvent;

export type VirtualEventCommand =
  | CreateEvent
  | EventChange
  | ChangeEvent
  | CancelEvent
  | Register
  | CancelRegistration
  | PromoteFromWaitlist
  | ErasePersonFromEvent;
