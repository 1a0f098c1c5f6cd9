import { authorise } from "../../../commands/authorise.ts";
import {
  authoriseDecision,
  type Decider,
  hasManyStudios,
  mayDecide,
  skipPoisonEvent,
} from "../../../commands/decide_on_projection.ts";
import type { Caller } from "../../../commands/deps.ts";
import { Rejected } from "../../../domain/decider.ts";
import type { FoldStatus, RebuildProgress } from "../../../projections/runtime/control.ts";
import { isEvent, type RecordedEvent } from "../../../event_store/port.ts";
import type { State } from "../../state.ts";

export const decisions = [
  "rebuild",
  "compare",
  "cancel",
  "switch",
  "roll_back",
  "drop",
  "retry",
  "skip",
  "check",
] as const;
export type Decision = typeof decisions[number];

/** Who decides about a read model; an operator may be a member of no studio. @throws {Rejected} `unauthenticated` */
export function deciderOf({ session, studio, operator, requestId }: State): Decider {
  if (!session) throw new Rejected("unauthenticated");
  return {
    actor: `user:${session.userId}`,
    userId: session.userId,
    role: studio?.role,
    operator,
    correlationId: requestId,
  };
}

/**
 * Does what was asked of one read model. `reason`: why an event may be skipped.
 * @throws {Rejected} `forbidden`, `projection_not_found`, `projection_not_stopped`, `generation_not_ready`, `generation_not_there`
 */
export async function decide(state: State, name: string, decision: Decision, reason: string): Promise<void> {
  const { app } = state;
  const caller = deciderOf(state);
  const status = await statusOf(state, name);
  const { projections } = app;
  switch (decision) {
    case "rebuild":
    case "compare":
      return orRefuse(await rebuild(state, name, decision === "compare"), "projection_not_found");
    case "cancel":
      authorise(caller as Caller, "projection.rebuild");
      return orRefuse(await projections.cancel(name), "generation_not_there");
    case "check":
      authorise(caller as Caller, "projection.read");
      return orRefuse(await projections.check(name) !== null, "projection_not_found");
  }
  await authoriseDecision(app.commands, caller);
  switch (decision) {
    case "switch":
      if (!status.rebuild?.readyAt) throw new Rejected("generation_not_ready");
      return orRefuse(await projections.switchTo(name), "generation_not_there");
    case "roll_back":
      return orRefuse(await projections.rollBack(name), "generation_not_there");
    case "drop":
      return orRefuse(await projections.drop(name), "generation_not_there");
    case "retry":
      return orRefuse(await projections.retry(name), "projection_not_stopped");
    case "skip":
      await skip(state, status, reason);
      return orRefuse(await projections.retry(name), "projection_not_stopped");
  }
}

/**
 * Builds a read model anew. Whoever may not switch has it wait for somebody who may. False for a name that does not exist.
 * @throws {Rejected} `forbidden`
 */
export async function rebuild(state: State, name: string, waits = false): Promise<boolean> {
  const caller = deciderOf(state);
  authorise(caller as Caller, "projection.rebuild");
  const switches = await mayDecide(state.app.commands, caller);
  return await state.app.projections.rebuild(name, { waits: waits || !switches });
}

async function skip(state: State, status: FoldStatus, reason: string): Promise<void> {
  const stopped = stoppedAt(status);
  if (!stopped) throw new Rejected("projection_not_stopped");
  const { version, event } = stopped;
  await skipPoisonEvent(state.app.commands, deciderOf(state), {
    fold: status.name,
    version,
    eventId: event.id,
    eventType: event.type,
    stream: event.stream,
    revision: event.revision,
    reason,
  });
}

/** Where the live generation has stopped, or else the one that is built. */
export function stoppedAt({ version, problem, problemEvent, rebuild }: FoldStatus) {
  if (problem && problemEvent) return { version, problem, event: problemEvent };
  return rebuild?.problem && rebuild.problemEvent
    ? { version: rebuild.version, problem: rebuild.problem, event: rebuild.problemEvent }
    : null;
}

/** One read model. @throws {Rejected} `projection_not_found` */
export async function statusOf({ app }: State, name: string): Promise<FoldStatus> {
  const status = (await app.projections.list()).find((one) => one.name === name);
  if (!status) throw new Rejected("projection_not_found");
  return status;
}

/** Whose rows a person may see in what is everybody's: null for all, which takes the only studio or the operator's office. */
export async function ownRows({ app, studio, operator }: State): Promise<string | null> {
  if (operator || !await hasManyStudios(app.commands)) return null;
  if (!studio) throw new Rejected("forbidden");
  return studio.id;
}

/** The event that something stopped at, as it stands in the log: what is personal stays encrypted. Null when it is not theirs. */
export async function poisonEvent(
  state: State,
  event: NonNullable<RebuildProgress["problemEvent"]>,
): Promise<RecordedEvent | null> {
  const own = await ownRows(state);
  for await (const found of state.app.store.read(event.stream, { from: event.revision, limit: 1 })) {
    if (isEvent(found) && (own === null || found.metadata.studio === own)) return found;
  }
  return null;
}

function orRefuse(done: boolean, reason: "projection_not_found" | "generation_not_there" | "projection_not_stopped") {
  if (!done) throw new Rejected(reason);
}
