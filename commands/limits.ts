import { Rejected } from "../domain/decider.ts";
import type { StudioId } from "../domain/ids.ts";
import type { StudioLimits } from "../domain/studio/settings.ts";
import { opened, studio } from "../domain/studio/studio.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { stepOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { studioStream } from "./streams.ts";

/** What is counted before it is used. */
export type Counted = "events" | "registrations";

const refusals = { events: "events_limit_reached", registrations: "registrations_limit_reached" } as const;

/**
 * Refuses what would go past the studio's limit. What is used is read from a read model: who comes in the same moment may
 * pass together. Without a limit nothing is counted.
 * @throws {Rejected} `events_limit_reached`, `registrations_limit_reached`
 */
export async function withinLimit(deps: CommandDeps, studioId: StudioId, what: Counted): Promise<void> {
  const state = await deps.handle.stateOf(studio, studioStream(studioId));
  const most = state.lifecycle === "open" ? state.limits[what] : null;
  if (most === null || !deps.usageOf) return;
  const used = (await deps.usageOf(studioId))[what];
  if (used >= most) throw new Rejected(refusals[what], { most });
}

/**
 * Sets how much a studio may use.
 * @throws {Rejected} `forbidden`, `studio_not_found`
 */
export async function setStudioLimits(
  deps: CommandDeps,
  caller: Caller,
  limits: StudioLimits,
): Promise<{ position: Position }> {
  authorise(caller, "studio.limit");
  const stream = studioStream(caller.studioId);
  opened(await deps.handle.stateOf(studio, stream));
  const command = { type: "SetStudioLimits", at: deps.now(), limits } as const;
  return await deps.handle(studio, stream, command, stepOf(caller, deps.newId()));
}
