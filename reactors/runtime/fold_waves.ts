import type { AnyFact } from "../../domain/catalogue.ts";
import type { AllRows, Tables } from "../../projections/runtime/definition.ts";
import { eachOf } from "../../projections/runtime/each.ts";
import type { Reactor } from "./definition.ts";
import { applyPlans } from "./fold_plans.ts";
import type { Spread } from "./plan.ts";
import type { RuntimeTables } from "./tables.ts";

type Rows = AllRows<RuntimeTables & Tables>;

/** Rows that are planned for in one transaction: the first of them wait for no more than these. */
const WAVE = 500;

/** What is left of a fact that this reactor is in the middle of; undefined: it is at another one, or at none. */
export function restOf({ name, spreads }: Reactor, fact: AnyFact, { waves }: Rows): readonly Spread[] | undefined {
  if (!spreads) return undefined;
  const row = waves.get(name);
  return row?.fact_id === fact.id ? row.spreads : undefined;
}

/**
 * Plans the next wave of what a fact is spread over. Tells whether there are others: then nothing else is folded before them,
 * so that the rows stay those that the fact has met, and the outbox becomes what it would have become at once.
 */
export function planWave(reactor: Reactor, fact: AnyFact, spreads: readonly Spread[], rows: Rows): boolean {
  const { name } = reactor;
  const [spread, ...others] = spreads;
  const began = rows.waves.get(name);
  const run = { after: began?.after ?? null, limit: WAVE };
  const { rows: wave, next } = rows[spread!.over]!.some(spread!.match, run);
  const each = reactor.spreads![spread!.by]!;
  applyPlans(name, fact, eachOf(wave, (row) => each(row, spread!.data, rows)).flat(), rows);
  if (next === null && others.length === 0) {
    if (began) rows.waves.delete(name);
    return false;
  }
  const left = next === null ? others : spreads;
  rows.waves.insert({ reactor: name, fact_id: fact.id, spreads: left, after: next });
  return true;
}
