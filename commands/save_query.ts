import { analysis, analysisStream, type SavedQuery } from "../domain/analysis/analysis.ts";
import type { Position } from "../event_store/port.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";

/** Keeps a query for the studio's analysts. @throws {Rejected} `forbidden`, `query_name_taken`, `too_many_queries` */
export async function saveQuery(
  deps: CommandDeps,
  caller: Caller,
  query: SavedQuery,
): Promise<{ position: Position }> {
  authorise(caller, "analysis.query");
  const { studioId } = caller;
  const command = { type: "SaveQuery", at: deps.now(), studioId, ...query } as const;
  return await deps.handle(analysis, analysisStream(studioId), command, contextOf(caller));
}

/** Lets go of a saved query; of one that is gone, too. @throws {Rejected} `forbidden` */
export async function removeQuery(
  deps: CommandDeps,
  caller: Caller,
  queryId: string,
): Promise<{ position: Position }> {
  authorise(caller, "analysis.query");
  const { studioId } = caller;
  const command = { type: "RemoveQuery", at: deps.now(), studioId, queryId } as const;
  return await deps.handle(analysis, analysisStream(studioId), command, contextOf(caller));
}

/** The queries of the caller's studio, by name. @throws {Rejected} `forbidden` */
export async function savedQueries(deps: CommandDeps, caller: Caller): Promise<readonly SavedQuery[]> {
  authorise(caller, "analysis.query");
  return (await deps.handle.stateOf(analysis, analysisStream(caller.studioId))).queries;
}
