import type { Handle } from "../../event_store/handle.ts";
import type { Queryable } from "../../projections/runtime/sql.ts";
import { attemptDelivery, type AttemptDeps } from "./attempt.ts";
import type { Channels, ChannelSpec } from "./channel.ts";
import type { Clock } from "./clock.ts";
import { dueDeliveries, type DueRow, nextDelivery, type Of, stillDue } from "./due.ts";
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
  /** When the log was brought back from a backup; null: it never was. */
  restoredAt?: string | null;
  /** Milliseconds: three days. */
  giveUpAfter?: number;
  random?: () => number;
  report?: Report;
}

const DAY = 86_400_000;
/** Milliseconds for the facts before and after a call. */
const GRACE = 10_000;
/** Deliveries read at a time. */
const PAGE = 200;
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
  /** Found due, urgent ones first; waiting for a place in their channel. */
  readonly #waiting = new Map<Channel, Of<DueRow>[]>();
  /** When a fold told last that it is at one fact. */
  #late = -Infinity;
  /** Of these there may be more than was found. */
  readonly #more = new Set<Channel>();
  /** The outboxes may hold what we have not seen. */
  #news = true;
  /** When the next delivery's turn comes. */
  #next: Date | null = null;

  constructor(private readonly options: DeliveryWorkerOptions) {
    const {
      handle,
      clock,
      gone = -1n,
      giveUpAfter = 3 * DAY,
      random = Math.random,
      restoredAt = null,
    } = options;
    const report = options.report ?? (() => {});
    const signal = this.#stopped.signal;
    const grace = GRACE;
    this.#deps = { handle, clock, gone, grace, giveUpAfter, random, restoredAt, report, signal, pauses: this.#pauses };
    this.#loop = new Loop("the delivery worker", clock, () => this.#turn(), report);
  }

  /** From now on delivers what this reactor plans. */
  watch(reactor: string): void {
    this.#reactors.add(reactor);
    this.wake();
  }

  start(): void {
    this.#loop.start();
  }

  /** An outbox may hold something new. */
  wake(): void {
    this.#news = true;
    this.#loop.wake();
  }

  /** These wait again, although they were settled a moment ago. */
  again(ids: readonly string[]): void {
    for (const id of ids) this.#settled.delete(id);
  }

  /** A fold is at one fact for a while, and sees only after it what has been done meanwhile. */
  foldIsLate(): void {
    this.#late = performance.now();
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

  /** Whether calls are under way. */
  get isBusy(): boolean {
    return this.#inFlight.size > 0;
  }

  /** Channels that let nothing through, and until when. */
  paused(): { channel: Channel; until: string }[] {
    return this.#pauses.list(this.options.clock.now().getTime());
  }

  async #turn(): Promise<Date | null> {
    const now = this.options.clock.now();
    const open = this.#open(now.getTime());
    await this.#lookAround(now, open);
    this.#take([...open].flatMap(([channel, free]) => this.#waiting.get(channel)?.splice(0, free) ?? []), now);
    return earliest([this.#pauses.next(now.getTime()), this.#next]);
  }

  /**
   * Where there may be something new, all channels that have places are looked at, since what is new may overtake what is not.
   * One that has nothing to do although there was more is looked at by itself: no channel's backlog hides another's.
   */
  async #lookAround(now: Date, open: ReadonlyMap<Channel, number>): Promise<void> {
    const { db, channels } = this.options;
    const isNews = this.#news || (this.#next !== null && this.#next <= now);
    this.#news = false;
    try {
      if (isNews) {
        for (const [channel] of this.#channels()) {
          this.#waiting.delete(channel);
          this.#more.add(channel);
        }
        await this.#look(now, open);
        this.#next = await nextDelivery(db, [...this.#reactors], { after: now, channels: Object.keys(channels) });
      }
      for (const [channel, free] of open) {
        const isIdle = !this.#waiting.get(channel)?.length;
        if (isIdle && this.#more.has(channel)) await this.#look(now, new Map([[channel, free]]));
      }
    } catch (error) {
      this.#news = true;
      throw error;
    }
  }

  /** Reads whose turn it is in these channels: a page of them, and at least as many as have a place. */
  async #look(now: Date, open: ReadonlyMap<Channel, number>): Promise<void> {
    this.#forget();
    const limit = Math.max(PAGE, ...open.values()) + this.#failed.size;
    const rows = await dueDeliveries(this.options.db, [...this.#reactors], {
      now,
      channels: [...open.keys()],
      except: [...this.#inFlight.keys(), ...this.#settled.keys()],
      limit,
      gone: this.#deps.gone,
    });
    const found = Map.groupBy(rows.filter((row) => !this.#isOld(row)), ({ channel }) => channel);
    for (const channel of open.keys()) {
      this.#waiting.set(channel, found.get(channel) ?? []);
      if (rows.length < limit) this.#more.delete(channel);
    }
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

  /** They may have been withdrawn while they waited for their place: looked at together, since many are taken at a time. */
  #take(found: readonly Of<DueRow>[], now: Date): void {
    const { db, channels } = this.options;
    const ready = found.filter((row) => channels[row.channel] && !this.#inFlight.has(row.delivery_id));
    for (const [reactor, rows] of Map.groupBy(ready, ({ reactor }) => reactor)) {
      const ids = rows.map(({ delivery_id }) => delivery_id);
      const standing = stillDue(db, reactor, ids, { now, gone: this.#deps.gone });
      for (const { delivery_id: id, channel } of rows) {
        const current = standing.then((due) => due.get(id));
        this.#inFlight.set(id, { channel, done: this.#deliver(id, current, channels[channel]!) });
      }
    }
  }

  #isOld(row: DueRow): boolean {
    const failed = this.#failed.get(row.delivery_id);
    if (failed === undefined) return false;
    const old = row.attempt < failed || (row.attempt === failed && row.state === "attempting");
    if (!old) this.#failed.delete(row.delivery_id);
    return old;
  }

  async #deliver(id: string, current: Promise<Of<OutboxRow> | undefined>, spec: ChannelSpec): Promise<void> {
    try {
      const row = await current;
      if (!row || this.#isOld(row)) return;
      const turned = await attemptDelivery(row, spec, this.#deps);
      if (turned.to === "failed") this.#failed.set(id, turned.attempt);
      else if (turned.to === "settled") this.#settled.set(id, performance.now());
      else await this.#lookAgain(ELSEWHERE);
    } catch (error) {
      this.#deps.report({ what: "a delivery waits", error });
      await this.#lookAgain(UNREACHABLE);
    } finally {
      this.#inFlight.delete(id);
      this.#loop.wake();
    }
  }

  /** Somebody knew better than our rows, or nobody could be asked: no fold may tell us when that changes. */
  async #lookAgain(after: number): Promise<void> {
    await pause(after, this.#stopped.signal);
    this.#news = true;
  }

  #forget(): void {
    const old = performance.now() - FRESH;
    if (this.#late > old) return;
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
