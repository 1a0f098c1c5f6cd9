import { Rejected } from "../domain/decider.ts";
import type { PersonId, UserId } from "../domain/ids.ts";
import type { Attribution, LeadOrigin } from "../domain/lead/events.ts";
import { active, lead, type LeadCommand, type LeadDetails } from "../domain/lead/lead.ts";
import { opened, studio } from "../domain/studio/studio.ts";
import { uuidv5 } from "../domain/uuid.ts";
import type { Position, StreamId } from "../event_store/port.ts";
import { authorise, type Permission } from "./authorise.ts";
import { contextOf, stepOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { studioStream } from "./streams.ts";

export const leadStream = (personId: PersonId): StreamId => `lead-${personId}`;

/** Somebody the studio adds by itself. */
export interface NewLead {
  details: LeadDetails & { email: string };
  origin: Exclude<LeadOrigin, "registration">;
  attribution: Attribution;
  /** That they agreed to marketing by e-mail, as the studio says. */
  marketing: boolean;
  tags: readonly string[];
}

type Done = Promise<{ position: Position }>;
type Deps = CommandDeps;

/**
 * Adds somebody, or notes what is told anew of somebody known: one lead per address and studio.
 * @throws {Rejected} `unauthenticated`, `forbidden`, `lead_merged`, `too_many_tags`
 */
export async function addLead(
  deps: Deps,
  caller: Caller,
  { details, origin, attribution, marketing, tags }: NewLead,
): Promise<{ personId: PersonId; isNew: boolean; position: Position }> {
  authorise(caller, "lead.change");
  const { studioId } = caller;
  const personId = await deps.vault.resolvePerson(studioId, details.email);
  const found = { studioId, personId, origin, eventId: null, registrationId: null, attribution, marketing, details };
  const command = { type: "CaptureLead", at: deps.now(), ...found } as const;
  const { events, position } = await deps.handle(lead, leadStream(personId), command, contextOf(caller));
  const isNew = events.some(({ type }) => type === "LeadCaptured");
  if (tags.length === 0) return { personId, isNew, position };
  const tagging = { type: "TagLead", at: deps.now(), personId, add: tags, remove: [], ruleId: null } as const;
  const tagged = await deps.handle(
    lead,
    leadStream(personId),
    tagging,
    stepOf(caller, uuidv5(caller.commandId, "tags")),
  );
  return { personId, isNew, position: tagged.position };
}

/** Notes what is known of somebody; an empty text takes it back. The address stays whose it is. */
export const changeLeadDetails = (deps: Deps, caller: Caller, personId: PersonId, details: LeadDetails): Done =>
  change(deps, caller, { type: "ChangeLeadDetails", personId, details });

/** Gives and takes tags. @throws {Rejected} `too_many_tags` */
export const tagLead = (
  deps: Deps,
  caller: Caller,
  personId: PersonId,
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
): Done => change(deps, caller, { type: "TagLead", personId, add, remove, ruleId: null });

/** Keeps a note that only members read, at most 2,000 characters. */
export const noteLead = (deps: Deps, caller: Caller, personId: PersonId, text: string): Done =>
  change(deps, caller, { type: "NoteLead", personId, noteId: uuidv5(caller.commandId, "note"), text });

/** Has a member look after somebody; null: nobody. @throws {Rejected} `member_not_found` */
export async function assignLead(deps: Deps, caller: Caller, personId: PersonId, ownerId: UserId | null): Done {
  await requireMember(deps, caller, ownerId);
  return await change(deps, caller, { type: "AssignLead", personId, ownerId });
}

export interface NewTask {
  title: string;
  /** ISO 8601 UTC; null: no day is set. */
  dueAt: string | null;
  ownerId: UserId | null;
  priority: "low" | "normal" | "high";
}

/** Notes what is to be done about somebody; with an id, changes that task. @throws {Rejected} `member_not_found` */
export async function assignTask(
  deps: Deps,
  caller: Caller,
  personId: PersonId,
  task: NewTask,
  taskId: string = uuidv5(caller.commandId, "task"),
): Promise<{ taskId: string; position: Position }> {
  await requireMember(deps, caller, task.ownerId);
  const { position } = await change(deps, caller, { type: "AssignTask", personId, taskId, ...task });
  return { taskId, position };
}

/** Says that a task is done, open again, or was a mistake. @throws {Rejected} `task_not_found` */
export const settleTask = (
  deps: Deps,
  caller: Caller,
  personId: PersonId,
  type: "CompleteTask" | "ReopenTask" | "RemoveTask",
  taskId: string,
): Done => change(deps, caller, { type, personId, taskId });

/**
 * Says that two are the same human being: `from` goes on as `into`, which gets its tags. Begun again after a kill, it ends
 * where it would have.
 * @throws {Rejected} `lead_merged` where one of them was merged with a third, `merge_with_itself`
 */
export async function mergeLeads(
  deps: Deps,
  caller: Caller,
  { from, into }: { from: PersonId; into: PersonId },
): Done {
  authorise(caller, "lead.merge");
  active(await leadIn(deps, caller, into));
  const merged = await leadIn(deps, caller, from);
  if (merged.status !== "merged" || merged.intoPersonId !== into) {
    const command = { type: "MergeLead", at: deps.now(), personId: from, intoPersonId: into } as const;
    await deps.handle(lead, leadStream(from), command, stepOf(caller, uuidv5(caller.commandId, "merge")));
  }
  const tags = [...merged.tags];
  const absorbing = { type: "AbsorbLead", at: deps.now(), personId: into, fromPersonId: from, tags } as const;
  const { position } = await deps.handle(lead, leadStream(into), absorbing, contextOf(caller));
  return { position };
}

/** A lead of this studio. @throws {Rejected} `lead_not_found`, also for another studio's: nobody learns that it exists */
async function leadIn(deps: Deps, { studioId }: Caller, personId: PersonId) {
  const state = await deps.handle.stateOf(lead, leadStream(personId));
  if (state.status === "none" || state.studioId !== studioId) throw new Rejected("lead_not_found");
  return state;
}

type WithoutTime<T> = T extends { at: string } ? Omit<T, "at"> : never;

/** @throws {Rejected} `unauthenticated`, `forbidden`, `lead_not_found`, `lead_merged` and what the lead refuses */
async function change(
  deps: Deps,
  caller: Caller,
  command: WithoutTime<LeadCommand>,
  permission: Permission = "lead.change",
): Done {
  authorise(caller, permission);
  await leadIn(deps, caller, command.personId);
  const timed = { ...command, at: deps.now() } as LeadCommand;
  const { position } = await deps.handle(lead, leadStream(command.personId), timed, contextOf(caller));
  return { position };
}

async function requireMember(deps: Deps, { studioId }: Caller, userId: UserId | null): Promise<void> {
  if (userId === null) return;
  const { members } = opened(await deps.handle.stateOf(studio, studioStream(studioId)));
  if (!members.has(userId)) throw new Rejected("member_not_found");
}
