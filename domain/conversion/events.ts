import { z } from "zod";
import { ConsentSnapshot } from "../consent/snapshot.ts";
import { type EventOf, eventType, personal } from "../event_type.ts";
import { EventId, Instant, Money, PersonId, StudioId } from "../ids.ts";
import { Trigger } from "../tracking/triggers.ts";

/** What somebody told of a person beside what we know: a purchase by phone, a renewal, a booked call. */
export const Told = z.object({
  email: z.string(),
  phone: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  city: z.string(),
  zip: z.string(),
  country: z.string(),
}).partial();
export type Told = z.infer<typeof Told>;

/** Something of value that happened elsewhere and was told to us: it takes the same way as what happens here. */
export const ConversionReported = eventType("ConversionReported", {
  conversionId: z.uuid(),
  studioId: StudioId,
  personId: PersonId,
  what: Trigger.extract(["registered", "call_booked", "checkout_started", "purchased"]),
  /** Null: not about one of our events. */
  eventId: EventId.nullable(),
  value: Money.nullable(),
  happenedAt: Instant,
  consent: ConsentSnapshot,
  told: personal("personId", Told),
});

export const conversionEvents = [ConversionReported] as const;
export type ConversionEvent = EventOf<typeof conversionEvents[number]>;
