import type { Handle } from "../../event_store/handle.ts";
import type { Queryable } from "../../projections/runtime/sql.ts";
import { attemptDelivery, type AttemptDeps } from "./attempt.ts";
import type { Channels, ChannelSpec } from "./channel.ts";
import type { Clock } from "./clock.ts";
import { dueDeliveries, nextDelivery, type Of } from "./due.ts";
import { Loop, pause, type Report } from "./loop.ts";
import { Pauses } from "./pauses.ts";
import type { Channel } from "./plan.ts";
import type { OutboxRow } from "./tables.ts";

export interface DeliveryWorkerOptions {
  db: Queryable;
  handle: Handle;
  channels: Channels;
  clock: Clock;
  /** Position up to which nobody who attempted still lives; set where one process owns the log. */
  gone?: bigint;
  /** Milliseconds: 60,000. */
  lease?: number;
  /** Milliseconds: three days. */
  giveUpAfter?: number;
  random?: () => number;
  report?: Report;
}

const DAY = 86_400_000;
/** Real milliseconds for which a row that is done is not looked at again, while its fold catches up. */
const FRESH = 10_000;
/** Real milliseconds until a row that somebody else has is looked at again, and one whose log cannot be reached. */
const ELSEWHERE = 250;
const UNREACHABLE = 1_000;
/** Real milliseconds after which a stop no longer waits for a log that cannot be reached. */
const STOPPING = 5_000;

/** Takes what is due from the outboxes and makes it happen, once. Sleeps until a fold tells of news or a moment comes. */
export class DeliveryWorker {
  readonly #loop: Loop;
  readonly #deps: AttemptDeps;
  readonly #pauses = new Pauses();
  readonly #stopped = new AbortController();
  readonly #inFlight = new Map<string, { channel: Channel; done: Promise<void> }>();
  /** Done, but the outbox may not show it yet. */
  readonly #settled = new Map<string, number>();
  /** Number of the attempt that failed here last: rows that know less are of before. */
  readonly #failed = new Map<string, number>();
  readonly #reactors = new Set<string>();

  constructor(private readonly options: DeliveryWorkerOptions) {
    const { handle, clock, gone = -1n, lease = 60_000, giveUpAfter = 3 * DAY, random = Math.random } = options;
    const report = options.report ?? (() => {});
    const signal = this.#stopped.signal;
    this.#deps = { handle, clock, gone, lease, giveUpAfter, random, report, signal, pauses: this.#pauses };
    this.#loop = new Loop("the delivery worker", clock, () => this.#turn(), report);
  }

  /** From now on delivers what this reactor plans. */
  watch(reactor: string): void {
    this.#reactors.add(reactor);
    this.#loop.wake();
  }

  start(): void {
    this.#loop.start();
  }

  /** An outbox may hold something new. */
  wake(): void {
    this.#loop.wake();
  }

  /** Takes nothing more and waits for the calls in flight. */
  async stop(): Promise<void> {
    await this.#loop.stop();
    const quiet = Promise.all([...this.#inFlight.values()].map(({ done }) => done));
    const patience = setTimeout(() => this.#stopped.abort(), STOPPING);
    await quiet;
    clearTimeout(patience);
    this.#stopped.abort();
  }

  /** Channels that let nothing through, and until when. */
  paused(): { channel: Channel; until: string }[] {
    return this.#pauses.list(this.options.clock.now().getTime());
  }

  async #turn(): Promise<Date | null> {
    const { db, clock } = this.options;
    const reactors = [...this.#reactors];
    const now = clock.now();
    this.#forget();
    const open = this.#open(now.getTime());
    if (open.size > 0) {
      const rows = await dueDeliveries(db, reactors, {
        now,
        channels: [...open.keys()],
        except: [...this.#inFlight.keys(), ...this.#settled.keys()],
        limit: [...open.values()].reduce((sum, free) => sum + free, 0) + this.#failed.size,
        gone: this.#deps.gone,
      });
      for (const row of rows) this.#take(row, open);
    }
    const moments = [
      this.#pauses.next(now.getTime()),
      await nextDelivery(db, reactors, { after: now, channels: Object.keys(this.options.channels) }),
    ];
    return earliest(moments);
  }

  /** Free places by channel. */
  #open(now: number): Map<Channel, number> {
    const open = new Map<Channel, number>();
    for (const [channel, spec] of this.#channels()) {
      const busy = [...this.#inFlight.values()].filter((call) => call.channel === channel).length;
      const free = this.#pauses.allowed(channel, spec.concurrency, now) - busy;
      if (free > 0) open.set(channel, free);
    }
    return open;
  }

  #take(row: Of<OutboxRow>, open: Map<Channel, number>): void {
    const free = open.get(row.channel) ?? 0;
    const spec = this.options.channels[row.channel];
    if (free === 0 || !spec || this.#isOld(row)) return;
    open.set(row.channel, free - 1);
    this.#inFlight.set(row.delivery_id, { channel: row.channel, done: this.#deliver(row, spec) });
  }

  #isOld(row: Of<OutboxRow>): boolean {
    const failed = this.#failed.get(row.delivery_id);
    if (failed === undefined) return false;
    const old = row.attempt < failed || (row.attempt === failed && row.state === "attempting");
    if (!old) this.#failed.delete(row.delivery_id);
    return old;
  }

  async #deliver(row: Of<OutboxRow>, spec: ChannelSpec): Promise<void> {
    try {
      const turned = await attemptDelivery(row, spec, this.#deps);
      if (turned.to === "failed") this.#failed.set(row.delivery_id, turned.attempt);
      else if (turned.to === "settled") this.#settled.set(row.delivery_id, performance.now());
      else await pause(ELSEWHERE, this.#stopped.signal);
    } catch (error) {
      this.#deps.report({ what: "a delivery waits", error });
      await pause(UNREACHABLE, this.#stopped.signal);
    } finally {
      this.#inFlight.delete(row.delivery_id);
      this.#loop.wake();
    }
  }

  #forget(): void {
    const old = performance.now() - FRESH;
    for (const [id, since] of this.#settled) {
      if (since > old) break; // in order
      this.#settled.delete(id);
    }
  }

  #channels(): [Channel, ChannelSpec][] {
    return Object.entries(this.options.channels) as [Channel, ChannelSpec][];
  }
}

function earliest(moments: readonly (Date | null)[]): Date | null {
  const known = moments.filter((moment) => moment !== null).map((moment) => moment.getTime());
  return known.length > 0 ? new Date(Math.min(...known)) : null;
}
