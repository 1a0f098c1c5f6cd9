import { z } from "zod";
import { type EventOf, eventType } from "../event_type.ts";
import { EventId, StudioId } from "../ids.ts";
import { Tag } from "../lead/events.ts";

/** Which leads are meant; what is left out does not matter. Looked up anew each time, so it always has today's people. */
export const LeadFilter = z.object({
  /** With every one of these tags. */
  tags: z.array(Tag).max(10).optional(),
  /** And none of these. */
  withoutTags: z.array(Tag).max(10).optional(),
  /** With something to do with this event, or with any. */
  eventId: EventId.optional(),
  standing: z.enum(["registered", "attended", "no_show", "waitlisted", "cancelled"]).optional(),
  source: z.string().max(100).optional(),
  medium: z.string().max(100).optional(),
  campaign: z.string().max(100).optional(),
  marketing: z.boolean().optional(),
  /** A member's id, or `nobody`. */
  owner: z.union([z.uuid(), z.literal("nobody")]).optional(),
  /** Days since they were first seen, at most. */
  newWithinDays: z.int().min(1).max(3_650).optional(),
  /** Days since they were last seen, at least. */
  quietForDays: z.int().min(1).max(3_650).optional(),
});
export type LeadFilter = z.infer<typeof LeadFilter>;

/** When a tag is given: at which moment, of which events. */
export const TagRule = z.object({
  moment: z.enum(["registered", "attended", "no_show", "cancelled"]),
  /** Null: of every event. */
  eventId: EventId.nullable(),
  /** Null: of every category. */
  category: z.string().max(60).nullable(),
  tag: Tag,
});
export type TagRule = z.infer<typeof TagRule>;

const studioId = StudioId;
/** Also when it changes: the newest counts. Stream `crm-<studioId>`. */
export const SegmentSaved = eventType("SegmentSaved", {
  studioId,
  segmentId: z.uuid(),
  name: z.string().min(1).max(100),
  filter: LeadFilter,
}, { upcasters: [(data) => data] }); // a process of before would not know medium and campaign: it waits for a newer one
export const SegmentRemoved = eventType("SegmentRemoved", { studioId, segmentId: z.uuid() });
export const TagRuleSaved = eventType("TagRuleSaved", { studioId, ruleId: z.uuid(), rule: TagRule });
export const TagRuleRemoved = eventType("TagRuleRemoved", { studioId, ruleId: z.uuid() });

export const crmEvents = [SegmentSaved, SegmentRemoved, TagRuleSaved, TagRuleRemoved] as const;
export type CrmEvent = EventOf<typeof crmEvents[number]>;
