import type { EventStore, Position } from "../../event_store/port.ts";
import { breath } from "./breath.ts";
import { checkCompleteness } from "./completeness.ts";
import { Cursor, Moved } from "./cursor.ts";
import { Cursors } from "./cursors.ts";
import type { FoldSpec } from "./fold.ts";
import { FoldPages } from "./fold_pages.ts";
import { Gate } from "./gate.ts";
import { generationsOf, prepare, type SwitchPolicy } from "./generations.ts";
import { migrate } from "./migrate.ts";
import { Pace } from "./pace.ts";
import { decoded, type DecodePage } from "./page.ts";
import { ReadAhead } from "./read_ahead.ts";
import { dropRetired, switchTo } from "./switching.ts";
import { Tail } from "./tail.ts";
import type { Pool } from "./transaction.ts";
import { orAborted, waitFor } from "./wait.ts";

export interface RunnerOptions {
  pool: Pool;
  store: EventStore;
  decode: DecodePage;
  folds: readonly FoldSpec[];
  /** Most facts in one transaction; 1,000 when left out. */
  pageSize?: number;
  /** Rows of each table that are kept in memory between pages. */
  cachedRows?: number;
  /** How a changed version comes to its readers; by itself when left out. */
  switching?: SwitchPolicy;
  /** Ids of the events that a fold goes on without, as somebody decided; none when left out. */
  skipped?: (spec: FoldSpec) => Promise<ReadonlySet<string>>;
  /** Whether people are served by this process right now: those who catch up then leave them half of the time. */
  isBusy?: () => boolean;
  /** Told of what should not happen: a fold that stops, a store that cannot be reached. */
  log?: (problem: { what: string; fold?: string; error: unknown }) => void;
}

const PAGE = 1_000;
/** For how long the parts of one fact are taken before somebody may ask for something else, in ms. */
const PATIENCE = 500;
const BACKOFF = { first: 100, most: 5_000 };

/**
 * Folds the log into every fold's tables until stopped; in one process at a time, which an election sees to, and harmless
 * when it fails to. Two loops share the cursors: those at the end of the log advance together on one subscription; those
 * behind catch up together, the hindmost first, and join. A built generation becomes the live one when it has joined, unless
 * it waits for somebody to say so.
 */
export class Runner {
  readonly #cursors = new Cursors();
  readonly #gate = new Gate();
  readonly #pages: ReadAhead;
  readonly #folding: FoldPages;
  readonly #pace: Pace;
  readonly #pageSize: number;
  #livePosition: Position = 0n;
  /** Folds that were built and not yet counted. */
  readonly #unchecked = new Set<FoldSpec>();
  /** Built and at the end of the log, to be shown one by one: each switch has every connection of everybody plan anew. */
  readonly #due = new Set<Cursor>();
  /** A process asked for a rebuild, or took its wish back. */
  #isAsked = false;
  #asked = Promise.withResolvers<void>();
  #changed = Promise.withResolvers<void>();

  constructor(readonly options: RunnerOptions) {
    this.#pageSize = options.pageSize ?? PAGE;
    this.#pages = new ReadAhead({ ...options, pageSize: this.#pageSize });
    this.#folding = new FoldPages(this.#cursors, options, (taken) => {
      this.#change();
      if (taken) this.#asked.resolve();
    });
    this.#pace = new Pace(options.isBusy ?? (() => false));
  }

  /** Looks for what somebody asked for: a rebuild, its end, a switch, a way back, a new try. */
  recheck(): void {
    this.#isAsked = true;
    this.#asked.resolve();
  }

  /** Resolves when the fold's live generation is at the end of the log, all of its history behind it. */
  async reachedEnd(name: string, signal: AbortSignal): Promise<void> {
    const atEnd = () => [...this.#cursors.live].some(({ spec, state }) => spec.name === name && state === "live");
    while (!atEnd() && !signal.aborted) await orAborted(this.#changed.promise, signal);
  }

  /** Schema of the fold's live tables; null before they exist. */
  schemaOf(name: string): string | null {
    return this.#cursors.seen(name)?.schema ?? null;
  }

  /** Runs until aborted. @throws when the subscription to the log ends, or at start when Postgres or the log cannot be reached */
  async run(signal: AbortSignal): Promise<void> {
    const ending = new AbortController();
    const both = AbortSignal.any([signal, ending.signal]);
    signal.addEventListener("abort", () => this.#asked.resolve(), { once: true });
    await this.#begin();
    const tail = new Tail(this.options.store, this.#livePosition, both);
    const loops = [this.#followTail(tail, both), this.#catchUp(both)];
    try {
      await Promise.all(loops);
    } finally {
      ending.abort();
      this.#asked.resolve();
      await Promise.allSettled(loops);
    }
  }

  async #begin(): Promise<void> {
    const { pool, store, folds, switching = "auto" } = this.options;
    await migrate(pool);
    this.#livePosition = await store.head();
    this.#cursors.clear();
    this.#due.clear();
    this.#pages.forget();
    const generations = await prepare(pool, folds, { head: () => store.head(), switching });
    for (const generation of generations) {
      const spec = folds.find(({ name }) => name === generation.name)!;
      this.#cursors.put(new Cursor(spec, generation, this.options), "behind");
    }
    await this.#folding.readSkipped();
    this.#change();
  }

  async #followTail(tail: Tail, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      // with nobody at the end, the end waits where it is, so that those behind can reach it
      if (this.#cursors.live.size === 0) {
        await orAborted(this.#changed.promise, signal);
        continue;
      }
      const events = await tail.take(this.#pageSize, signal);
      if (events.length === 0) continue;
      await this.#gate.through(() =>
        this.#persist(signal, async () => {
          const after = this.#livePosition;
          const rest = events.filter(({ position }) => position > after);
          while (rest.length > 0 && !signal.aborted) {
            const page = await decoded(this.options.decode, rest, this.#livePosition);
            await this.#folding.fold([...this.#cursors.live], page);
            const next = page.unreadable?.event.position ?? page.position;
            this.#livePosition = next;
            while (rest[0] && rest[0].position <= next) rest.shift();
          }
        })
      );
    }
  }

  async #catchUp(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.#isAsked) await this.#persist(signal, () => this.#findGenerations());
      if (this.#due.size > 0) {
        await this.#persist(signal, () => this.#switchNext());
        await this.#pace.restLong(signal);
      } else if (this.#cursors.behind.size > 0) {
        this.#pace.begin();
        await this.#persist(signal, async () => {
          // what fails may be gone: somebody gave it up
          if (this.#isAsked) await this.#findGenerations();
          await this.#catchUpOnce();
        });
        // requests of the same process get their turn between two pages
        await breath();
        await this.#pace.rest(signal);
      } else if (this.#unchecked.size > 0) {
        await this.#persist(signal, () => this.#count());
      } else {
        await this.#asked.promise;
        this.#asked = Promise.withResolvers();
      }
    }
  }

  /** One page for the hindmost of those whose turn it is. Who meets others on the way goes on with them. */
  async #catchUpOnce(): Promise<void> {
    const from = this.#cursors.hindmost();
    if (from === null) return;
    // a commit whose answer was lost: it is ahead of an end that nobody stands at
    if (this.#cursors.live.size === 0 && from > this.#livePosition) this.#livePosition = from;
    if (from >= this.#livePosition) return await this.#gate.through(() => this.#join());
    const group = this.#cursors.behindAt(from).map(({ spec }) => spec);
    const page = await this.#pages.pageAfter(from, group, (after) => this.#cursors.until(after, this.#livePosition));
    const parted = await this.#folding.fold(this.#cursors.behindAt(from), page, PATIENCE);
    if (page.full || parted) return;
    const atEnd = [...this.#cursors.behind].every(({ position }) => position <= page.position);
    // takes its time, so before the end has to stand still
    for (const cursor of atEnd ? this.#cursors.behindAt(page.position) : []) {
      await cursor.makeReadable(this.options.pool);
    }
    await this.#gate.through(() => this.#lastSteps());
  }

  /** The few facts that came while the page before was folded; the end stands still for these. */
  async #lastSteps(): Promise<void> {
    for (;;) {
      const from = this.#cursors.hindmost();
      if (from === null || from >= this.#livePosition) return await this.#join();
      const group = this.#cursors.behindAt(from);
      const until = this.#cursors.until(from, this.#livePosition);
      const page = await this.#pages.read(from, until, group.map(({ spec }) => spec));
      if (page.full && !page.unreadable) return;
      if (await this.#folding.fold(group, page)) return;
    }
  }

  async #join(): Promise<void> {
    for (const cursor of this.#cursors.behindAt(this.#livePosition)) {
      this.#cursors.put(cursor, "live");
      // what history needed is not what the present needs
      cursor.forget();
      if (cursor.state !== "building") continue;
      await cursor.makeReadable(this.options.pool);
      if (cursor.waits) await this.#tellReady(cursor);
      else this.#due.add(cursor);
    }
    this.#change();
  }

  /** Shows readers one of those that are due, unless that was given up meanwhile. */
  async #switchNext(): Promise<void> {
    const [cursor] = this.#due;
    if (!cursor) return;
    this.#due.delete(cursor);
    await this.#gate.through(async () => {
      if (this.#cursors.live.has(cursor) && cursor.state === "building" && !cursor.waits) await this.#switch(cursor);
    });
  }

  async #tellReady({ generation: { name, generation } }: Cursor): Promise<void> {
    await this.options.pool.query({
      text:
        "update projections.generations set ready_at = coalesce(ready_at, now()) where name = $1 and generation = $2",
      values: [name, generation],
    });
  }

  async #switch(built: Cursor): Promise<void> {
    try {
      if (!await switchTo(this.options.pool, built.spec, built.generation)) throw new Moved(built.spec.name);
    } catch (error) {
      this.#cursors.put(built, "behind");
      throw error;
    }
    built.state = "live";
    for (const cursor of this.#cursors.all(built.spec.name)) if (cursor !== built) this.#cursors.remove(cursor);
    if (this.options.folds.includes(built.spec)) this.#unchecked.add(built.spec);
    this.#asked.resolve();
  }

  /** After a rebuild: what was taken against what stands in the log, for all that were built together in one reading. */
  async #count(): Promise<void> {
    const { pool, store, log } = this.options;
    const specs = [...this.#unchecked];
    const skippedBy = ({ name }: FoldSpec) => this.#cursors.seen(name)?.fold.skipped ?? new Set<string>();
    const found = await checkCompleteness(pool, store, specs.map((spec) => ({ spec, skipped: skippedBy(spec) })));
    for (const spec of specs) this.#unchecked.delete(spec);
    for (const [fold, { complete, ...counted }] of found) {
      if (!complete) log?.({ what: "a rebuilt fold is not complete", fold, error: new Error(JSON.stringify(counted)) });
    }
  }

  async #findGenerations(): Promise<void> {
    this.#isAsked = false;
    const { pool, folds } = this.options;
    await this.#folding.readSkipped();
    for (const spec of folds) {
      const found = await generationsOf(pool, spec.name);
      const known = this.#cursors.all(spec.name);
      const ofOurs = ({ generation }: Cursor) => found.find((one) => one.generation === generation.generation);
      for (const cursor of known) {
        const now = ofOurs(cursor);
        if (!now) this.#cursors.remove(cursor);
        else if (this.#cursors.stopped.has(cursor) && !now.stopped) this.#tryAgain(cursor, now);
        else this.#letWait(cursor, now.waits);
      }
      for (const generation of found) {
        const isKnown = known.some((cursor) => cursor.generation.generation === generation.generation);
        // a live one that is not ours to run is a newer process's
        const isOurs = generation.state === "building" && generation.version === spec.version;
        if (!isKnown && isOurs) this.#cursors.put(new Cursor(spec, generation, this.options), "behind");
      }
    }
    await this.#folding.readSkipped();
    await dropRetired(pool);
  }

  #tryAgain(cursor: Cursor, found: Parameters<Cursor["takeUp"]>[0]): void {
    cursor.forget();
    cursor.takeUp(found);
    this.#cursors.put(cursor, "behind");
  }

  /** One that waited at the end of the log is what readers see as soon as it waits no more. */
  #letWait(cursor: Cursor, waits: boolean): void {
    if (cursor.waits && !waits && cursor.state === "building" && this.#cursors.live.has(cursor)) this.#due.add(cursor);
    cursor.waits = waits;
  }

  /** Tries until it works or we are told to stop: what can fail here passes. */
  async #persist(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    for (let pause = BACKOFF.first; !signal.aborted; pause = Math.min(pause * 2, BACKOFF.most)) {
      try {
        return await work();
      } catch (error) {
        if (signal.aborted) return;
        this.#pages.forget();
        this.options.log?.({ what: "folding waits", error });
        await waitFor(pause, signal);
      }
    }
  }

  #change(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
