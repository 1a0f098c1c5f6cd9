import type { DateId } from "../../../domain/ids.ts";
import type { CreateEvent, Register, VirtualEventCommand } from "../../../domain/virtual_event/commands.ts";
import type { VirtualEventEvent } from "../../../domain/virtual_event/events.ts";
import { virtualEvent } from "../../../domain/virtual_event/virtual_event.ts";
import { given } from "../../support/given.ts";
import { id } from "../../support/ids.ts";

type DataOf<T extends VirtualEventEvent["type"]> = Extract<VirtualEventEvent, { type: T }>["data"];

const eventId = id.event();

/** Long before the event, the day before, and when it is over. */
export const LONG_BEFORE = "2026-10-01T10:00:00.000Z";
export const DAY_BEFORE = "2026-11-23T18:00:00.000Z";
export const DURING = "2026-11-24T18:30:00.000Z";
export const AFTER = "2026-11-24T19:00:00.000Z";

/** Tuesday, 24 November 2026, 19:00 in Madrid, for an hour. */
export const tuesday = {
  dateId: id.any<DateId>("tuesday"),
  startsAtLocal: "2026-11-24T19:00",
  startsAt: "2026-11-24T18:00:00.000Z",
  durationMinutes: 60,
};

export const details = {
  title: "5 Errores Comunes al Empezar con Calistenia",
  description: "Los cinco errores, y cómo evitarlos.",
  type: "webinar",
  language: "es",
  slug: "5-errores",
  access: "free",
  price: null,
  companyRequired: false,
} as const;

export const createEvent: CreateEvent = {
  type: "CreateEvent",
  at: LONG_BEFORE,
  eventId,
  studioId: id.studio(),
  trainerId: id.user("carlos"),
  details,
  timeZone: "Europe/Madrid",
  dates: [{ dateId: tuesday.dateId, startsAtLocal: tuesday.startsAtLocal, durationMinutes: 60 }],
  capacity: 2,
  waitlist: true,
  registrationOpensAt: null,
  registrationClosesAt: null,
  automations: { confirmation: true, reminders: ["PT24H", "PT1H"] },
};

/** The event as it was created, with what is to be different. */
export function created(change: Partial<DataOf<"EventCreated">> = {}): VirtualEventEvent {
  const { studioId, trainerId, timeZone, capacity, waitlist } = createEvent;
  return {
    type: "EventCreated",
    data: {
      eventId,
      studioId,
      trainerId,
      ...details,
      timeZone,
      dates: [tuesday],
      capacity,
      waitlist,
      registrationOpensAt: null,
      registrationClosesAt: null,
      ...change,
    },
  };
}
export const automations: VirtualEventEvent = {
  type: "AutomationsConfigured",
  data: { eventId, confirmation: true, reminders: ["PT24H", "PT1H"] },
};
export const published: VirtualEventEvent = { type: "EventPublished", data: { eventId } };
export const eventCancelled: VirtualEventEvent = { type: "EventCancelled", data: { eventId, reason: "ill" } };

const who = (name: string) => ({ eventId, registrationId: id.registration(name), personId: id.person(name) });

/** What is on record when somebody registered and got a seat, waits, or gave up. */
export function requested(name: string): VirtualEventEvent {
  const asked = virtualEvent.decide(
    register(name),
    [created({ capacity: null }), published].reduce(
      virtualEvent.evolve,
      virtualEvent.initial(),
    ),
  );
  return asked[0]!;
}
export const confirmed = (name: string, from: "request" | "waitlist" = "request"): VirtualEventEvent => ({
  type: "RegistrationConfirmed",
  data: { ...who(name), from },
});
export const waitlisted = (name: string, position: number): VirtualEventEvent => ({
  type: "RegistrationWaitlisted",
  data: { ...who(name), position },
});
export const gaveUp = (
  name: string,
  by: "registrant" | "trainer" | "person_erased" = "registrant",
): VirtualEventEvent => ({ type: "RegistrationCancelled", data: { ...who(name), by } });

export function register(name: string, change: Partial<Register> = {}): Register {
  return {
    type: "Register",
    at: DAY_BEFORE,
    registrationId: id.registration(name),
    personId: id.person(name),
    registrant: { email: `${name}@example.com`, firstName: name, lastName: "Example" },
    language: "es",
    timeZone: null,
    source: "direct",
    consents: { terms: true, privacy: true, marketing: false },
    ...change,
  };
}
export const cancel = (name: string, at = DAY_BEFORE): VirtualEventCommand => ({
  type: "CancelRegistration",
  at,
  registrationId: id.registration(name),
  by: "registrant",
});

/** A draft, and the published event with two seats, with what happened since. */
export const draft = (...since: VirtualEventEvent[]) => given(virtualEvent, created(), automations, ...since);
export const live = (...since: VirtualEventEvent[]) => given(virtualEvent, created(), automations, published, ...since);
