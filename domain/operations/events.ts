import { z } from "zod";
import { type EventOf, eventType } from "../event_type.ts";

/** What an operator is told of, one episode at a time. */
export const AlertKind = z.enum(["lag", "dead_ends", "backup", "disk", "certificate", "clock"]);
export type AlertKind = z.infer<typeof AlertKind>;

const place = z.string().max(500);

/** A backup is where it belongs. */
export const BackupSucceeded = eventType("BackupSucceeded", {
  place,
  name: z.string().max(200),
  bytes: z.int().nonnegative(),
  /** Facts in it; null where the log is backed up by other means. */
  facts: z.int().nonnegative().nullable(),
  encrypted: z.boolean(),
  /** It was brought back into a temporary place, and everything was there. */
  triedOut: z.boolean(),
  /** Older ones that went for it. */
  removed: z.array(z.string()).max(10_000),
});
export const BackupFailed = eventType("BackupFailed", { place, reason: z.string().max(500) });
/** Something wants an operator's attention. Nothing more is said of it until it has ended. */
export const AlertRaised = eventType("AlertRaised", {
  kind: AlertKind,
  /** Of several things that one kind may be about. */
  subject: z.string().max(100),
  detail: z.string().max(500),
});
export const AlertEnded = eventType("AlertEnded", { kind: AlertKind, subject: z.string().max(100) });

export const operationsEvents = [BackupSucceeded, BackupFailed, AlertRaised, AlertEnded] as const;
export type OperationsEvent = EventOf<typeof operationsEvents[number]>;
