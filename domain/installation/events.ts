import { z } from "zod";
import { type EventOf, eventType } from "../event_type.ts";
import { StudioId, UserId } from "../ids.ts";

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

export const installationEvents = [InstallationStarted, OperatorAppointed, ReactorStarted, StudioListed] as const;
export type InstallationEvent = EventOf<typeof installationEvents[number]>;
