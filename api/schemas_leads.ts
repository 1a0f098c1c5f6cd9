import { z } from "zod";
import { LeadFilter, TagRule } from "../domain/crm/events.ts";
import { EventId } from "../domain/ids.ts";
import { Attribution, LeadOrigin, Tag, TaskPriority } from "../domain/lead/events.ts";
import { Email } from "../web/person_fields.ts";
import { InstantInput, InstantOutput, Pagination } from "./schemas.ts";

const text = (most: number) => z.string().trim().max(most);
const Details = z.object({
  firstName: text(50),
  lastName: text(50),
  phone: text(40),
  company: text(200),
  position: text(100),
}).partial();

/** Body of `POST /api/leads`. */
export const LeadBody = Details.extend({
  email: Email,
  ...Attribution.partial().shape,
  tags: z.array(Tag).max(20).default([]),
  marketingConsent: z.boolean().default(false).meta({ description: "That they agreed to marketing by e-mail" }),
});

/** Body of `PATCH /api/leads/{personId}`: what is left out stays, an empty text takes it back. */
export const LeadChanges = Details;

/** One person of the studio. What is personal is null once they are erased, or where nobody told. */
export const LeadAnswer = z.object({
  id: z.uuid(),
  email: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  phone: z.string().nullable(),
  company: z.string().nullable(),
  position: z.string().nullable(),
  language: z.string().nullable(),
  timeZone: z.string().nullable(),
  marketingConsent: z.boolean(),
  origin: LeadOrigin,
  source: z.string(),
  medium: z.string().nullable(),
  campaign: z.string().nullable(),
  registrations: z.int(),
  firstEventId: z.uuid().nullable().meta({ description: "The event that brought them" }),
  firstSeenAt: InstantOutput,
  lastSeenAt: InstantOutput,
  tags: z.array(z.string()),
  ownerId: z.uuid().nullable(),
  openTasks: z.int(),
  mergedInto: z.uuid().nullable().meta({ description: "The same human being goes on under this id" }),
  erased: z.boolean(),
}).meta({ id: "Lead" });
export type LeadAnswer = z.output<typeof LeadAnswer>;

export const LeadList = z.object({ data: z.array(LeadAnswer), pagination: Pagination }).meta({ id: "LeadList" });

/** Query of `GET /api/leads`. */
export const ListLeadsQuery = z.object({
  search: text(200).optional(),
  segment: z.uuid().optional().meta({ description: "Id of a segment; further parameters narrow it" }),
  tag: Tag.optional(),
  eventId: EventId.optional(),
  standing: LeadFilter.shape.standing,
  source: z.string().max(100).optional(),
  medium: z.string().max(100).optional(),
  campaign: z.string().max(100).optional(),
  marketingConsent: z.enum(["true", "false"]).optional(),
  owner: LeadFilter.shape.owner,
  sort: z.enum(["recent", "new", "name", "registrations"]).default("recent"),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

export const TagsBody = z.object({
  add: z.array(Tag).max(50).default([]),
  remove: z.array(Tag).max(50).default([]),
});

export const TaskBody = z.object({
  title: text(200).min(1),
  dueAt: InstantInput.nullable().default(null),
  ownerId: z.uuid().nullable().default(null).meta({ description: "A member" }),
  priority: TaskPriority.default("normal"),
});
export const TaskAnswer = z.object({
  id: z.uuid(),
  leadId: z.uuid(),
  title: z.string().nullable(),
  dueAt: InstantOutput.nullable(),
  ownerId: z.uuid().nullable(),
  priority: TaskPriority,
  status: z.enum(["open", "done"]),
  assignedAt: InstantOutput,
}).meta({ id: "Task" });
export const TaskList = z.object({ data: z.array(TaskAnswer) }).meta({ id: "TaskList" });
export const ListTasksQuery = z.object({
  leadId: z.uuid().optional(),
  ownerId: z.uuid().optional(),
  status: z.enum(["open", "done"]).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

export const SegmentBody = z.object({ name: text(100).min(1), filter: LeadFilter });
export const SegmentAnswer = z.object({
  id: z.uuid(),
  name: z.string(),
  filter: LeadFilter,
  count: z.int().meta({ description: "How many people it has today" }),
}).meta({ id: "Segment" });
export const SegmentList = z.object({ data: z.array(SegmentAnswer) }).meta({ id: "SegmentList" });

export const TagRuleAnswer = z.object({ id: z.uuid(), rule: TagRule }).meta({ id: "TagRule" });
export const TagRuleList = z.object({ data: z.array(TagRuleAnswer) }).meta({ id: "TagRuleList" });
