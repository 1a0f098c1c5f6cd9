import { z } from "zod";
import { type EventOf, eventType } from "../event_type.ts";
import { DateId, EventId, Instant, PersonId, RegistrationId, StudioId } from "../ids.ts";

/** Somebody known tried to register again, or asked for their link: it goes out by mail. */
export const LinkRequested = eventType("LinkRequested", {
  studioId: StudioId,
  personId: PersonId,
  eventId: EventId,
  registrationId: RegistrationId,
  requestedAt: Instant,
});
/** What a member sends one person by hand, out of its turn. */
export const MessageByHand = z.enum(["reminder", "join_details"]);
export type MessageByHand = z.infer<typeof MessageByHand>;

/** A member wants somebody with a place to be reminded of a date now, or told again how to join it: it goes out by mail. */
export const MessageRequested = eventType("MessageRequested", {
  studioId: StudioId,
  personId: PersonId,
  eventId: EventId,
  registrationId: RegistrationId,
  message: MessageByHand,
  dateId: DateId,
});
/** The person's data is gone: keys destroyed, mapping removed, read models rewritten. */
export const PersonErased = eventType("PersonErased", {
  studioId: StudioId,
  personId: PersonId,
  reason: z.enum(["requested", "retention"]),
});

export const personEvents = [LinkRequested, MessageRequested, PersonErased] as const;
export type PersonEvent = EventOf<typeof personEvents[number]>;
