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

/** Timers read at a time. */
const PAGE = 500;

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
    const due = await dueTimers(db, reactors, now, PAGE);
    for (const { reactor, key, due: moment, data } of due) {
      const command = { type: "ElapseTimer", at: clock.now().toISOString(), reactor, key, due: moment } as const;
      await handle(timer, timerStream(reactor, key, moment), command, {
        actor: `reactor:${reactor}`,
        studio: typeof data.studioId === "string" ? data.studioId : null,
        correlationId: crypto.randomUUID(),
        causationId: null,
        commandId: crypto.randomUUID(),
      });
    }
    if (due.length === PAGE) {
      // there are more, and the fold needs a moment to tell them from those that have just elapsed
      await new Promise((resolve) => setTimeout(resolve, 100));
      return now;
    }
    return await nextTimer(db, reactors, now);
  }
}
