import type { Kysely } from "kysely";
import type { LeadFilter, TagRule } from "../domain/crm/events.ts";
import type { ReadModels } from "./all.ts";
import { json, projection, table, text, uuid } from "./runtime/definition.ts";

const segments = table({
  key: "segment_id",
  about: "Saved filters over a studio's people.",
  columns: { segment_id: uuid(), studio_id: uuid(), name: text(), filter: json<LeadFilter>() },
  indexes: [["studio_id"]],
});

const rules = table({
  key: "rule_id",
  about: "When a studio's people are tagged by themselves.",
  columns: { rule_id: uuid(), studio_id: uuid(), rule: json<TagRule>() },
  indexes: [["studio_id"]],
});

export const crm = projection({
  name: "crm",
  version: 1,
  about: "How a studio sorts its people: segments and rules that tag.",
  tables: { segments, tag_rules: rules },
  on: {
    SegmentSaved: ({ data: { segmentId, studioId, name, filter } }, rows) => {
      rows.segments.insert({ segment_id: segmentId, studio_id: studioId, name, filter });
    },
    SegmentRemoved: ({ data: { segmentId } }, rows) => rows.segments.delete(segmentId),
    TagRuleSaved: ({ data: { ruleId, studioId, rule } }, rows) => {
      rows.tag_rules.insert({ rule_id: ruleId, studio_id: studioId, rule });
    },
    TagRuleRemoved: ({ data: { ruleId } }, rows) => rows.tag_rules.delete(ruleId),
  },
});

export interface Segment {
  id: string;
  name: string;
  filter: LeadFilter;
}

/** A studio's segments, by name. */
export async function segmentsOf(db: Kysely<ReadModels>, studioId: string): Promise<Segment[]> {
  const rows = await db.selectFrom("segments").selectAll().where("studio_id", "=", studioId).orderBy("name").execute();
  return rows.map(({ segment_id, name, filter }) => ({ id: segment_id, name, filter }));
}

/** One segment of a studio; null when there is none. */
export async function segmentById(
  db: Kysely<ReadModels>,
  studioId: string,
  segmentId: string,
): Promise<Segment | null> {
  const row = await db.selectFrom("segments").selectAll().where("segment_id", "=", segmentId)
    .where("studio_id", "=", studioId).executeTakeFirst();
  return row ? { id: row.segment_id, name: row.name, filter: row.filter } : null;
}

/** A studio's rules that tag. */
export async function tagRulesOf(db: Kysely<ReadModels>, studioId: string): Promise<{ id: string; rule: TagRule }[]> {
  const rows = await db.selectFrom("tag_rules").selectAll().where("studio_id", "=", studioId).orderBy("rule_id")
    .execute();
  return rows.map(({ rule_id, rule }) => ({ id: rule_id, rule }));
}
