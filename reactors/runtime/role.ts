import { installation } from "../../domain/installation/installation.ts";
import type { Handle } from "../../event_store/handle.ts";
import type { FoldSpec } from "../../projections/runtime/fold.ts";
import type { Queryable } from "../../projections/runtime/sql.ts";
import type { Watch } from "../../projections/runtime/watch.ts";
import type { Folding, Role } from "../../projections/runtime/worker.ts";
import type { Channels } from "./channel.ts";
import { type Clock, systemClock } from "./clock.ts";
import { CommandWorker, type Issuer } from "./command_worker.ts";
import type { Reactor } from "./definition.ts";
import { DeliveryWorker, type DeliveryWorkerOptions } from "./delivery_worker.ts";
import type { Report } from "./loop.ts";
import type { Channel } from "./plan.ts";
import { type News, reactorFold } from "./reactor_fold.ts";
import { TimerClock } from "./timer_clock.ts";

export interface ReactorOptions extends Pick<DeliveryWorkerOptions, "giveUpAfter" | "random"> {
  reactors: readonly Reactor[];
  db: Queryable;
  handle: Handle;
  channels: Channels;
  issuers: Readonly<Record<string, Issuer>>;
  /** Tells of commits; see {@link Watch}. */
  watch: Pick<Watch, "subscribe">;
  /** Only where one process at a time can own the log: end of the log when this one took it over. */
  gone?: bigint;
  clock?: Clock;
  report?: Report;
}

export interface Reactors {
  /** For the worker that folds. */
  readonly folds: readonly FoldSpec[];
  /** For the same worker: clock, deliveries and commands, while it is elected. */
  readonly role: Role;
  /** Channels that let nothing through at the moment, as this process knows them. */
  paused(): { channel: Channel; until: string }[];
}

/** The reactors as folds, and as the role that makes happen what they plan. */
export function createReactors(options: ReactorOptions): Reactors {
  let deliveries: DeliveryWorker | null = null;
  let wake = (_news: News) => {};
  const folds = options.reactors.map((reactor): FoldSpec => {
    const spec = reactorFold(reactor);
    // runs before the page is committed: there is something to find once the commit is told of
    return { ...spec, committed: (news: readonly News[]) => wake(news.reduce(either)) } as unknown as FoldSpec;
  });

  async function run(signal: AbortSignal, folding: Folding): Promise<void> {
    const clock = options.clock ?? systemClock;
    await startReactors(options.handle, options.reactors, clock);
    const { restoredAt } = await options.handle.stateOf(installation, "installation");
    const parts = {
      deliveries: deliveries = new DeliveryWorker({ ...options, restoredAt, clock }),
      timers: new TimerClock({ ...options, clock }),
      commands: new CommandWorker({ ...options, clock, isBeside: () => deliveries?.isBusy ?? false }),
    };
    const workers = Object.values(parts);
    wake = (news) => {
      parts.deliveries.again(news.again);
      if (news.rest) parts.deliveries.foldIsLate();
      for (const part of ["deliveries", "timers", "commands"] as const) if (news[part]) parts[part].wake();
    };
    // without a name: notices may have been missed
    const unsubscribe = options.watch.subscribe((fold) => fold === "" && workers.forEach((worker) => worker.wake()));
    try {
      for (const worker of workers) worker.start();
      await Promise.all(options.reactors.map(async ({ name }) => {
        // before it has seen how the log ended, it would do again what was done
        await folding.reachedEnd(`reactor_${name}`, signal);
        if (signal.aborted) return;
        for (const worker of workers) worker.watch(name);
        for (const channel of Object.values(options.channels)) {
          channel.warm?.().catch((error) => options.report?.({ what: "a channel could not get ready", error }));
        }
      }));
      await aborted(signal);
    } finally {
      unsubscribe();
      wake = () => {};
      await Promise.all(workers.map((worker) => worker.stop()));
      deliveries = null;
    }
  }

  return { folds, role: { name: "reactors", run }, paused: () => deliveries?.paused() ?? [] };
}

/**
 * Appends `ReactorStarted` for each reactor that is new: it acts on what stands after it. Called at start as well, before
 * anything happens that reactors should see.
 */
export async function startReactors(
  handle: Handle,
  reactors: readonly Pick<Reactor, "name">[],
  clock: Clock = systemClock,
): Promise<void> {
  for (const { name } of reactors) {
    const command = { type: "StartReactor", at: clock.now().toISOString(), reactor: name } as const;
    await handle(installation, "installation", command, {
      actor: "system",
      studio: null,
      correlationId: crypto.randomUUID(),
      causationId: null,
      commandId: crypto.randomUUID(),
    });
  }
}

function either(a: News, b: News): News {
  return {
    deliveries: a.deliveries || b.deliveries,
    again: [...a.again, ...b.again],
    timers: a.timers || b.timers,
    commands: a.commands || b.commands,
    rest: a.rest || b.rest,
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
