import { removeSegment, removeTagRule, saveSegment, saveTagRule } from "../commands/crm.ts";
import { TagRule } from "../domain/crm/events.ts";
import { countPeople, segmentsOf, tagRulesOf, tagsInUse } from "../projections/queries.ts";
import { z } from "zod";
import { PATIENCE } from "./event_shown.ts";
import { type Operation, operation } from "./operation.ts";
import { SegmentAnswer, SegmentBody, SegmentList, TagRuleAnswer, TagRuleList } from "./schemas_leads.ts";

const listSegmentsCall = operation({
  method: "GET",
  path: "/segments",
  needs: "lead.read",
  summary: "List the segments of the studio",
  success: { status: 200, schema: SegmentList, description: "Each with the number of people it has today" },
  problems: {},
  async handle({ app, caller: { studioId } }) {
    const now = app.commands.now();
    const saved = await segmentsOf(app.db, studioId);
    const data = await Promise.all(
      saved.map(async (segment) => ({
        ...segment,
        count: await countPeople(app.db, { studioId, filter: segment.filter, now }),
      })),
    );
    return { status: 200, body: { data } };
  },
});

const saveSegmentCall = operation({
  method: "POST",
  path: "/segments",
  needs: "crm.change",
  summary: "Save a segment",
  description: "A filter under a name; it is looked up anew whenever it is used.",
  idempotent: true,
  body: SegmentBody,
  success: { status: 201, schema: SegmentAnswer, description: "The segment" },
  problems: { 409: "segment_name_taken, too_many_segments" },
  fields: { segment_name_taken: "name" },
  async handle({ app, caller, body }) {
    const { segmentId, position } = await saveSegment(app.commands, caller, body);
    await app.caughtUp(position, PATIENCE);
    const query = { studioId: caller.studioId, filter: body.filter, now: app.commands.now() };
    return { status: 201, body: { id: segmentId, ...body, count: await countPeople(app.db, query) } };
  },
});

const removeSegmentCall = operation({
  method: "DELETE",
  path: "/segments/{segmentId}",
  needs: "crm.change",
  summary: "Remove a segment",
  success: { status: 204, description: "It is gone; its people stay" },
  problems: { 404: "segment_not_found" },
  async handle({ app, caller, params }) {
    const { position } = await removeSegment(app.commands, caller, params.segmentId!);
    await app.caughtUp(position, PATIENCE);
    return { status: 204, body: null };
  },
});

const listTagsCall = operation({
  method: "GET",
  path: "/tags",
  needs: "lead.read",
  summary: "List the tags in use",
  success: {
    status: 200,
    schema: z.object({ data: z.array(z.object({ tag: z.string(), people: z.int() })) }).meta({ id: "TagList" }),
    description: "The most used first",
  },
  problems: {},
  handle: async ({ app, caller }) => ({ status: 200, body: { data: await tagsInUse(app.db, caller.studioId) } }),
});

const listTagRulesCall = operation({
  method: "GET",
  path: "/tag-rules",
  needs: "lead.read",
  summary: "List the rules that tag",
  success: { status: 200, schema: TagRuleList, description: "The rules" },
  problems: {},
  handle: async ({ app, caller }) => ({ status: 200, body: { data: await tagRulesOf(app.db, caller.studioId) } }),
});

const saveTagRuleCall = operation({
  method: "POST",
  path: "/tag-rules",
  needs: "crm.change",
  summary: "Have people tagged by themselves",
  description: "From when the rule is made; what happened before stays as it is.",
  idempotent: true,
  body: TagRule,
  success: { status: 201, schema: TagRuleAnswer, description: "The rule" },
  problems: { 404: "event_not_found", 409: "too_many_tag_rules" },
  async handle({ app, caller, body }) {
    const { ruleId, position } = await saveTagRule(app.commands, caller, body);
    await app.caughtUp(position, PATIENCE);
    return { status: 201, body: { id: ruleId, rule: body } };
  },
});

const removeTagRuleCall = operation({
  method: "DELETE",
  path: "/tag-rules/{ruleId}",
  needs: "crm.change",
  summary: "Remove a rule that tags",
  success: { status: 204, description: "It is gone; what it tagged stays" },
  problems: { 404: "tag_rule_not_found" },
  async handle({ app, caller, params }) {
    const { position } = await removeTagRule(app.commands, caller, params.ruleId!);
    await app.caughtUp(position, PATIENCE);
    return { status: 204, body: null };
  },
});

/** How a studio sorts its people. */
export const crmCalls: readonly Operation[] = [
  listSegmentsCall,
  saveSegmentCall,
  removeSegmentCall,
  listTagsCall,
  listTagRulesCall,
  saveTagRuleCall,
  removeTagRuleCall,
];
