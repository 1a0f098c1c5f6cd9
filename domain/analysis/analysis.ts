import { type Decider, Rejected, unreachable } from "../decider.ts";
import type { StudioId } from "../ids.ts";
import type { QueryEvent, QueryParameter } from "./events.ts";

export interface SavedQuery {
  queryId: string;
  name: string;
  sql: string;
  parameters: readonly QueryParameter[];
}

export interface SaveQuery extends SavedQuery {
  type: "SaveQuery";
  at: string;
  studioId: StudioId;
}
export interface RemoveQuery {
  type: "RemoveQuery";
  at: string;
  studioId: StudioId;
  queryId: string;
}
export interface RotateAccess {
  type: "RotateAccess";
  at: string;
  studioId: StudioId;
}
export interface WithdrawAccess {
  type: "WithdrawAccess";
  at: string;
  studioId: StudioId;
}
export type AnalysisCommand = SaveQuery | RemoveQuery | RotateAccess | WithdrawAccess;

export interface Analysis {
  queries: readonly SavedQuery[];
  /** How often the password of the studio's database role has changed; part of what it is derived from. */
  rotation: number;
  /** Whether somebody outside of the console may know the password. */
  isShared: boolean;
}

/** How many queries a studio keeps. */
const MOST_QUERIES = 200;

/** What a studio's analysts keep: stream `analysis-<studioId>`. */
export const analysis: Decider<AnalysisCommand, Analysis, QueryEvent> = {
  initial: () => ({ queries: [], rotation: 0, isShared: false }),
  decide(command, state) {
    switch (command.type) {
      case "SaveQuery":
        return save(command, state);
      case "RemoveQuery":
        return remove(command, state);
      case "RotateAccess":
        return [{
          type: "AnalystAccessRotated",
          data: { studioId: command.studioId, rotation: state.rotation + 1 },
        }];
      case "WithdrawAccess":
        return state.isShared
          ? [{ type: "AnalystAccessWithdrawn", data: { studioId: command.studioId, rotation: state.rotation + 1 } }]
          : [];
      default:
        return unreachable(command);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case "QuerySaved": {
        const { studioId: _, ...query } = event.data;
        const others = state.queries.filter(({ queryId }) => queryId !== query.queryId);
        return { ...state, queries: [...others, query].toSorted((a, b) => a.name < b.name ? -1 : 1) };
      }
      case "QueryRemoved":
        return { ...state, queries: state.queries.filter(({ queryId }) => queryId !== event.data.queryId) };
      case "AnalystAccessRotated":
        return { ...state, rotation: event.data.rotation, isShared: true };
      case "AnalystAccessWithdrawn":
        return { ...state, rotation: event.data.rotation, isShared: false };
      default:
        return unreachable(event);
    }
  },
};

/** The stream of what a studio's analysts keep. */
export function analysisStream(studioId: StudioId): string {
  return `analysis-${studioId}`;
}

function save({ type: _, at: __, studioId, ...query }: SaveQuery, state: Analysis): QueryEvent[] {
  const known = state.queries.find(({ queryId }) => queryId === query.queryId);
  if (known && same(known, query)) return [];
  if (state.queries.some(({ name, queryId }) => name === query.name && queryId !== query.queryId)) {
    throw new Rejected("query_name_taken", { name: query.name });
  }
  if (!known && state.queries.length >= MOST_QUERIES) throw new Rejected("too_many_queries", { most: MOST_QUERIES });
  return [{ type: "QuerySaved", data: { studioId, ...query, parameters: [...query.parameters] } }];
}

function remove({ studioId, queryId }: RemoveQuery, state: Analysis): QueryEvent[] {
  return state.queries.some((query) => query.queryId === queryId)
    ? [{ type: "QueryRemoved", data: { studioId, queryId } }]
    : [];
}

function same(a: SavedQuery, b: SavedQuery): boolean {
  return a.name === b.name && a.sql === b.sql && JSON.stringify(a.parameters) === JSON.stringify(b.parameters);
}
