import type { TagRule } from "../domain/crm/events.ts";
import { json, nullable, table, text, uuid } from "../projections/runtime/definition.ts";
import { type Own, reactor } from "./runtime/definition.ts";
import { command, type Issue } from "./runtime/plan.ts";

const tables = {
  rules: table({
    key: "rule_id",
    columns: { rule_id: uuid(), studio_id: uuid(), rule: json<TagRule>() },
    indexes: [["studio_id"]],
  }),
  categories: table({ key: "event_id", columns: { event_id: uuid(), category: nullable(text()) } }),
};

/** Tags people when something happens to them that a studio's rule names. A rule counts from when it is made. */
export const tagLeads = reactor({
  name: "tag_leads",
  version: 1,
  about: "Gives people the tags that a studio's rules call for.",
  issues: ["TagLead"],
  tables,
  on: {
    TagRuleSaved: ({ data: { ruleId, studioId, rule } }, own) => {
      own.rules.insert({ rule_id: ruleId, studio_id: studioId, rule });
    },
    TagRuleRemoved: ({ data: { ruleId } }, own) => own.rules.delete(ruleId),
    EventCreated: ({ data: { eventId, category } }, own) => {
      own.categories.insert({ event_id: eventId, category: category ?? null });
    },
    EventDetailsChanged: ({ data: { eventId, changes } }, own) => {
      if (changes.category !== undefined) own.categories.update(eventId, { category: changes.category });
    },
    LeadCaptured: ({ data, meta }, own) =>
      data.eventId === null ? [] : tagged("registered", { ...data, eventId: data.eventId }, meta, own),
    LeadReturned: ({ data, meta }, own) =>
      data.eventId === null ? [] : tagged("registered", { ...data, eventId: data.eventId }, meta, own),
    RegistrationCancelled: ({ data, meta }, own) => tagged("cancelled", data, meta, own),
    AttendanceMarked: ({ data, meta }, own) =>
      data.attendance === "unknown" ? [] : tagged(data.attendance, data, meta, own),
  },
});

function tagged(
  moment: TagRule["moment"],
  { personId, eventId }: { personId: string; eventId: string },
  { studio }: { studio: string | null },
  own: Own<typeof tables>,
): Issue[] {
  if (studio === null) return [];
  const category = own.categories.get(eventId)?.category ?? null;
  const fits = ({ rule }: { rule: TagRule }) =>
    rule.moment === moment && (rule.eventId === null || rule.eventId === eventId) &&
    (rule.category === null || rule.category === category);
  return own.rules.where({ studio_id: studio }).filter(fits).map(({ rule_id, rule }) =>
    command({
      type: "TagLead",
      stream: `lead-${personId}`,
      studioId: studio,
      data: { personId, add: [rule.tag], remove: [], ruleId: rule_id },
    })
  );
}
