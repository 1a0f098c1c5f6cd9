import type { AnyFact, EventName } from "../../domain/catalogue.ts";
import type { AllRows, Tables } from "../../projections/runtime/definition.ts";
import { isKnown } from "../../event_store/codec.ts";
import type { FoldSpec } from "../../projections/runtime/fold.ts";
import type { Own, Reactor } from "./definition.ts";
import { followDelivery, isDeliveryFact } from "./fold_deliveries.ts";
import { schemaOf } from "./due.ts";
import { applyPlans } from "./fold_plans.ts";
import { planWave, restOf } from "./fold_waves.ts";
import { timersOf } from "./fold_timers.ts";
import type { Plan } from "./plan.ts";
import { type RuntimeTables, runtimeTables } from "./tables.ts";

type Rows = AllRows<RuntimeTables & Tables>;
type Reaction = (fact: AnyFact, own: Own<Tables>) => Plan | readonly Plan[] | void;

/** Facts that the runtime itself folds, for every reactor. */
const always: readonly EventName[] = [
  "ReactorStarted",
  "TimerElapsed",
  "DeliveryAttempted",
  "DeliverySucceeded",
  "DeliveryFailed",
  "DeliveryAbandoned",
  "DeliverySkipped",
  "DeliveryPostponed",
  "DeliveryReplayed",
];

/**
 * A reactor as the fold it is: its own tables, its outbox, timers and commands, committed together with one checkpoint by
 * the engine that folds projections. Before its `ReactorStarted` it only learns; plans come from what stands after it.
 */
export function reactorFold(reactor: Reactor): FoldSpec<RuntimeTables & Tables, News> {
  const types = new Set<EventName>([...Object.keys(reactor.on) as EventName[], ...always]);
  return {
    name: `reactor_${reactor.name}`,
    version: reactor.version,
    about: reactor.about,
    tables: { ...reactor.tables, ...runtimeTables },
    readIn: schemaOf(reactor.name),
    // one that issues commands sees every type: any fact may close one
    ...(reactor.issues ? {} : { types: [...types] }),
    leavesRest: ({ rest }) => rest,
    apply: (fact, rows) => isKnown(fact) ? foldFact(reactor, fact, rows as Rows) : undefined,
  };
}

/** Where a fact has left something new to do. */
export interface News {
  deliveries: boolean;
  /** Deliveries that were settled, and wait again. */
  again: readonly string[];
  timers: boolean;
  commands: boolean;
  /** It goes on with the same fact. */
  rest: boolean;
}

/** Who the reactor's facts are by. */
export function actorOf(reactor: Pick<Reactor, "name">): string {
  return `reactor:${reactor.name}`;
}

function foldFact(reactor: Reactor, fact: AnyFact, rows: Rows): News | undefined {
  const news: News = { deliveries: false, again: [], timers: false, commands: false, rest: false };
  const rest = restOf(reactor, fact, rows);
  if (rest) return { ...news, deliveries: true, rest: planWave(reactor, fact, rest, rows) };
  if (reactor.issues && fact.meta.actor === actorOf(reactor)) {
    rows.commands.update(fact.meta.commandId, { open: false });
  }
  if (isDeliveryFact(fact)) {
    news.deliveries = followDelivery(reactor.name, fact, rows.outbox);
    const settled = fact.type === "DeliveryReplayed" || fact.type === "DeliveryPostponed";
    if (news.deliveries && settled) news.again = [fact.data.deliveryId];
  }
  if (fact.type === "ReactorStarted" && fact.data.reactor === reactor.name) {
    rows.started.insert({ reactor: reactor.name, at: fact.recordedAt });
    news.timers = true;
  }
  const timers = timersOf(reactor.name, rows.timers, () => news.timers = true);
  const reaction = reactor.on[fact.type] as Reaction | undefined;
  const planned = reaction?.(fact, { ...rows, timers } as unknown as Own<Tables>);
  if (fact.type === "TimerElapsed" && timers.is(fact)) rows.timers.update(fact.data.key, { elapsed: true });
  if (planned && rows.started.get(reactor.name)) {
    const plans = "do" in planned ? [planned] : planned;
    const spreads = plans.filter((plan) => plan.do === "spread");
    applyPlans(reactor.name, fact, plans.filter((plan) => plan.do !== "spread"), rows);
    for (const plan of plans) news[plan.do === "command" ? "commands" : "deliveries"] = true;
    if (spreads.length > 0) news.rest = planWave(reactor, fact, spreads, rows);
  }
  return news.deliveries || news.timers || news.commands ? news : undefined;
}
