import { type Cursor, Moved, moveIdle } from "./cursor.ts";
import type { Cursors } from "./cursors.ts";
import { PoisonEvent } from "./fold.ts";
import { generationsOf } from "./generations.ts";
import { type Page, takes } from "./page.ts";
import { isDataError } from "./passing.ts";
import type { RunnerOptions } from "./runner.ts";
import { settleAll } from "./settle.ts";

/** Folds that write at the same time: with more, readers wait for the database. */
const AT_ONCE = 2;

/** What becomes of cursors when a page is folded into them. */
export class FoldPages {
  /** `onChange`: one stands elsewhere now; `taken`: it has to be caught up again. */
  constructor(
    readonly cursors: Cursors,
    readonly options: Pick<RunnerOptions, "pool" | "skipped" | "log">,
    readonly onChange: (taken: boolean) => void,
  ) {}

  /**
   * Folds a page into all of these, each on its own: one that cannot take it stops, the others go on. One that meets a fact
   * which is taken in parts is behind from then on, and does the others for `patience` ms. Tells whether there are such.
   */
  async fold(cursors: readonly Cursor[], page: Page, patience = 0): Promise<boolean> {
    const { pool } = this.options;
    const results = await settleAll(cursors, AT_ONCE, async (cursor) => {
      const facts = page.facts.filter(({ position }) => position > cursor.position);
      return await cursor.advance(pool, facts, page.position, patience);
    });
    const idle: Cursor[] = [], parted: Cursor[] = [];
    let passing: unknown = null;
    for (const [i, cursor] of cursors.entries()) {
      const result = results[i]!;
      if (result.status === "fulfilled") {
        if (result.value === "idle") idle.push(cursor);
        if (result.value === "partly") parted.push(cursor);
      } else if (result.reason instanceof PoisonEvent) await this.#stop(cursor, result.reason);
      else if (result.reason instanceof Moved || isDataError(result.reason)) await this.#resync(cursor, result.reason);
      else passing = result.reason;
    }
    const late = idle.filter(({ position }) => position < page.position);
    const moved = await moveIdle(pool, late, page.position);
    for (const cursor of late) if (!moved.includes(cursor)) await this.#resync(cursor, new Moved(cursor.spec.name));
    for (const cursor of parted) this.cursors.put(cursor, "behind");
    if (parted.length > 0) this.onChange(true);
    if (passing) throw passing;
    if (page.unreadable) await this.#stepOver(cursors.filter((cursor) => !parted.includes(cursor)), page.unreadable);
    return parted.length > 0;
  }

  /** Those that take the unreadable event stop at it, unless they are to skip it; the others pass it by. */
  async #stepOver(cursors: readonly Cursor[], { event, error }: NonNullable<Page["unreadable"]>): Promise<void> {
    for (const cursor of cursors) {
      const wants = takes(cursor.spec, event.type) && !cursor.fold.skipped.has(event.id);
      if (wants) await this.#stop(cursor, new PoisonEvent(cursor.spec.name, event, error));
      else await moveIdle(this.options.pool, [cursor], event.position);
    }
  }

  async #stop(cursor: Cursor, poison: PoisonEvent): Promise<void> {
    await cursor.stop(this.options.pool, poison);
    this.cursors.put(cursor, "stopped");
    this.options.log?.({ what: "a fold stopped at an event", fold: cursor.spec.name, error: poison });
    this.onChange(false);
  }

  /** Takes up again where the checkpoint stands, when somebody else moved it; or not at all, when it is gone. */
  async #resync(cursor: Cursor, error: unknown): Promise<void> {
    this.options.log?.({ what: "a checkpoint was moved by somebody else", fold: cursor.spec.name, error });
    cursor.forget();
    this.cursors.remove(cursor);
    const found = (await generationsOf(this.options.pool, cursor.spec.name))
      .find(({ generation }) => generation === cursor.generation.generation);
    if (!found) return;
    cursor.takeUp(found);
    this.cursors.put(cursor, "behind");
    this.onChange(true);
  }

  /** Learns which events somebody decided to skip. */
  async readSkipped(): Promise<void> {
    for (const cursor of this.cursors.all()) {
      cursor.fold.skipped = await this.options.skipped?.(cursor.spec) ?? new Set();
    }
  }
}
