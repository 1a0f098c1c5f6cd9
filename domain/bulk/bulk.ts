import { type Decider, Rejected, unreachable } from "../decider.ts";
import type { EventId, RegistrationId, StudioId } from "../ids.ts";
import type { BulkAction, BulkEvent } from "./events.ts";

/** One thing done with many registrations: stream `bulk-<id>`. Begun again after a kill where it stands. */
export type Bulk = { status: "none" } | StartedBulk;

export interface StartedBulk {
  status: "listing" | "running" | "ended";
  studioId: StudioId;
  eventId: EventId;
  action: BulkAction;
  detail: string;
  total: number;
  registrationIds: readonly RegistrationId[];
  done: number;
  failed: readonly { registrationId: RegistrationId; reason: string }[];
}

export interface StartBulk {
  type: "StartBulk";
  at: string;
  studioId: StudioId;
  bulkId: string;
  eventId: EventId;
  action: BulkAction;
  detail: string;
  total: number;
}
/** A part of those it is about; nothing is done before all are there. */
export interface ListBulk {
  type: "ListBulk";
  at: string;
  bulkId: string;
  /** How many were listed before. */
  from: number;
  registrationIds: readonly RegistrationId[];
}
export interface ProgressBulk {
  type: "ProgressBulk";
  at: string;
  bulkId: string;
  /** How many were through before: where another process was faster, this one says nothing. */
  from: number;
  done: number;
  failed: readonly { registrationId: RegistrationId; reason: string }[];
}
export type BulkCommand = StartBulk | ListBulk | ProgressBulk;

export const bulk: Decider<BulkCommand, Bulk, BulkEvent> = {
  initial: () => ({ status: "none" }),
  decide(command, state) {
    switch (command.type) {
      case "StartBulk": {
        if (state.status !== "none") return [];
        const { type: _, at: __, ...started } = command;
        return [{ type: "BulkStarted", data: started }];
      }
      case "ListBulk": {
        const { registrationIds, from, bulkId } = command;
        const known = started(state);
        if (known.registrationIds.length !== from || known.status !== "listing") return [];
        return [{ type: "BulkListed", data: { bulkId, registrationIds: [...registrationIds] } }];
      }
      case "ProgressBulk": {
        const { bulkId, from, done, failed } = command;
        const known = started(state);
        if (known.status !== "running" || known.done !== from) return [];
        return [{ type: "BulkProgressed", data: { bulkId, done: Math.min(done, known.total), failed: [...failed] } }];
      }
      default:
        return unreachable(command);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case "BulkStarted": {
        const { bulkId: _, ...rest } = event.data;
        return { ...rest, status: "listing", registrationIds: [], done: 0, failed: [] };
      }
      case "BulkListed": {
        if (state.status === "none") return state;
        const registrationIds = [...state.registrationIds, ...event.data.registrationIds];
        return { ...state, registrationIds, status: registrationIds.length < state.total ? "listing" : "running" };
      }
      case "BulkProgressed": {
        if (state.status === "none") return state;
        const { done, failed } = event.data;
        const status = done < state.total ? "running" : "ended";
        return { ...state, done, failed: [...state.failed, ...failed], status };
      }
      default:
        return unreachable(event);
    }
  },
};

/** @throws {Rejected} `bulk_not_found` */
export function started(state: Bulk): StartedBulk {
  if (state.status === "none") throw new Rejected("bulk_not_found");
  return state;
}
