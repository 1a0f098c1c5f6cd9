import type { AnyFact, EventName, FactOf } from "../../domain/catalogue.ts";
import type { Fact } from "../../domain/fact.ts";

/** An event of a type that this program does not know: it has a place in the log, and its data is as it stands there. */
export type UnknownFact = Fact & { unknown: true };
/** What the log hands out once decoded. */
export type AnyDecoded = AnyFact | UnknownFact;

/** Postgres types a fold's tables use, with the value a fold sees. `timestamptz` is an ISO 8601 UTC string, `bigint` a number. */
interface ColumnTypes {
  text: string;
  uuid: string;
  int: number;
  bigint: number;
  double: number;
  bool: boolean;
  timestamptz: string;
  jsonb: unknown;
}

/** One column. `personal`: name of the column that holds the person's id, for documentation and the erasure test. */
export interface Column<T = unknown> {
  type: keyof ColumnTypes;
  nullable: boolean;
  personal?: string;
  /** What the outside said, free text: analysts do not see it, because anybody may be named in it. */
  internal?: boolean;
  /** Phantom: the TypeScript type of a value. */
  readonly value?: T;
}

const of = <K extends keyof ColumnTypes>(type: K) => (): Column<ColumnTypes[K]> => ({ type, nullable: false });

export const text = of("text");
export const uuid = of("uuid");
export const int = of("int");
export const bigint = of("bigint");
export const double = of("double");
export const bool = of("bool");
export const timestamptz = of("timestamptz");
/** JSON of a stated shape: `json<{ a: string }>()`. */
export const json = <T>(): Column<T> => ({ type: "jsonb", nullable: false });
/** The same column, but null is allowed. */
export const nullable = <T>(column: Column<T>): Column<T | null> => ({ ...column, nullable: true }) as Column<T | null>;
/** The same column, nullable, holding personal data of the person named in column `of`. */
export const personal = <T>(column: Column<T>, of: string): Column<T | null> =>
  ({ ...column, nullable: true, personal: of }) as Column<T | null>;

/** The same column, kept from analysts: text from the outside, in which anybody may be named. */
export const internal = <T>(column: Column<T>): Column<T> => ({ ...column, internal: true });

export type Columns = Record<string, Column>;
/** A row of any table. */
export type Row = Record<string, unknown>;
export type RowOf<C extends Columns> = { [K in keyof C]: C[K] extends Column<infer T> ? T : never };

/**
 * A table that a fold owns. `key` is its primary key, one column; `indexes` are column lists, usable in `where` as far as one
 * likes from their beginning.
 */
export interface Table<C extends Columns = Columns> {
  key: string;
  columns: C;
  indexes?: readonly (readonly string[])[];
  /** Raw SQL after `create index … on <table>` for what lists of columns cannot say (expressions, trigram, sort orders). */
  rawIndexes?: readonly string[];
  /** One sentence for the analysts' documentation. */
  about?: string;
}

/** Declares a table; exists for its types. */
export function table<C extends Columns>(
  definition: Table<C> & { key: keyof C & string; indexes?: readonly (readonly (keyof C & string)[])[] },
): Table<C> {
  return definition;
}

/**
 * The rows of one table inside a fold. Everything is synchronous: the runtime has loaded what the page touches, and writes
 * what has changed with the checkpoint in one transaction.
 */
export interface Rows<R> {
  /** Inserts, or replaces a row with the same key. Gives the row back. */
  insert(row: R): R;
  get(key: string): R | undefined;
  /** Changes a row in place, or by the fields given; does nothing for a key that is not there. Gives the row afterwards. */
  update(key: string, change: Partial<R> | ((row: R) => void)): R | undefined;
  delete(key: string): void;
  /** All rows with these values; the columns must begin an index of the table. Sorted by key. */
  where(match: Partial<R>): R[];
  /** As {@link where}, but only a run of them. The key is a UUID, and had best end the index. */
  some(match: Partial<R>, run: Run): Some<R>;
}

/** Which of many rows: about `limit` of those whose keys come after `after`. */
export interface Run {
  after: string | null;
  limit: number;
}

export interface Some<R> {
  rows: R[];
  /** The last key of the run; null: there are no more. */
  next: string | null;
}

export type Tables = Record<string, Table>;
export type AllRows<T extends Tables> = { [K in keyof T]: Rows<RowOf<T[K]["columns"]>> };
export type Handlers<T extends Tables> = { [N in EventName]?: (fact: FactOf<N>, rows: AllRows<T>) => void };

/**
 * One read model: its tables and its fold. Deterministic: no clock, no randomness, no look-ups outside its own tables.
 * A change of tables or fold is a new `version`: the runtime rebuilds beside the old one and switches.
 */
export interface Projection<T extends Tables = Tables> {
  name: string;
  version: number;
  /** What it answers, one sentence, for the analysts' page. */
  about: string;
  tables: T;
  /** Schema of the views that show its live tables; `read` when left out. */
  readIn?: string;
  on: Handlers<T>;
  /** Folds facts of every type, unknown ones too, before the type's own handler. */
  each?: (fact: AnyDecoded, rows: AllRows<T>) => void;
}

/** The tables of a projection as Kysely knows them. */
export type DatabaseOf<P> = P extends Projection<infer T> ? { [K in keyof T]: RowOf<T[K]["columns"]> } : never;

/** Declares a projection; exists for its types. */
export function projection<T extends Tables>(definition: Projection<T>): Projection<T> {
  return definition;
}
