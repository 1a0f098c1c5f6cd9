import { installation } from "../domain/installation/installation.ts";
import type { UserId } from "../domain/ids.ts";
import type { Position } from "../event_store/port.ts";
import { stepOf } from "./context.ts";
import type { Caller, CommandDeps } from "./deps.ts";
import { INSTALLATION } from "./streams.ts";

/**
 * Makes somebody an operator of the whole installation. Who may is the caller's question: the first run, or the command line.
 * @throws {Rejected} `installation_not_started`
 */
export async function appointOperator(
  deps: CommandDeps,
  caller: Caller,
  userId: UserId,
): Promise<{ position: Position }> {
  const command = { type: "AppointOperator", at: deps.now(), userId } as const;
  const context = { ...stepOf(caller, deps.newId()), studio: null };
  return await deps.handle(installation, INSTALLATION, command, context);
}
