import { z } from "zod";
import { type EventOf, eventType } from "../event_type.ts";

/** A signed statement about a run of facts of one studio, chained to the one before. */
export const Sealed = eventType("Sealed", {
  studio: z.string(),
  number: z.int().positive(),
  firstEventId: z.uuid(),
  lastEventId: z.uuid(),
  count: z.int().positive(),
  /** SHA-256 of each fact, base64, in log order. */
  leaves: z.array(z.string()),
  merkleRoot: z.string(),
  /** Hash of the seal before; null for the first. */
  previous: z.string().nullable(),
  keyId: z.string(),
  /** Ed25519 over the hash of all of the above, base64. */
  signature: z.string(),
});

export const sealEvents = [Sealed] as const;
export type SealEvent = EventOf<typeof sealEvents[number]>;
