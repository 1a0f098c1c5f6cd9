import { z } from "zod";
import { type EventOf, eventType } from "../event_type.ts";
import { EventId, Instant, PersonId, RegistrationId, StudioId } from "../ids.ts";

/** Somebody known tried to register again, or asked for their link: it goes out by mail. */
export const LinkRequested = eventType("LinkRequested", {
  studioId: StudioId,
  personId: PersonId,
  eventId: EventId,
  registrationId: RegistrationId,
  requestedAt: Instant,
});
/** The person's data is gone: keys destroyed, mapping removed, read models rewritten. */
export const PersonErased = eventType("PersonErased", {
  studioId: StudioId,
  personId: PersonId,
  reason: z.enum(["requested", "retention"]),
});

export const personEvents = [LinkRequested, PersonErased] as const;
export type PersonEvent = EventOf<typeof personEvents[number]>;
