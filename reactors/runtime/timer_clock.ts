import { timer, timerStream } from "../../domain/timer/timer.ts";
import type { Handle } from "../../event_store/handle.ts";
import type { Queryable } from "../../projections/runtime/sql.ts";
import type { Clock } from "./clock.ts";
import { dueTimers, nextTimer } from "./due.ts";
import { Loop, type Report } from "./loop.ts";

export interface TimerClockOptions {
  db: Queryable;
  handle: Handle;
  clock: Clock;
  report?: Report;
}

/** Lets moments enter the log: appends `TimerElapsed` for each timer that is due, once, and sleeps until the next. */
export class TimerClock {
  readonly #loop: Loop;
  readonly #reactors = new Set<string>();

  constructor(private readonly options: TimerClockOptions) {
    this.#loop = new Loop("the clock", options.clock, () => this.#turn(), options.report);
  }

  /** From now on lets this reactor's timers elapse. */
  watch(reactor: string): void {
    this.#reactors.add(reactor);
    this.#loop.wake();
  }

  start(): void {
    this.#loop.start();
  }

  /** There may be other timers. */
  wake(): void {
    this.#loop.wake();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async #turn(): Promise<Date | null> {
    const { db, handle, clock } = this.options;
    const reactors = [...this.#reactors];
    const now = clock.now();
    for (const { reactor, key, due, data } of await dueTimers(db, reactors, now)) {
      const command = { type: "ElapseTimer", at: clock.now().toISOString(), reactor, key, due } as const;
      await handle(timer, timerStream(reactor, key, due), command, {
        actor: `reactor:${reactor}`,
        studio: typeof data.studioId === "string" ? data.studioId : null,
        correlationId: crypto.randomUUID(),
        causationId: null,
        commandId: crypto.randomUUID(),
      });
    }
    return await nextTimer(db, reactors, now);
  }
}
