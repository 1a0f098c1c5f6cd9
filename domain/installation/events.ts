import { z } from "zod";
import { type EventOf, eventType } from "../event_type.ts";
import { Instant, StudioId, UserId } from "../ids.ts";

/** First fact of the log: which vault belongs to it. */
export const InstallationStarted = eventType("InstallationStarted", {
  vaultId: z.uuid(),
  /** Whether `deno task demo` made it: only then may it add to it. */
  demo: z.boolean(),
});
export const OperatorAppointed = eventType("OperatorAppointed", { userId: UserId });
/** A reactor acts on what stands after this fact and never on what stands before. */
export const ReactorStarted = eventType("ReactorStarted", { reactor: z.string() });
/** A studio was opened; its own stream says the rest. */
export const StudioListed = eventType("StudioListed", { studioId: StudioId });

/**
 * The log was brought back from a backup. What should have been sent by then, and is not known to have been attempted, may
 * have been sent by the installation that was lost: it is shown as skipped and not made by itself.
 */
export const InstallationRestored = eventType("InstallationRestored", { backedUpAt: Instant, restoredAt: Instant });

export const installationEvents = [
  InstallationStarted,
  OperatorAppointed,
  ReactorStarted,
  StudioListed,
  InstallationRestored,
] as const;
export type InstallationEvent = EventOf<typeof installationEvents[number]>;
