import { type Decider, Rejected, unreachable } from "../decider.ts";
import type { StudioId } from "../ids.ts";
import type { CrmEvent, LeadFilter, TagRule } from "./events.ts";

/** How a studio sorts its leads: segments and rules that tag. Stream `crm-<studioId>`. */
export interface Crm {
  segments: ReadonlyMap<string, { name: string; filter: LeadFilter }>;
  rules: ReadonlyMap<string, TagRule>;
}

interface OfStudio {
  at: string;
  studioId: StudioId;
}
export interface SaveSegment extends OfStudio {
  type: "SaveSegment";
  segmentId: string;
  name: string;
  filter: LeadFilter;
}
export interface RemoveSegment extends OfStudio {
  type: "RemoveSegment";
  segmentId: string;
}
export interface SaveTagRule extends OfStudio {
  type: "SaveTagRule";
  ruleId: string;
  rule: TagRule;
}
export interface RemoveTagRule extends OfStudio {
  type: "RemoveTagRule";
  ruleId: string;
}
export type CrmCommand = SaveSegment | RemoveSegment | SaveTagRule | RemoveTagRule;

/** At most so many of each. */
export const MOST_SEGMENTS = 200;
export const MOST_RULES = 50;

export const crm: Decider<CrmCommand, Crm, CrmEvent> = {
  initial: () => ({ segments: new Map(), rules: new Map() }),
  decide(command, state) {
    switch (command.type) {
      case "SaveSegment":
        return saveSegment(command, state);
      case "RemoveSegment": {
        const { studioId, segmentId } = command;
        if (!state.segments.has(segmentId)) throw new Rejected("segment_not_found");
        return [{ type: "SegmentRemoved", data: { studioId, segmentId } }];
      }
      case "SaveTagRule":
        return saveRule(command, state);
      case "RemoveTagRule": {
        const { studioId, ruleId } = command;
        if (!state.rules.has(ruleId)) throw new Rejected("tag_rule_not_found");
        return [{ type: "TagRuleRemoved", data: { studioId, ruleId } }];
      }
      default:
        return unreachable(command);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case "SegmentSaved": {
        const { segmentId, name, filter } = event.data;
        return { ...state, segments: new Map(state.segments).set(segmentId, { name, filter }) };
      }
      case "SegmentRemoved":
        return { ...state, segments: without(state.segments, event.data.segmentId) };
      case "TagRuleSaved":
        return { ...state, rules: new Map(state.rules).set(event.data.ruleId, event.data.rule) };
      case "TagRuleRemoved":
        return { ...state, rules: without(state.rules, event.data.ruleId) };
      default:
        return unreachable(event);
    }
  },
};

function saveSegment({ studioId, segmentId, name, filter }: SaveSegment, { segments }: Crm): CrmEvent[] {
  const sameName = [...segments].some(([id, other]) => id !== segmentId && other.name === name);
  if (sameName) throw new Rejected("segment_name_taken", { name });
  if (!segments.has(segmentId) && segments.size >= MOST_SEGMENTS) {
    throw new Rejected("too_many_segments", { most: MOST_SEGMENTS });
  }
  return [{ type: "SegmentSaved", data: { studioId, segmentId, name, filter } }];
}

function saveRule({ studioId, ruleId, rule }: SaveTagRule, { rules }: Crm): CrmEvent[] {
  if (!rules.has(ruleId) && rules.size >= MOST_RULES) throw new Rejected("too_many_tag_rules", { most: MOST_RULES });
  return [{ type: "TagRuleSaved", data: { studioId, ruleId, rule } }];
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  const left = new Map(map);
  left.delete(key);
  return left;
}
