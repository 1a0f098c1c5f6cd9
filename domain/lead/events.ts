import { z } from "zod";
import { type EventOf, eventType, personal } from "../event_type.ts";
import { EventId, Instant, PersonId, RegistrationId, StudioId, UserId } from "../ids.ts";

export const Tag = z.string().trim().min(1).max(50);
export type Tag = z.infer<typeof Tag>;

/** What brought somebody into the studio's list. */
export const LeadOrigin = z.enum(["registration", "hand", "import", "api"]);
export type LeadOrigin = z.infer<typeof LeadOrigin>;

/** Where somebody came from: `source` as visits have it; medium and campaign where a link said so. */
export const Attribution = z.object({
  source: z.string().max(100),
  medium: z.string().max(100).nullable(),
  campaign: z.string().max(100).nullable(),
});
export type Attribution = z.infer<typeof Attribution>;

export const TaskPriority = z.enum(["low", "normal", "high"]);

const personId = PersonId;
const text = (max: number) => personal("personId", z.string().max(max).optional());
/** What is known of somebody; left out where a registration says it. */
const details = {
  email: text(254),
  firstName: text(50),
  lastName: text(50),
  phone: text(40),
  company: text(200),
  position: text(100),
};
const registered = {
  /** Null: no event brought them. */
  eventId: EventId.nullable(),
  registrationId: RegistrationId.nullable(),
  attribution: Attribution,
  /** Whether they agreed to marketing by e-mail then. */
  marketing: z.boolean(),
};

/** Somebody the studio did not know before: stream `lead-<personId>`. */
export const LeadCaptured = eventType("LeadCaptured", {
  studioId: StudioId,
  personId,
  origin: LeadOrigin,
  ...registered,
  ...details,
});
/** Somebody known registered again. */
export const LeadReturned = eventType("LeadReturned", { studioId: StudioId, personId, ...registered });
/** What is left out stays; an empty text takes it back. */
export const LeadDetailsChanged = eventType("LeadDetailsChanged", { personId, ...details });
/** By hand, or by the rule that `ruleId` names. */
export const LeadTagged = eventType("LeadTagged", {
  personId,
  added: z.array(Tag).max(50),
  removed: z.array(Tag).max(50),
  ruleId: z.uuid().nullable(),
});
export const LeadNoted = eventType("LeadNoted", {
  personId,
  noteId: z.uuid(),
  text: personal("personId", z.string().max(2_000)),
});
/** Null: nobody's. */
export const LeadAssigned = eventType("LeadAssigned", { personId, ownerId: UserId.nullable() });
/** Also when a task changes: the newest counts. */
export const TaskAssigned = eventType("TaskAssigned", {
  personId,
  taskId: z.uuid(),
  title: personal("personId", z.string().min(1).max(200)),
  dueAt: Instant.nullable(),
  ownerId: UserId.nullable(),
  priority: TaskPriority,
});
export const TaskCompleted = eventType("TaskCompleted", { personId, taskId: z.uuid() });
export const TaskReopened = eventType("TaskReopened", { personId, taskId: z.uuid() });
export const TaskRemoved = eventType("TaskRemoved", { personId, taskId: z.uuid() });
/** The same human being as another lead, which goes on for both. */
export const LeadMerged = eventType("LeadMerged", { personId, intoPersonId: PersonId });
/** The other side of it, with what came over. */
export const LeadAbsorbed = eventType("LeadAbsorbed", { personId, fromPersonId: PersonId, tags: z.array(Tag).max(50) });

export const leadEvents = [
  LeadCaptured,
  LeadReturned,
  LeadDetailsChanged,
  LeadTagged,
  LeadNoted,
  LeadAssigned,
  TaskAssigned,
  TaskCompleted,
  TaskReopened,
  TaskRemoved,
  LeadMerged,
  LeadAbsorbed,
] as const;
export type LeadEvent = EventOf<typeof leadEvents[number]>;
