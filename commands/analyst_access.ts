import { analysis, analysisStream } from "../domain/analysis/analysis.ts";
import { authorise } from "./authorise.ts";
import { contextOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";

/** Gives the studio's database role a new password, for a tool of the studio's own. @throws {Rejected} `forbidden` */
export async function rotateAccess(deps: CommandDeps, caller: Caller): Promise<{ rotation: number }> {
  return await change(deps, caller, "RotateAccess");
}

/** Makes the password that was given worth nothing; the console goes on. @throws {Rejected} `forbidden` */
export async function withdrawAccess(deps: CommandDeps, caller: Caller): Promise<{ rotation: number }> {
  return await change(deps, caller, "WithdrawAccess");
}

async function change(deps: CommandDeps, caller: Caller, type: "RotateAccess" | "WithdrawAccess") {
  authorise(caller, "analysis.access");
  const { studioId } = caller;
  const { state } = await deps.handle(
    analysis,
    analysisStream(studioId),
    { type, at: deps.now(), studioId },
    contextOf(caller),
  );
  return { rotation: state.rotation };
}
