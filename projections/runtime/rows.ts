import type { Row, Rows, Run, Some, Table } from "./definition.ts";
import { breath, breathIsDue } from "./breath.ts";
import { Recent } from "./recent.ts";
import { deleteByKeys, type Queryable, selectByKeys, selectByValues, selectRun, upsert } from "./sql.ts";

/** Thrown when a fold asks for what has not been loaded: it is noted, loaded with all else that is missing, and asked again. */
export const MISS = Symbol("not loaded yet");

/** More would take longer to write down than a request should have to wait. */
const STATEMENT_ROWS = 250;

/** Rows with the same values in the columns of one index. */
interface Group {
  columns: readonly string[];
  values: readonly unknown[];
}

interface LoadedRun {
  keys: string[];
  next: string | null;
}

/**
 * One table during folds. `known` is what the database holds as of the checkpoint (null: no such row), `changed` what the page
 * at hand makes of it; nothing reaches `known` before the page is committed.
 */
export class TableRows implements Rows<Row> {
  readonly #known: Recent<Row | null>;
  /** Keys of groups that were loaded completely. May name rows that have left the group since. */
  readonly #knownGroups: Recent<Set<string>>;
  readonly #changed = new Map<string, Row | null>();
  readonly #changedGroups = new Map<string, Set<string>>();
  readonly #missing = new Set<string>();
  readonly #missingGroups = new Map<string, Group>();
  /** Runs of groups as of the checkpoint: of no use after it. */
  readonly #runs = new Map<string, LoadedRun>();
  readonly #missingRuns = new Map<string, Group & Run>();
  /** Indexes that the fold has asked by; only these are kept up. */
  readonly #asked = new Map<string, readonly string[]>();
  readonly #jsonColumns: readonly string[];
  /** A fold that only ever inserts needs no memory of what it inserted. */
  #isRead = false;

  constructor(readonly schema: string, readonly name: string, readonly table: Table, cacheRows: number) {
    this.#known = new Recent(cacheRows);
    this.#knownGroups = new Recent(cacheRows);
    this.#jsonColumns = Object.keys(table.columns).filter((column) => table.columns[column]!.type === "jsonb");
  }

  insert(row: Row): Row {
    this.#change(this.#keyOf(row), row);
    return row;
  }

  get(key: string): Row | undefined {
    return this.#current(key) ?? undefined;
  }

  update(key: string, change: Partial<Row> | ((row: Row) => void)): Row | undefined {
    const row = this.#changed.get(key) ?? this.#copy(this.#current(key));
    if (!row) return undefined;
    if (typeof change === "function") change(row);
    else Object.assign(row, change);
    this.#change(key, row);
    return row;
  }

  delete(key: string): void {
    this.#changed.set(key, null);
  }

  where(match: Partial<Row>): Row[] {
    this.#isRead = true;
    const columns = this.#indexOn(Object.keys(match));
    const values = columns.map((column) => match[column] ?? null);
    const id = groupId(columns, values);
    const known = this.#knownGroups.get(id);
    if (!known) {
      this.#missingGroups.set(id, { columns, values });
      throw MISS;
    }
    return this.#among(known.union(this.#changedIn(id)), { columns, values });
  }

  some(match: Partial<Row>, { after, limit }: Run): Some<Row> {
    this.#isRead = true;
    const columns = this.#indexOn(Object.keys(match));
    const values = columns.map((column) => match[column] ?? null);
    const id = groupId(columns, values);
    const run = this.#runs.get(`${id}>${after}`);
    if (!run) {
      this.#missingRuns.set(`${id}>${after}`, { columns, values, after, limit });
      throw MISS;
    }
    const { next } = run;
    const changed = [...this.#changedIn(id)].filter((key) =>
      (after === null || key > after) && (next === null || key <= next)
    );
    return { rows: this.#among(new Set([...run.keys, ...changed]), { columns, values }), next };
  }

  /** Loads what was missed, everything of one kind in one query. */
  async load(db: Queryable): Promise<void> {
    const { schema, name, table } = this;
    if (this.#missing.size > 0) {
      const keys = [...this.#missing];
      this.#missing.clear();
      const { rows } = await db.query(selectByKeys(schema, name, table, keys));
      for (const key of keys) this.#known.set(key, null);
      for (const row of rows) this.#known.set(this.#keyOf(row), row);
    }
    const byIndex = Map.groupBy(this.#missingGroups.values(), ({ columns }) => columns);
    this.#missingGroups.clear();
    for (const [columns, groups] of byIndex) {
      const { rows } = await db.query(
        selectByValues(schema, name, table, columns, groups.map((group) => group.values)),
      );
      const loaded = new Map<string, Set<string>>();
      for (const { values } of groups) loaded.set(groupId(columns, values), new Set());
      for (const row of rows) {
        const key = this.#keyOf(row);
        this.#known.set(key, row);
        loaded.get(groupId(columns, columns.map((column) => row[column])))?.add(key);
      }
      for (const [id, keys] of loaded) this.#knownGroups.set(id, keys);
    }
    await this.#loadRuns(db);
  }

  async #loadRuns(db: Queryable): Promise<void> {
    const { schema, name, table } = this;
    for (const [id, { columns, values, ...run }] of this.#missingRuns) {
      const { rows } = await db.query(selectRun(schema, name, table, { columns, values, ...run }));
      for (const row of rows) this.#known.set(this.#keyOf(row), row);
      const keys = rows.map((row) => this.#keyOf(row));
      this.#runs.set(id, { keys, next: keys.length < run.limit ? null : keys.at(-1)! });
    }
    this.#missingRuns.clear();
  }

  /** Writes what the page has changed: a statement for the rows, or a few for many, and one for those that went. */
  async write(tx: Queryable): Promise<void> {
    const rows: Row[] = [], gone: string[] = [];
    for (const [key, row] of this.#changed) row ? rows.push(row) : gone.push(key);
    for (let from = 0; from < rows.length; from += STATEMENT_ROWS) {
      if (breathIsDue()) await breath();
      await tx.query(upsert(this.schema, this.name, this.table, rows.slice(from, from + STATEMENT_ROWS)));
    }
    if (gone.length > 0) await tx.query(deleteByKeys(this.schema, this.name, this.table, gone));
  }

  get hasChanged(): boolean {
    return this.#changed.size > 0;
  }

  /** The page was committed: what it made is what the database holds. */
  keep(): void {
    for (const [key, row] of this.#isRead ? this.#changed : []) {
      this.#known.set(key, row);
      if (!row) continue;
      for (const columns of this.#asked.values()) this.#knownGroups.get(groupOf(columns, row))?.add(key);
    }
    this.drop();
    this.#runs.clear();
    this.#known.age();
    this.#knownGroups.age();
  }

  /** Forgets what the page has changed. */
  drop(): void {
    this.#changed.clear();
    this.#changedGroups.clear();
  }

  /** Forgets everything: the database may hold something else. */
  forget(): void {
    this.drop();
    this.#missing.clear();
    this.#missingGroups.clear();
    this.#missingRuns.clear();
    this.#runs.clear();
    this.#known.clear();
    this.#knownGroups.clear();
  }

  #current(key: string): Row | null {
    this.#isRead = true;
    const changed = this.#changed.get(key);
    if (changed !== undefined) return changed;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#missing.add(key);
    throw MISS;
  }

  #change(key: string, row: Row): void {
    this.#changed.set(key, row);
    for (const columns of this.#asked.values()) this.#enter(columns, key, row);
  }

  #enter(columns: readonly string[], key: string, row: Row): void {
    const id = groupOf(columns, row);
    const group = this.#changedGroups.get(id);
    if (group) group.add(key);
    else this.#changedGroups.set(id, new Set([key]));
  }

  /** Those of them that belong to the group by now, sorted by key. */
  #among(keys: ReadonlySet<string>, { columns, values }: Group): Row[] {
    const rows: Row[] = [];
    let missed = false;
    for (const key of keys) {
      const row = this.#changed.has(key) ? this.#changed.get(key) : this.#known.get(key);
      if (row === undefined) missed = !!this.#missing.add(key);
      else if (row && columns.every((column, i) => (row[column] ?? null) === values[i])) rows.push(row);
    }
    if (missed) throw MISS;
    return rows.sort((a, b) => this.#keyOf(a) < this.#keyOf(b) ? -1 : 1);
  }

  #changedIn(group: string): ReadonlySet<string> {
    return this.#changedGroups.get(group) ?? new Set<string>();
  }

  #indexOn(names: readonly string[]): readonly string[] {
    const wanted = names.toSorted().join();
    const asked = this.#asked.get(wanted);
    if (asked) return asked;
    const columns = this.table.indexes?.map((index) => index.slice(0, names.length))
      .find((beginning) => beginning.toSorted().join() === wanted);
    if (!columns) throw new TypeError(`${this.name} has no index on (${names.join(", ")}), which its fold asks by`);
    this.#asked.set(wanted, columns);
    for (const [key, row] of this.#changed) if (row) this.#enter(columns, key, row);
    return columns;
  }

  #copy(row: Row | null): Row | null {
    if (!row) return null;
    const copy = { ...row };
    for (const column of this.#jsonColumns) copy[column] = structuredClone(copy[column]);
    return copy;
  }

  #keyOf(row: Row): string {
    return row[this.table.key] as string;
  }
}

function groupOf(columns: readonly string[], row: Row): string {
  return groupId(columns, columns.map((column) => row[column]));
}

function groupId(columns: readonly string[], values: readonly unknown[]): string {
  return `${columns.join()}=${JSON.stringify(values.map((value) => value ?? null))}`;
}
