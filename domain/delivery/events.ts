import { z } from "zod";
import { type EventOf, eventType } from "../event_type.ts";
import { DeliveryId, Instant } from "../ids.ts";

const which = {
  /** UUIDv5 of (reactor, key). */
  deliveryId: DeliveryId,
};

/** How a call went, where the other side tells: nothing personal. */
export const Call = z.object({
  /** HTTP status; 0: nobody answered. */
  status: z.int().min(0).max(599),
  latencyMs: z.int().nonnegative(),
  /** How many went together. */
  batch: z.int().positive(),
  /** Names of the identifiers that were in it, and of fields that did not validate. */
  identifiers: z.array(z.string().max(60)).max(40),
  dropped: z.array(z.string().max(60)).max(40),
  /** SHA-256 of what was sent: what is made again from the facts proves to be the same by it. */
  payloadHash: z.string().max(64),
});
export type Call = z.infer<typeof Call>;

/** Appended before the gateway is called: from here on this delivery is somebody's, under a lease. */
export const DeliveryAttempted = eventType("DeliveryAttempted", {
  ...which,
  reactor: z.string(),
  key: z.string(),
  channel: z.string(),
  attempt: z.int().positive(),
  /** The attempt before had no known outcome (its process was killed): this one repeats it under the same key. */
  repeatsUnknown: z.boolean(),
  leaseUntil: Instant,
});
export const DeliverySucceeded = eventType("DeliverySucceeded", {
  ...which,
  attempt: z.int().positive(),
  receipt: z.string().max(500),
  call: Call.optional(),
});
export const DeliveryFailed = eventType("DeliveryFailed", {
  ...which,
  attempt: z.int().positive(),
  error: z.string().max(500),
  nextAttemptAt: Instant,
  call: Call.optional(),
});
/** No further attempt by itself; a person can replay it. */
export const DeliveryAbandoned = eventType("DeliveryAbandoned", {
  ...which,
  attempt: z.int().positive(),
  error: z.string().max(500),
  call: Call.optional(),
});
/** It was due and is not made, with the reason. */
export const DeliverySkipped = eventType("DeliverySkipped", {
  ...which,
  reactor: z.string(),
  key: z.string(),
  channel: z.string(),
  reason: z.string(),
});
/** It is due and has to wait, e.g. because the studio has sent what it may today. No attempt was made. */
export const DeliveryPostponed = eventType("DeliveryPostponed", {
  ...which,
  reactor: z.string(),
  key: z.string(),
  channel: z.string(),
  reason: z.string(),
  until: Instant,
});
/** A person asked for a delivery that was given up or skipped to be tried anew. */
export const DeliveryReplayed = eventType("DeliveryReplayed", { ...which });

/** What the outside said after it had taken it: returned for good or for now, or called unwanted by whoever got it. */
export const DeliveryReported = eventType("DeliveryReported", {
  ...which,
  what: z.enum(["bounced", "deferred", "complained"]),
  /** Its code (RFC 3463), e.g. `5.1.1`, or a text provider's, e.g. `30005`; empty where none was given. */
  status: z.string().max(20),
});

/** What took it has told that it is where it should be: on the phone. */
export const DeliveryConfirmed = eventType("DeliveryConfirmed", { ...which });

/** Whoever got the mail opened it, or their mail program looked at its pictures for them. */
export const DeliveryOpened = eventType("DeliveryOpened", { ...which });

export const deliveryEvents = [
  DeliveryOpened,
  DeliveryConfirmed,
  DeliveryReported,
  DeliveryAttempted,
  DeliverySucceeded,
  DeliveryFailed,
  DeliveryAbandoned,
  DeliverySkipped,
  DeliveryPostponed,
  DeliveryReplayed,
] as const;
export type DeliveryEvent = EventOf<typeof deliveryEvents[number]>;
