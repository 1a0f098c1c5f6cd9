import type { EventStore, Position } from "../../event_store/port.ts";
import { breath } from "./breath.ts";
import { Cursor, Moved, moveIdle } from "./cursor.ts";
import { type FoldSpec, PoisonEvent } from "./fold.ts";
import { Gate } from "./gate.ts";
import { dropRetired, generationsOf, migrate, type Pool, prepare, switchTo } from "./generations.ts";
import { decoded, type DecodePage, namesFor, type Page, readPage, takes } from "./page.ts";
import { isDataError } from "./passing.ts";
import { Tail } from "./tail.ts";
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
  /** Told of what should not happen: a fold that stops, a store that cannot be reached. */
  log?: (problem: { what: string; fold?: string; error: unknown }) => void;
}

const PAGE = 1_000;
/** Folds that write at the same time: with more, readers wait for the database. */
const AT_ONCE = 2;
const BACKOFF = { first: 100, most: 5_000 };

/**
 * Folds the log into every fold's tables until stopped; in one process at a time, which an election sees to, and harmless
 * when it fails to. Two loops share the cursors: those at the end of the log advance together on one subscription; those
 * behind catch up together, the hindmost first, and join. A built generation becomes the live one when it has joined.
 */
export class Runner {
  readonly #live = new Set<Cursor>();
  readonly #behind = new Set<Cursor>();
  readonly #stopped = new Set<Cursor>();
  readonly #gate = new Gate();
  #livePosition: Position = 0n;
  #ahead: { after: Position; types: string; page: Promise<Page> } | null = null;
  /** A process asked for a rebuild, or took its wish back. */
  #isAsked = false;
  #asked = Promise.withResolvers<void>();
  #changed = Promise.withResolvers<void>();

  constructor(readonly options: RunnerOptions) {}

  /** Looks for generations that were begun or given up, e.g. when a process asks for a rebuild. */
  recheck(): void {
    this.#isAsked = true;
    this.#asked.resolve();
  }

  /** Resolves when the fold's live generation is at the end of the log, all of its history behind it. */
  async reachedEnd(name: string, signal: AbortSignal): Promise<void> {
    const atEnd = () => [...this.#live].some((cursor) => cursor.spec.name === name && cursor.state === "live");
    while (!atEnd() && !signal.aborted) await orAborted(this.#changed.promise, signal);
  }

  /** Schema of the fold's live tables; null before they exist. */
  schemaOf(name: string): string | null {
    const cursors = [...this.#live, ...this.#behind, ...this.#stopped];
    return cursors.find(({ spec, state }) => spec.name === name && state === "live")?.schema ?? null;
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
    const { pool, store, folds } = this.options;
    await migrate(pool);
    this.#livePosition = await store.head();
    this.#live.clear();
    this.#behind.clear();
    this.#stopped.clear();
    this.#ahead = null;
    const generations = await prepare(pool, folds, () => store.head());
    for (const generation of generations) {
      const spec = folds.find(({ name }) => name === generation.name)!;
      this.#behind.add(new Cursor(spec, generation, this.options));
    }
    this.#change();
  }

  async #followTail(tail: Tail, signal: AbortSignal): Promise<void> {
    const limit = this.options.pageSize ?? PAGE;
    while (!signal.aborted) {
      // with nobody at the end, the end waits where it is, so that those behind can reach it
      if (this.#live.size === 0) {
        await orAborted(this.#changed.promise, signal);
        continue;
      }
      const events = await tail.take(limit, signal);
      if (events.length === 0) continue;
      await this.#gate.through(() =>
        this.#persist(signal, async () => {
          const after = this.#livePosition;
          const rest = events.filter(({ position }) => position > after);
          while (rest.length > 0 && !signal.aborted) {
            const page = await decoded(this.options.decode, rest, this.#livePosition);
            await this.#fold([...this.#live], page);
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
      if (this.#behind.size === 0) {
        await this.#asked.promise;
        this.#asked = Promise.withResolvers();
        continue;
      }
      await this.#persist(signal, () => this.#catchUpOnce());
      // requests of the same process get their turn between two pages
      await breath();
    }
  }

  /** One page for the hindmost of those whose turn it is. Who meets others on the way goes on with them. */
  async #catchUpOnce(): Promise<void> {
    const from = least(this.#nextInLine());
    if (from === null) return;
    // a commit whose answer was lost: it is ahead of an end that nobody stands at
    if (this.#live.size === 0 && from > this.#livePosition) this.#livePosition = from;
    if (from >= this.#livePosition) return await this.#gate.through(() => this.#join());
    const page = await this.#pageAfter(from);
    await this.#fold(this.#behindAt(from), page);
    if (!page.full) await this.#gate.through(() => this.#lastSteps());
  }

  /** The few facts that came while the page before was folded; the end stands still for these. */
  async #lastSteps(): Promise<void> {
    for (;;) {
      const from = least(this.#nextInLine());
      if (from === null || from >= this.#livePosition) return await this.#join();
      const group = this.#behindAt(from);
      const page = await this.#read(from, this.#until(from), group.map(({ spec }) => spec));
      if (page.full && !page.unreadable) return;
      await this.#fold(group, page);
    }
  }

  /** Those that only missed a little do not wait for those that begin at the beginning. */
  #nextInLine(): Cursor[] {
    const behind = [...this.#behind];
    const resumed = behind.filter(({ state, generation }) => state === "live" && generation.position > 0n);
    return resumed.length > 0 ? resumed : behind;
  }

  #behindAt(position: Position): Cursor[] {
    return [...this.#behind].filter((cursor) => cursor.position === position);
  }

  async #join(): Promise<void> {
    for (const cursor of [...this.#behind]) {
      if (cursor.position !== this.#livePosition) continue;
      this.#behind.delete(cursor);
      this.#live.add(cursor);
      if (cursor.state === "building") await this.#switch(cursor);
    }
    this.#change();
  }

  async #switch(built: Cursor): Promise<void> {
    const { pool } = this.options;
    try {
      if (!await switchTo(pool, built.spec, built.generation)) throw new Moved(built.spec.name);
    } catch (error) {
      this.#live.delete(built);
      this.#behind.add(built);
      throw error;
    }
    built.state = "live";
    for (const cursors of [this.#live, this.#behind, this.#stopped]) {
      for (const cursor of cursors) {
        if (cursor !== built && cursor.spec.name === built.spec.name) cursors.delete(cursor);
      }
    }
  }

  /** Where a page for those at `from` ends at the latest: at the next ones to meet, or at the end of the log. */
  #until(from: Position): Position {
    let until = this.#livePosition;
    for (const { position } of this.#behind) if (position > from && position < until) until = position;
    return until;
  }

  async #pageAfter(after: Position): Promise<Page> {
    const specs = this.#behindAt(after).map(({ spec }) => spec);
    const types = String(namesFor(specs));
    const read = this.#ahead?.after === after && this.#ahead.types === types ? this.#ahead.page : null;
    this.#ahead = null;
    const page = await (read ?? this.#read(after, this.#until(after), specs));
    if (page.full && !page.unreadable) {
      // read and decode the next one while the database is busy with this one
      const next = this.#read(page.position, this.#until(page.position), specs);
      next.catch(() => {});
      this.#ahead = { after: page.position, types, page: next };
    }
    return page;
  }

  #read(after: Position, until: Position, specs: readonly FoldSpec[]): Promise<Page> {
    const { store, decode, pageSize = PAGE } = this.options;
    return readPage(store, decode, { after, until, types: namesFor(specs), limit: pageSize });
  }

  /** Folds a page into all of these, each on its own: one that cannot take it stops, the others go on. */
  async #fold(cursors: readonly Cursor[], page: Page): Promise<void> {
    const { pool } = this.options;
    const results = await settleAll(cursors, AT_ONCE, async (cursor) => {
      const facts = page.facts.filter(({ position }) => position > cursor.position);
      return await cursor.advance(pool, facts, page.position) ? null : cursor;
    });
    const idle: Cursor[] = [];
    let passing: unknown = null;
    for (const [i, cursor] of cursors.entries()) {
      const result = results[i]!;
      if (result.status === "fulfilled") result.value && idle.push(result.value);
      else if (result.reason instanceof PoisonEvent) await this.#stop(cursor, result.reason);
      else if (result.reason instanceof Moved || isDataError(result.reason)) await this.#resync(cursor, result.reason);
      else passing = result.reason;
    }
    const late = idle.filter(({ position }) => position < page.position);
    const moved = await moveIdle(pool, late, page.position);
    for (const cursor of late) if (!moved.includes(cursor)) await this.#resync(cursor, new Moved(cursor.spec.name));
    if (passing) throw passing;
    if (page.unreadable) await this.#stepOver(cursors, page.unreadable);
  }

  /** Those that take the unreadable event stop at it, the others pass it by. */
  async #stepOver(cursors: readonly Cursor[], { event, error }: NonNullable<Page["unreadable"]>): Promise<void> {
    for (const cursor of cursors) {
      if (takes(cursor.spec, event.type)) await this.#stop(cursor, new PoisonEvent(cursor.spec.name, event, error));
      else await moveIdle(this.options.pool, [cursor], event.position);
    }
  }

  async #stop(cursor: Cursor, poison: PoisonEvent): Promise<void> {
    await cursor.stop(this.options.pool, poison);
    this.#live.delete(cursor);
    this.#behind.delete(cursor);
    this.#stopped.add(cursor);
    this.options.log?.({ what: "a fold stopped at an event", fold: cursor.spec.name, error: poison });
    this.#change();
  }

  /** Takes up again where the checkpoint stands, when somebody else moved it; or not at all, when it is gone. */
  async #resync(cursor: Cursor, error: unknown): Promise<void> {
    this.options.log?.({ what: "a checkpoint was moved by somebody else", fold: cursor.spec.name, error });
    cursor.fold.forget();
    this.#live.delete(cursor);
    this.#behind.delete(cursor);
    const found = (await generationsOf(this.options.pool, cursor.spec.name))
      .find(({ generation }) => generation === cursor.generation.generation);
    if (!found) return;
    cursor.position = found.position;
    cursor.state = found.state;
    this.#behind.add(cursor);
    this.#asked.resolve();
  }

  async #findGenerations(): Promise<void> {
    this.#isAsked = false;
    const { pool, folds } = this.options;
    for (const spec of folds) {
      const found = await generationsOf(pool, spec.name);
      const known = [...this.#live, ...this.#behind, ...this.#stopped].filter((cursor) =>
        cursor.spec.name === spec.name
      );
      for (const cursor of known) {
        if (found.some(({ generation }) => generation === cursor.generation.generation)) continue;
        for (const cursors of [this.#live, this.#behind, this.#stopped]) cursors.delete(cursor);
      }
      for (const generation of found) {
        const isKnown = known.some((cursor) => cursor.generation.generation === generation.generation);
        // a live one that is not ours to run is a newer process's
        const isOurs = generation.state === "building" && generation.version === spec.version;
        if (!isKnown && isOurs) this.#behind.add(new Cursor(spec, generation, this.options));
      }
    }
    await dropRetired(pool);
  }

  /** Tries until it works or we are told to stop: what can fail here passes. */
  async #persist(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    for (let pause = BACKOFF.first; !signal.aborted; pause = Math.min(pause * 2, BACKOFF.most)) {
      try {
        return await work();
      } catch (error) {
        if (signal.aborted) return;
        this.#ahead = null;
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

/** As `Promise.allSettled`, with at most `limit` under way. */
async function settleAll<T, R>(items: readonly T[], limit: number, work: (item: T) => Promise<R>) {
  const results: PromiseSettledResult<R>[] = [];
  const entries = items.entries();
  const oneAfterAnother = async () => {
    for (const [i, item] of entries) results[i] = (await Promise.allSettled([work(item)]))[0];
  };
  await Promise.all(Array.from({ length: limit }, oneAfterAnother));
  return results;
}

function least(cursors: readonly Cursor[]): Position | null {
  return cursors.reduce<Position | null>(
    (least, { position }) => least === null || position < least ? position : least,
    null,
  );
}
