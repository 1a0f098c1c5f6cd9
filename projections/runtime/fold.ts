import type { EventName } from "../../domain/catalogue.ts";
import type { AllRows, AnyDecoded, Projection, Tables } from "./definition.ts";
import { breath, breathIsDue } from "./breath.ts";
import { MISS, TableRows } from "./rows.ts";
import type { Queryable } from "./sql.ts";
import { type Pool, transaction } from "./transaction.ts";

/**
 * Anything that folds the log into tables of its own: projections, and reactors, which also tell what should happen.
 * Deterministic: no clock, no randomness, no look-ups outside its own tables.
 */
export interface FoldSpec<T extends Tables = Tables, O = unknown> {
  name: string;
  version: number;
  about: string;
  tables: T;
  /** Schema of the views that show its live tables; `read` when left out. */
  readIn?: string;
  /** Types it folds; all of them when left out. */
  types?: readonly EventName[];
  /** Called again for the same fact when rows had to be loaded first, so it changes nothing but `rows`. */
  apply(fact: AnyDecoded, rows: AllRows<T>): O | undefined;
  /** Whether `apply` left some of the fact for another transaction. It is called again for the rest, before anything that follows. */
  leavesRest?(output: O): boolean;
  /** Told what `apply` gave back, once that is committed. */
  committed?(outputs: readonly O[]): void;
}

/** A fact that a fold cannot take. The fold stops before it. */
export class PoisonEvent extends Error {
  override name = "PoisonEvent";
  constructor(readonly fold: string, readonly event: EventPlace, cause: unknown) {
    super(`${fold} cannot take ${event.type} ${event.id} (${event.stream} @ ${event.revision}): ${message(cause)}`, {
      cause,
    });
  }
}

/** Enough of an event to find it. */
export interface EventPlace {
  id: string;
  type: string;
  stream: string;
  revision: number;
  position: bigint;
}

/** Rows that a fold's own memory keeps over pages, per table, twice at most; more are read again when needed. */
const CACHED_ROWS = 1_000;

/** One fold over its tables in one schema, with the rows it used last in memory. Not for two pages at a time. */
export class Fold<T extends Tables = Tables, O = unknown> {
  readonly #tables: readonly TableRows[];
  readonly #rows: AllRows<T>;
  readonly #types: ReadonlySet<string> | null;
  #outputs: O[] = [];
  #unfinished: AnyDecoded | null = null;
  /** Ids of events that somebody decided to skip. */
  skipped: ReadonlySet<string> = new Set();

  constructor(readonly spec: FoldSpec<T, O>, readonly schema: string, options: { cachedRows?: number } = {}) {
    const entries = Object.entries(spec.tables).map(([name, table]) =>
      [name, new TableRows(schema, name, table, options.cachedRows ?? CACHED_ROWS)] as const
    );
    this.#tables = entries.map(([, rows]) => rows);
    this.#rows = Object.fromEntries(entries) as unknown as AllRows<T>;
    this.#types = spec.types ? new Set(spec.types) : null;
  }

  /**
   * Folds a page in memory. A pass that meets rows which are not loaded notes them and goes on to find the others; they are
   * read together and the page is folded again, until a pass needs nothing more. Only that one counts. Gives the ids of those
   * it took: facts of its types, but for those that somebody decided to skip. Ends at one that is {@link unfinished}.
   * @throws {PoisonEvent} the first fact that the fold cannot take; nothing of the page is kept
   */
  async run(db: Queryable, facts: readonly AnyDecoded[]): Promise<string[]> {
    const own = facts.filter(({ id, type }) => (this.#types?.has(type) ?? true) && !this.skipped.has(id));
    while (await this.#pass(own)) await Promise.all(this.#tables.map((table) => table.load(db)));
    const taken = this.#unfinished ? own.slice(0, own.indexOf(this.#unfinished)) : own;
    return taken.map(({ id }) => id);
  }

  /** The fact at which the page ended, some of it taken and the rest not yet: it is to be committed as it is, and taken again. */
  get unfinished(): AnyDecoded | null {
    return this.#unfinished;
  }

  /** Folds and writes facts for tables that only we know, in as many transactions as that takes. Gives how many it took. */
  async takeAll(pool: Pool, facts: readonly AnyDecoded[]): Promise<number> {
    let count = 0;
    for (let rest = facts; rest.length > 0;) {
      count += (await this.run(pool, rest)).length;
      await transaction(pool, (tx) => this.write(tx));
      this.keep();
      rest = this.#unfinished ? rest.slice(rest.indexOf(this.#unfinished)) : [];
    }
    return count;
  }

  /** Writes what the page made, inside the transaction that moves the checkpoint. */
  async write(tx: Queryable): Promise<void> {
    for (const table of this.#tables) await table.write(tx);
  }

  /** Whether the page made anything to write. */
  get hasChanged(): boolean {
    return this.#outputs.length > 0 || this.#tables.some((table) => table.hasChanged);
  }

  /** The page was committed. */
  keep(): void {
    for (const table of this.#tables) table.keep();
    if (this.#outputs.length > 0) this.spec.committed?.(this.#outputs);
  }

  /** The page was not committed, or somebody else moved the checkpoint: nothing in memory counts. */
  forget(): void {
    for (const table of this.#tables) table.forget();
  }

  /** Tells whether rows are missing. */
  async #pass(facts: readonly AnyDecoded[]): Promise<boolean> {
    let missed = false;
    this.#outputs = [];
    this.#unfinished = null;
    for (const table of this.#tables) table.drop();
    for (const fact of facts) {
      try {
        const output = this.spec.apply(fact, this.#rows);
        if (output !== undefined) this.#outputs.push(output);
        if (output !== undefined && this.spec.leavesRest?.(output)) {
          this.#unfinished = fact;
          break;
        }
      } catch (error) {
        // after a miss, rows are not what they will be, and neither are the errors
        if (error !== MISS && !missed) throw new PoisonEvent(this.spec.name, fact, error);
        missed = true;
      }
      if (breathIsDue()) await breath();
    }
    return missed;
  }
}

/** The fold of a projection. */
export function foldOf<T extends Tables>(projection: Projection<T>): FoldSpec<T, never> {
  const { name, version, about, tables, readIn, each } = projection;
  const on = projection.on as Record<string, ((fact: AnyDecoded, rows: AllRows<T>) => void) | undefined>;
  return {
    name,
    version,
    about,
    tables,
    ...(readIn ? { readIn } : {}),
    ...(each ? {} : { types: Object.keys(on) as EventName[] }),
    apply(fact, rows) {
      each?.(fact, rows);
      on[fact.type]?.(fact, rows);
      return undefined;
    },
  };
}

function message(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
