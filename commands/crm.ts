import { crm, type CrmCommand } from "../domain/crm/crm.ts";
import type { LeadFilter, TagRule } from "../domain/crm/events.ts";
import type { StudioId } from "../domain/ids.ts";
import { uuidv5 } from "../domain/uuid.ts";
import type { Position, StreamId } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { eventIn } from "./streams.ts";

/** How a studio sorts its people. */
export const crmStream = (studioId: StudioId): StreamId => `crm-${studioId}`;

/**
 * Keeps a filter over the studio's people under a name; with an id, changes that segment.
 * @throws {Rejected} `unauthenticated`, `forbidden`, `segment_name_taken`, `too_many_segments`
 */
export async function saveSegment(
  deps: CommandDeps,
  caller: Caller,
  { name, filter }: { name: string; filter: LeadFilter },
  segmentId: string = uuidv5(caller.commandId, "segment"),
): Promise<{ segmentId: string; position: Position }> {
  const { position } = await decide(deps, caller, { type: "SaveSegment", segmentId, name, filter });
  return { segmentId, position };
}

/** @throws {Rejected} `unauthenticated`, `forbidden`, `segment_not_found` */
export const removeSegment = (deps: CommandDeps, caller: Caller, segmentId: string): Promise<{ position: Position }> =>
  decide(deps, caller, { type: "RemoveSegment", segmentId });

/**
 * Has people tagged by themselves from now on.
 * @throws {Rejected} `unauthenticated`, `forbidden`, `event_not_found`, `too_many_tag_rules`
 */
export async function saveTagRule(
  deps: CommandDeps,
  caller: Caller,
  rule: TagRule,
): Promise<{ ruleId: string; position: Position }> {
  if (rule.eventId !== null) await eventIn(deps, caller.studioId, rule.eventId);
  const ruleId = uuidv5(caller.commandId, "rule");
  const { position } = await decide(deps, caller, { type: "SaveTagRule", ruleId, rule });
  return { ruleId, position };
}

/** What was tagged stays. @throws {Rejected} `unauthenticated`, `forbidden`, `tag_rule_not_found` */
export const removeTagRule = (deps: CommandDeps, caller: Caller, ruleId: string): Promise<{ position: Position }> =>
  decide(deps, caller, { type: "RemoveTagRule", ruleId });

type WithoutPlace<T> = T extends { studioId: StudioId } ? Omit<T, "at" | "studioId"> : never;

async function decide(
  deps: CommandDeps,
  caller: Caller,
  command: WithoutPlace<CrmCommand>,
): Promise<{ position: Position }> {
  authorise(caller, "crm.change");
  const { studioId } = caller;
  const placed = { ...command, at: deps.now(), studioId } as CrmCommand;
  const { position } = await deps.handle(crm, crmStream(studioId), placed, contextOf(caller));
  return { position };
}
