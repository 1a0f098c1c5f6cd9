import { type Decider, Rejected, unreachable } from "../decider.ts";
import type { EventId, PersonId, RegistrationId, StudioId, UserId } from "../ids.ts";
import type { Attribution, LeadEvent, LeadOrigin } from "./events.ts";

/** One person in a studio's list: stream `lead-<personId>`. Nothing personal is in the state. */
export type Lead = { status: "none" } | KnownLead;

export interface KnownLead {
  status: "active" | "merged";
  studioId: StudioId;
  /** Which registrations are known of: the same one never counts twice. */
  registrations: ReadonlySet<RegistrationId>;
  tags: ReadonlySet<string>;
  ownerId: UserId | null;
  tasks: ReadonlyMap<string, "open" | "done">;
  intoPersonId: PersonId | null;
}

/** What a person told or a member typed; an empty text takes it back. */
export interface LeadDetails {
  email?: string;
  firstName?: string;
  lastName?: string;
  phone?: string;
  company?: string;
  position?: string;
}

interface OfLead {
  at: string;
  personId: PersonId;
}
export interface CaptureLead extends OfLead {
  type: "CaptureLead";
  studioId: StudioId;
  origin: LeadOrigin;
  eventId: EventId | null;
  registrationId: RegistrationId | null;
  attribution: Attribution;
  marketing: boolean;
  details?: LeadDetails;
}
export interface ChangeLeadDetails extends OfLead {
  type: "ChangeLeadDetails";
  details: LeadDetails;
}
export interface TagLead extends OfLead {
  type: "TagLead";
  add: readonly string[];
  remove: readonly string[];
  ruleId: string | null;
}
export interface NoteLead extends OfLead {
  type: "NoteLead";
  noteId: string;
  text: string;
}
export interface AssignLead extends OfLead {
  type: "AssignLead";
  ownerId: UserId | null;
}
export interface AssignTask extends OfLead {
  type: "AssignTask";
  taskId: string;
  title: string;
  /** ISO 8601 UTC; null: no day is set. */
  dueAt: string | null;
  ownerId: UserId | null;
  priority: "low" | "normal" | "high";
}
export interface SettleTask extends OfLead {
  type: "CompleteTask" | "ReopenTask" | "RemoveTask";
  taskId: string;
}
export interface MergeLead extends OfLead {
  type: "MergeLead";
  intoPersonId: PersonId;
}
export interface AbsorbLead extends OfLead {
  type: "AbsorbLead";
  fromPersonId: PersonId;
  tags: readonly string[];
}
export type LeadCommand =
  | CaptureLead
  | ChangeLeadDetails
  | TagLead
  | NoteLead
  | AssignLead
  | AssignTask
  | SettleTask
  | MergeLead
  | AbsorbLead;

/** At most so many tags on one lead. */
export const MOST_TAGS = 50;

export const lead: Decider<LeadCommand, Lead, LeadEvent> = {
  initial: () => ({ status: "none" }),
  decide(command, state) {
    switch (command.type) {
      case "CaptureLead":
        return capture(command, state);
      case "ChangeLeadDetails":
        return changeDetails(command, active(state));
      case "TagLead":
        return tag(command, active(state));
      case "NoteLead":
        return note(command, active(state));
      case "AssignLead":
        return assign(command, active(state));
      case "AssignTask":
        return assignTask(command, active(state));
      case "CompleteTask":
      case "ReopenTask":
      case "RemoveTask":
        return settleTask(command, active(state));
      case "MergeLead":
        return merge(command, active(state));
      case "AbsorbLead":
        return absorb(command, active(state));
      default:
        return unreachable(command);
    }
  },
  evolve(state, event) {
    if (event.type === "LeadCaptured") {
      const { studioId, registrationId } = event.data;
      return {
        status: "active",
        studioId,
        registrations: new Set(registrationId === null ? [] : [registrationId]),
        tags: new Set(),
        ownerId: null,
        tasks: new Map(),
        intoPersonId: null,
      };
    }
    return state.status === "none" ? state : evolveKnown(state, event);
  },
};

function evolveKnown(state: KnownLead, event: Exclude<LeadEvent, { type: "LeadCaptured" }>): KnownLead {
  const withTask = (taskId: string, as: "open" | "done") => ({ ...state, tasks: new Map(state.tasks).set(taskId, as) });
  switch (event.type) {
    case "LeadReturned": {
      const { registrationId } = event.data;
      if (registrationId === null) return state;
      return { ...state, registrations: new Set(state.registrations).add(registrationId) };
    }
    case "LeadTagged": {
      const removed = new Set(event.data.removed);
      return { ...state, tags: new Set([...state.tags, ...event.data.added].filter((one) => !removed.has(one))) };
    }
    case "LeadAbsorbed":
      return { ...state, tags: new Set([...state.tags, ...event.data.tags]) };
    case "LeadAssigned":
      return { ...state, ownerId: event.data.ownerId };
    case "TaskAssigned":
      return withTask(event.data.taskId, state.tasks.get(event.data.taskId) ?? "open");
    case "TaskCompleted":
      return withTask(event.data.taskId, "done");
    case "TaskReopened":
      return withTask(event.data.taskId, "open");
    case "TaskRemoved": {
      const tasks = new Map(state.tasks);
      tasks.delete(event.data.taskId);
      return { ...state, tasks };
    }
    case "LeadMerged":
      return { ...state, status: "merged", intoPersonId: event.data.intoPersonId };
    case "LeadDetailsChanged":
    case "LeadNoted":
      return state;
    default:
      return unreachable(event);
  }
}

/** @throws {Rejected} `lead_not_found`, `lead_merged` with the id of the one that goes on */
export function active(state: Lead): KnownLead {
  if (state.status === "none") throw new Rejected("lead_not_found");
  if (state.status === "merged") throw new Rejected("lead_merged", { into: state.intoPersonId });
  return state;
}

function capture({ type: _, at, details = {}, ...found }: CaptureLead, state: Lead): LeadEvent[] {
  if (state.status === "none") return [{ type: "LeadCaptured", data: { ...blankDetails, ...found, ...details } }];
  const { origin: __, ...again } = found;
  const { personId, registrationId } = again;
  if (registrationId === null) {
    // typed in again: what was typed may be news
    if (state.status === "merged") return [];
    return changeDetails({ type: "ChangeLeadDetails", at, personId, details }, state);
  }
  return state.registrations.has(registrationId) ? [] : [{ type: "LeadReturned", data: again }];
}

const blankDetails = { email: null, firstName: null, lastName: null, phone: null, company: null, position: null };

function changeDetails({ personId, details }: ChangeLeadDetails, _state: KnownLead): LeadEvent[] {
  if (Object.values(details).every((value) => value === undefined)) return [];
  return [{ type: "LeadDetailsChanged", data: { ...blankDetails, personId, ...details } }];
}

function tag({ personId, add, remove, ruleId }: TagLead, { tags }: KnownLead): LeadEvent[] {
  const added = [...new Set(add)].filter((one) => !tags.has(one));
  const removed = [...new Set(remove)].filter((one) => tags.has(one) && !add.includes(one));
  if (added.length + removed.length === 0) return [];
  if (tags.size + added.length - removed.length > MOST_TAGS) throw new Rejected("too_many_tags", { most: MOST_TAGS });
  return [{ type: "LeadTagged", data: { personId, added, removed, ruleId } }];
}

function note({ personId, noteId, text }: NoteLead, _state: KnownLead): LeadEvent[] {
  return [{ type: "LeadNoted", data: { personId, noteId, text } }];
}

function assign({ personId, ownerId }: AssignLead, state: KnownLead): LeadEvent[] {
  return state.ownerId === ownerId ? [] : [{ type: "LeadAssigned", data: { personId, ownerId } }];
}

function assignTask({ type: _, at: __, ...task }: AssignTask, _state: KnownLead): LeadEvent[] {
  return [{ type: "TaskAssigned", data: task }];
}

function settleTask({ type, personId, taskId }: SettleTask, { tasks }: KnownLead): LeadEvent[] {
  const now = tasks.get(taskId);
  if (now === undefined) throw new Rejected("task_not_found");
  const data = { personId, taskId };
  switch (type) {
    case "CompleteTask":
      return now === "done" ? [] : [{ type: "TaskCompleted", data }];
    case "ReopenTask":
      return now === "open" ? [] : [{ type: "TaskReopened", data }];
    case "RemoveTask":
      return [{ type: "TaskRemoved", data }];
    default:
      return unreachable(type);
  }
}

function merge({ personId, intoPersonId }: MergeLead, _state: KnownLead): LeadEvent[] {
  if (personId === intoPersonId) throw new Rejected("merge_with_itself");
  return [{ type: "LeadMerged", data: { personId, intoPersonId } }];
}

function absorb({ personId, fromPersonId, tags }: AbsorbLead, state: KnownLead): LeadEvent[] {
  const fitting = tags.slice(0, Math.max(0, MOST_TAGS - state.tags.size));
  return [{ type: "LeadAbsorbed", data: { personId, fromPersonId, tags: [...fitting] } }];
}
