import { operations } from "../domain/operations/operations.ts";
import type { OperationsCommand } from "../domain/operations/operations.ts";
import type { Handle } from "../event_store/handle.ts";
import type { Role } from "../projections/runtime/worker.ts";
import { waitFor } from "../projections/runtime/wait.ts";
import { type Expectations, wrongIn } from "./alerts.ts";
import { type Figures, OPERATIONS } from "./figures.ts";

export interface WatchmanOptions {
  figures(): Promise<Figures>;
  expectations(): Promise<Expectations>;
  handle: Handle;
  now(): string;
  /** Milliseconds between two looks. */
  every?: number;
  /** Looks in a row that must find the same before somebody is told: what passes by itself is nobody's business. */
  patience?: number;
}

const EVERY = 15_000;
const PATIENCE = 2;

/** Looks after the installation, in the elected worker: one alert an episode, and one word when it is over. */
export function watchman(options: WatchmanOptions): Role {
  return {
    name: "watchman",
    async run(signal) {
      const seen = new Map<string, number>();
      while (!signal.aborted) {
        await look(options, seen);
        await waitFor(options.every ?? EVERY, signal);
      }
    },
  };
}

async function look(options: WatchmanOptions, seen: Map<string, number>): Promise<void> {
  const { handle, now, patience = PATIENCE } = options;
  const wrong = wrongIn(await options.figures(), await options.expectations());
  const found = new Map(wrong.map((one) => [`${one.kind} ${one.subject}`, one]));
  for (const key of seen.keys()) if (!found.has(key)) seen.delete(key);
  const { alerts } = await handle.stateOf(operations, OPERATIONS);
  for (const [key, one] of found) {
    seen.set(key, (seen.get(key) ?? 0) + 1);
    if (seen.get(key)! >= patience && !alerts.has(key)) await decide(handle, { type: "RaiseAlert", at: now(), ...one });
  }
  for (const [key, { kind, subject }] of alerts.entries()) {
    if (!found.has(key)) await decide(handle, { type: "EndAlert", at: now(), kind, subject });
  }
}

/** Decides something about how the installation is run, as the system. */
export async function decide(handle: Handle, command: OperationsCommand): Promise<void> {
  const commandId = crypto.randomUUID();
  await handle(operations, OPERATIONS, command, {
    actor: "system",
    studio: null,
    correlationId: commandId,
    causationId: null,
    commandId,
  });
}
