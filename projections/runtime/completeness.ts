import { BEGINNING, type EventStore, type RecordedEvent } from "../../event_store/port.ts";
import { breath, breathIsDue } from "./breath.ts";
import type { FoldSpec } from "./fold.ts";
import { type Generation, generationsOf } from "./generations.ts";
import type { Queryable } from "./sql.ts";
import { namesFor } from "./page.ts";
import { NOTHING, tallied, type Tally } from "./tally.ts";

/** What a generation took, against what stands in the log for it. Instants are ISO 8601 in UTC. */
export interface Completeness {
  checkedAt: string;
  generation: number;
  /** Up to where both were counted. */
  position: string;
  /** What it took; null for a generation from before anybody counted. */
  taken: Tally | null;
  /** What the log holds for it, without what was skipped. */
  log: Tally;
  /** Events that somebody decided to skip. */
  skipped: number;
  complete: boolean;
}

/** A fold to be counted, without the events that somebody decided to skip. */
export interface Counted {
  spec: FoldSpec;
  skipped: ReadonlySet<string>;
}

const AT_ONCE = 1_000;

/** What the log holds for one live generation, as far as it was read. */
class Count {
  #log = NOTHING;
  #ids: string[] = [];
  #skipped = 0;
  readonly #names: ReadonlySet<string> | null;

  constructor(readonly live: Generation, readonly counted: Counted) {
    const names = namesFor([counted.spec]);
    this.#names = names ? new Set(names) : null;
  }

  take({ id, type, position }: RecordedEvent): void {
    if (position > this.live.position || !(this.#names?.has(type) ?? true)) return;
    if (this.counted.skipped.has(id)) this.#skipped++;
    else if (this.#ids.push(id) >= AT_ONCE) this.#add();
  }

  compared(): Completeness {
    this.#add();
    const { generation, position, tally: taken } = this.live;
    const log = this.#log;
    return {
      checkedAt: new Date().toISOString(),
      generation,
      position: String(position),
      taken,
      log,
      skipped: this.#skipped,
      complete: taken?.applied === log.applied && taken.digest === log.digest,
    };
  }

  #add(): void {
    this.#log = tallied(this.#log, this.#ids);
    this.#ids = [];
  }
}

/**
 * Reads the whole log once more, counts what the live generation of each of these folds should have taken, and writes down
 * how the two compare: one reading for all of them, some ten seconds for a million events; others get their turn meanwhile.
 * By name; a fold of which nothing is live is left out.
 */
export async function checkCompleteness(
  db: Queryable,
  store: EventStore,
  folds: readonly Counted[],
): Promise<Map<string, Completeness>> {
  const counts = new Map<string, Count>();
  let until = BEGINNING;
  for (const counted of folds) {
    const live = (await generationsOf(db, counted.spec.name)).find(({ state }) => state === "live");
    if (live) counts.set(counted.spec.name, new Count(live, counted));
    if (live && live.position > until) until = live.position;
  }
  const types = namesFor(folds.map(({ spec }) => spec));
  for await (const event of store.readAll({ after: BEGINNING, until, ...(types ? { filter: { types } } : {}) })) {
    for (const count of counts.values()) count.take(event);
    if (breathIsDue()) await breath();
  }
  const found = new Map(counts.entries().map(([name, count]) => [name, count.compared()]));
  for (const [name, completeness] of found) {
    await db.query({
      text: "update projections.generations set checked = $3 where name = $1 and generation = $2",
      values: [name, completeness.generation, JSON.stringify(completeness)],
    });
  }
  return found;
}
