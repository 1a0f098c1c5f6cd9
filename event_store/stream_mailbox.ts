import type { Command, Decider, DomainEvent } from "../domain/decider.ts";
import { type Folded, foldInto, unfolded } from "./folded.ts";
import type { Envelope, Handled, HandleOptions } from "./handle.ts";
import { earlierFacts } from "./earlier_facts.ts";
import {
  type Appended,
  AppendTooLarge,
  type NewEvent,
  type RecordedEvent,
  StoreUnavailable,
  type StreamId,
  WrongRevision,
} from "./port.ts";
import type { Weighed } from "./recent.ts";
import { breathe } from "./iterate.ts";
import { loadFolded, saveFolded } from "./snapshots.ts";
import { decideAll, type Speculation, type Verdict } from "./speculation.ts";

interface Job<C, S, E extends DomainEvent> {
  command: C;
  envelope: Envelope;
  resolve: (handled: Handled<S, E>) => void;
  reject: (error: unknown) => void;
}

/** Most commands decided for one append; further ones wait for the next. */
const BATCH = 500;
const PAGE = 1_000;
const REPEAT_FOR_MS = 5_000;
/** Even under the worst races with other processes somebody wins each time; past this something else is wrong. */
const MOST_ATTEMPTS = 200;

/**
 * Everything that is asked of one stream in this process, one thing after another, on one folded state. While an append is
 * under way, commands gather and share the next one.
 */
export class StreamMailbox<C extends Command, S, E extends DomainEvent> implements Weighed {
  readonly decider: Decider<C, S, E>;
  readonly #stream: StreamId;
  readonly #options: HandleOptions;
  #folded: Folded<S> | null = null;
  #jobs: Job<C, S, E>[] = [];
  #looks: { resolve: (state: S) => void; reject: (error: unknown) => void }[] = [];
  #running = false;
  #working = false;
  /** Facts in the newest snapshot. */
  #saved = 0;

  constructor(decider: Decider<C, S, E>, stream: StreamId, options: HandleOptions) {
    this.decider = decider;
    this.#stream = stream;
    this.#options = options;
  }

  get weight(): number {
    return 20 + (this.#folded?.revision ?? 0);
  }

  get busy(): boolean {
    return this.#working || this.#jobs.length > 0 || this.#looks.length > 0;
  }

  handle(command: C, envelope: Envelope): Promise<Handled<S, E>> {
    return new Promise((resolve, reject) => {
      this.#jobs.push({ command, envelope, resolve, reject });
      this.#run();
    });
  }

  /** The state as of now. */
  current(): Promise<S> {
    return new Promise((resolve, reject) => {
      this.#looks.push({ resolve, reject });
      this.#run();
    });
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    await Promise.resolve(); // whoever asks in the same turn comes along
    while (this.#jobs.length > 0 || this.#looks.length > 0) {
      this.#working = true;
      const looks = this.#looks.splice(0);
      const jobs = this.#jobs.splice(0, BATCH);
      try {
        const current = jobs.length > 0 && await this.#settle(jobs);
        if (looks.length > 0 && !current) await this.#readOn();
        for (const look of looks) look.resolve((await this.#loaded()).state);
      } catch (error) {
        for (const asked of [...jobs, ...looks]) asked.reject(error);
      }
      this.#keep();
      this.#working = false;
      await breathe(); // whoever was answered and asks again comes along with the next ones
    }
    this.#running = false;
  }

  async #loaded(): Promise<Folded<S>> {
    if (!this.#folded) {
      const { decider } = this;
      const kept = await loadFolded(this.#options, decider, this.#stream);
      this.#folded = kept ?? unfolded(decider.initial());
      this.#saved = this.#folded.revision + 1;
      await this.#readOn();
    }
    return this.#folded;
  }

  /** Takes in what others have appended; says whether there was anything. */
  async #readOn(): Promise<boolean> {
    const folded = this.#folded ?? await this.#loaded();
    const { store, codec } = this.#options;
    const before = folded.revision;
    let page: RecordedEvent[] = [];
    const fold = () => {
      foldInto(folded, this.decider, codec.decodeBlank(page));
      page = [];
    };
    try {
      for await (const event of store.read(this.#stream, { from: before + 1 })) {
        page.push(event);
        if (page.length === PAGE) fold();
      }
      fold();
    } catch (error) {
      this.#folded = null; // half a page may be in it
      throw error;
    }
    return folded.revision > before;
  }

  /** Decides and appends until it holds. True when the state is thereby known to be the newest. */
  async #settle(jobs: readonly Job<C, S, E>[]): Promise<boolean> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const folded = await this.#loaded();
      const speculation = this.#decide(folded, jobs);
      if (speculation.drafts.length === 0) {
        // a refusal counts only on the newest state: another process may have changed it
        const looks = attempt === 0 && needsNewest(speculation);
        if (looks && await this.#readOn()) continue;
        await this.#answer(jobs, speculation, folded);
        return looks || attempt > 0;
      }
      try {
        const events = await this.#options.codec.encode(speculation.drafts);
        const appended = await this.#append(events, folded);
        this.#commit(folded, speculation, appended, events);
        await this.#answer(jobs, speculation, folded);
        return true;
      } catch (error) {
        if (error instanceof AppendTooLarge && jobs.length > 1) return await this.#halve(jobs);
        if (!(error instanceof WrongRevision)) throw error;
        // the tail may hold our own commands, if an earlier answer was lost: then they are decided already
        if (attempt > 2) await pause(Math.random() * Math.min(2 ** attempt, 50));
        await this.#readOn();
      }
    }
    throw new StoreUnavailable(`${this.#stream} was changed by others again and again`, "not_written");
  }

  async #halve(jobs: readonly Job<C, S, E>[]): Promise<boolean> {
    const middle = jobs.length >> 1;
    for (const half of [jobs.slice(0, middle), jobs.slice(middle)]) {
      try {
        await this.#settle(half);
      } catch (error) {
        for (const job of half) job.reject(error);
      }
    }
    return false;
  }

  #decide(folded: Folded<S>, commands: readonly Job<C, S, E>[]): Speculation<S, E> {
    const { codec, clock = () => new Date() } = this.#options;
    const now = clock().toISOString();
    return decideAll({ decider: this.decider, stream: this.#stream, folded, codec, now, commands });
  }

  /** Repeats the same bytes at the same revision while the answer is lost. */
  async #append(events: readonly NewEvent[], { revision }: Folded<S>): Promise<Appended> {
    const { store, repeatForMs = REPEAT_FOR_MS } = this.#options;
    const until = performance.now() + repeatForMs;
    for (let wait = 25;; wait = Math.min(wait * 2, 1_000)) {
      try {
        return await store.append(this.#stream, events, revision < 0 ? "no_stream" : revision);
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || error.outcome === "not_written") throw error;
        if (performance.now() + wait > until) {
          this.#folded = null;
          throw error;
        }
        await pause(wait);
      }
    }
  }

  #commit(
    folded: Folded<S>,
    { state, occurredAt, decided }: Speculation<S, E>,
    { position, revision }: Appended,
    events: readonly NewEvent[],
  ): void {
    Object.assign(folded, { state, occurredAt, position, revision, lastId: events.at(-1)?.id ?? null });
    for (const [commandId, from] of decided) folded.decided.set(commandId, from);
  }

  async #answer(jobs: readonly Job<C, S, E>[], { verdicts }: Speculation<S, E>, folded: Folded<S>): Promise<void> {
    const { state, revision, position } = folded;
    const common = { state, revision, position, declined: null };
    for (const [i, job] of jobs.entries()) {
      let verdict = verdicts[i] as Verdict<E>;
      let repeated = false;
      if (verdict.kind === "same") {
        verdict = verdicts[verdict.as] as Verdict<E>;
        repeated = true;
      }
      if (verdict.kind === "refused") job.reject(verdict.error);
      else if (verdict.kind === "nothing") job.resolve({ ...common, events: [], repeated });
      else if (verdict.kind === "facts") {
        job.resolve({ ...common, events: verdict.events, declined: verdict.declined, repeated });
      } else if (verdict.kind === "earlier") {
        const { commandId } = job.envelope;
        const earlier = await earlierFacts<E>(this.#options, this.#stream, verdict.from, commandId);
        job.resolve({ ...common, ...earlier, repeated: true });
      }
    }
  }

  #keep(): void {
    if (!this.#folded) return;
    const facts = this.#folded.revision + 1;
    if (saveFolded(this.#options, this.decider, this.#stream, this.#folded, facts - this.#saved)) this.#saved = facts;
  }
}

function needsNewest<S, E extends DomainEvent>({ verdicts }: Speculation<S, E>): boolean {
  return verdicts.some(({ kind }) => kind === "nothing" || kind === "refused");
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
