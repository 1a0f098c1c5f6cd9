import type { AnyFact } from "../domain/catalogue.ts";
import type { AllRows } from "../projections/runtime/definition.ts";
import { Fold, type FoldSpec } from "../projections/runtime/fold.ts";
import type { Queryable } from "../projections/runtime/sql.ts";
import type { Reactor } from "./runtime/definition.ts";
import { reactorFold } from "./runtime/reactor_fold.ts";
import type { RuntimeTables, TimerRow } from "./runtime/tables.ts";

/** One moment of a reactor, with every fact that set or moved it, oldest first. */
export interface MomentHistory {
  reactor: string;
  /** What the moment is for: its data without the instants that move with it. */
  about: Readonly<Record<string, unknown>>;
  steps: MomentStep[];
}

export interface MomentStep {
  factId: string;
  /** ISO 8601 UTC; null: there is no such moment any more. */
  due: string | null;
}

/** Tables that nobody has: what a fold starts with when it starts with nothing. */
const nothing: Queryable = { query: () => Promise.resolve({ rows: [], rowCount: 0 }) };
const CACHED_ROWS = 1_000_000;

/**
 * Folds the facts of one event through a reactor once more, in memory, and tells what each of them did to the moments it waits
 * for. Nothing is planned by it. Facts about people move no moment of an event, so they need not be among them.
 */
export async function momentsOf(
  reactor: Reactor,
  facts: readonly AnyFact[],
  eventId: string,
): Promise<MomentHistory[]> {
  const spec = reactorFold(reactor) as unknown as FoldSpec;
  const after = new Map<string, TimerRow[]>();
  const watched: FoldSpec = {
    ...spec,
    apply(fact, rows) {
      spec.apply(fact, rows);
      // only the last pass over the facts counts, and that one comes last
      after.set(fact.id, (rows as unknown as AllRows<RuntimeTables>).timers.where({ scope: eventId }));
      return undefined;
    },
  };
  const taken = await new Fold(watched, "memory", { cachedRows: CACHED_ROWS }).run(nothing, facts);
  const found = new Map<string, MomentHistory>();
  for (const factId of taken) note(found, reactor.name, factId, after.get(factId) ?? []);
  return [...found.values()].sort((a, b) => a.steps[0]!.due! < b.steps[0]!.due! ? -1 : 1);
}

function note(found: Map<string, MomentHistory>, reactor: string, factId: string, timers: readonly TimerRow[]): void {
  const seen = new Set<string>();
  for (const { due, data } of timers) {
    const about = stable(data);
    const key = JSON.stringify(about);
    seen.add(key);
    const moment = found.get(key) ?? { reactor, about, steps: [] };
    if (moment.steps.at(-1)?.due !== due) moment.steps.push({ factId, due });
    found.set(key, moment);
  }
  for (const [key, { steps }] of found) {
    if (!seen.has(key) && steps.at(-1)!.due !== null) steps.push({ factId, due: null });
  }
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

function stable(data: TimerRow["data"]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).filter(([, value]) => typeof value !== "string" || !INSTANT.test(value)),
  );
}
