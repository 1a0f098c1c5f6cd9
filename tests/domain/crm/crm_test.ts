import { crm, MOST_RULES, MOST_SEGMENTS } from "../../../domain/crm/crm.ts";
import type { CrmEvent } from "../../../domain/crm/events.ts";
import { given } from "../../support/given.ts";
import { id } from "../../support/ids.ts";

const at = "2026-11-01T10:00:00.000Z";
const studioId = id.studio("s");
const segmentId = "00000000-0000-4000-8000-000000000001";
const ruleId = "00000000-0000-4000-8000-000000000002";
const segment = { studioId, segmentId, name: "Came", filter: { standing: "attended" } } as const;
const saved: CrmEvent = { type: "SegmentSaved", data: segment };
const rule = { moment: "attended", eventId: null, category: "Nutrition", tag: "attended live" } as const;
const many = (length: number) =>
  Array.from({ length }, (_, i) => `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`);

Deno.test("A segment is saved, changed and removed", () => {
  given(crm).when({ type: "SaveSegment", at, ...segment }).then(saved);
  given(crm, saved).when({ type: "SaveSegment", at, ...segment, name: "Came live" })
    .then({ type: "SegmentSaved", data: { ...segment, name: "Came live" } });
  given(crm, saved).when({ type: "RemoveSegment", at, studioId, segmentId })
    .then({ type: "SegmentRemoved", data: { studioId, segmentId } });
  given(crm).when({ type: "RemoveSegment", at, studioId, segmentId }).rejects("segment_not_found");
});
Deno.test("Two segments have two names", () => {
  given(crm, saved).when({ type: "SaveSegment", at, ...segment, segmentId: ruleId })
    .rejects("segment_name_taken", { name: "Came" });
});
Deno.test("There is an end to segments and to rules", () => {
  const segments = many(MOST_SEGMENTS).map((one): CrmEvent => ({
    type: "SegmentSaved",
    data: { ...segment, segmentId: one, name: one },
  }));
  given(crm, ...segments).when({ type: "SaveSegment", at, ...segment, segmentId: crypto.randomUUID() })
    .rejects("too_many_segments");
  const rules = many(MOST_RULES).map((one): CrmEvent => ({
    type: "TagRuleSaved",
    data: { studioId, ruleId: one, rule },
  }));
  given(crm, ...rules).when({ type: "SaveTagRule", at, studioId, ruleId: crypto.randomUUID(), rule })
    .rejects("too_many_tag_rules");
});
Deno.test("A rule that tags is saved and removed", () => {
  const made: CrmEvent = { type: "TagRuleSaved", data: { studioId, ruleId, rule } };
  given(crm).when({ type: "SaveTagRule", at, studioId, ruleId, rule }).then(made);
  given(crm, made).when({ type: "RemoveTagRule", at, studioId, ruleId })
    .then({ type: "TagRuleRemoved", data: { studioId, ruleId } });
  given(crm).when({ type: "RemoveTagRule", at, studioId, ruleId }).rejects("tag_rule_not_found");
});
