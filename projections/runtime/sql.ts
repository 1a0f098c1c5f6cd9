import type { Column, Row, Table, Tables } from "./definition.ts";

/** What is needed of a connection: `pg`'s Pool, PoolClient and Client have it. */
export interface Queryable {
  // deno-lint-ignore no-explicit-any -- what a statement gives back is known only where it is written
  query(statement: Statement): Promise<{ rows: any[]; rowCount: number | null }>;
}

export interface Statement {
  text: string;
  values?: unknown[];
  /** Prepared once a connection under this name. */
  name?: string;
  types?: { getTypeParser(oid: number): (text: string) => unknown };
}

const postgresType: Record<Column["type"], string> = {
  text: "text",
  uuid: "uuid",
  int: "int4",
  bigint: "int8",
  double: "float8",
  bool: "bool",
  timestamptz: "timestamptz",
  jsonb: "jsonb",
};

/** A name as SQL wants it. */
export function ident(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * Statements that make the tables in a schema, with the indexes that folds ask by; those of queries too, unless they come
 * later: see {@link createQueryIndexes}.
 */
export function createTables(schema: string, tables: Tables, queryIndexes: "now" | "later" = "now"): string[] {
  return Object.entries(tables).flatMap(([name, table]) => {
    const place = `${ident(schema)}.${ident(name)}`;
    const columns = Object.entries(table.columns).map(([column, { type, nullable }]) =>
      `${ident(column)} ${postgresType[type]}${nullable ? "" : " not null"}`
    );
    const indexes = (table.indexes ?? []).map((list) => `(${list.map(ident).join(", ")})`);
    return [
      `create table ${place} (${columns.join(", ")}, primary key (${ident(table.key)}))`,
      ...indexes.map((index) => `create index on ${place} ${index}`),
      ...queryIndexes === "now" ? createQueryIndexes(schema, { [name]: table }) : [],
    ];
  });
}

/** Statements that make the indexes which only queries need: at once over all rows is far cheaper than row by row. */
export function createQueryIndexes(schema: string, tables: Tables): string[] {
  return Object.entries(tables).flatMap(([name, { rawIndexes = [] }]) =>
    rawIndexes.map((index, n) =>
      `create index if not exists ${ident(`${name}_query_${n}`)} on ${ident(schema)}.${ident(name)} ${index}`
    )
  );
}

/** Reads the rows with these keys. */
export function selectByKeys(schema: string, name: string, table: Table, keys: readonly string[]): Statement {
  const type = postgresType[table.columns[table.key]!.type];
  return {
    text: `${select(schema, name, table)} where ${ident(table.key)} = any($1::${type}[])`,
    values: [arrayLiteral(table.columns[table.key]!, keys)],
    types: rowTypes,
  };
}

/** Reads the rows whose columns have one of these combinations of values; null stands for null. */
export function selectByValues(
  schema: string,
  name: string,
  table: Table,
  columns: readonly string[],
  combinations: readonly (readonly unknown[])[],
): Statement {
  const params = columns.map((column, i) => `$${i + 1}::${postgresType[table.columns[column]!.type]}[]`);
  const named = columns.map((_, i) => `v${i}`);
  // an index serves equality, not "is not distinct from", so null is asked for only where it may stand
  const hasNull = columns.map((_, i) => combinations.some((values) => values[i] === null));
  const on = columns.map((column, i) => {
    const equal = `t.${ident(column)} = ${named[i]}`;
    return hasNull[i] ? `(${equal} or (t.${ident(column)} is null and ${named[i]} is null))` : equal;
  });
  const wanted = Object.keys(table.columns).map((column) => `t.${ident(column)}`).join(", ");
  return {
    text: `select ${wanted} from unnest(${params.join(", ")}) as wanted(${named.join(", ")})
      join ${ident(schema)}.${ident(name)} t on ${on.join(" and ")}`,
    values: columns.map((column, i) => arrayLiteral(table.columns[column]!, combinations.map((values) => values[i]))),
    types: rowTypes,
  };
}

/** Reads the next rows with these values, none of them null, in the order of their keys, which are UUIDs. */
export function selectRun(
  schema: string,
  name: string,
  table: Table,
  { columns, values, after, limit }: {
    columns: readonly string[];
    values: readonly unknown[];
    after: string | null;
    limit: number;
  },
): Statement {
  const key = ident(table.key);
  const type = postgresType[table.columns[table.key]!.type];
  if (type !== "uuid") throw new TypeError(`${name} has keys whose order is a matter of language`);
  const same = columns.map((column, i) => `${ident(column)} = $${i + 1}::${postgresType[table.columns[column]!.type]}`);
  const later = after === null ? [] : [`${key} > $${columns.length + 1}::${type}`];
  return {
    text: `${select(schema, name, table)} where ${[...same, ...later].join(" and ")} order by ${key} limit ${limit}`,
    values: [...values, ...(after === null ? [] : [after])],
    types: rowTypes,
  };
}

/** Writes all rows at once, new or not. */
export function upsert(schema: string, name: string, table: Table, rows: readonly Row[]): Statement {
  const columns = Object.entries(table.columns);
  const names = columns.map(([column]) => ident(column));
  // jsonb has no array literal of its own that is cheap to write: it goes as text
  const params = columns.map(([, { type }], i) => `$${i + 1}::${type === "jsonb" ? "text" : postgresType[type]}[]`);
  const values = columns.map(([, { type }], i) => type === "jsonb" ? `v${i}::jsonb` : `v${i}`);
  const others = names.filter((column) => column !== ident(table.key));
  return prepared({
    text: `insert into ${ident(schema)}.${ident(name)} (${names.join(", ")})
      select ${values.join(", ")} from unnest(${params.join(", ")}) as given(${
      columns.map((_, i) => `v${i}`).join(", ")
    })
      on conflict (${ident(table.key)}) do ${
      others.length ? `update set ${others.map((column) => `${column} = excluded.${column}`).join(", ")}` : "nothing"
    }`,
    values: columns.map(([column, definition]) => arrayLiteral(definition, rows.map((row) => row[column]))),
  }, `upsert ${schema}.${name}`);
}

/** Deletes the rows with these keys. */
export function deleteByKeys(schema: string, name: string, table: Table, keys: readonly string[]): Statement {
  const key = table.columns[table.key]!;
  return {
    text: `delete from ${ident(schema)}.${ident(name)} where ${ident(table.key)} = any($1::${
      postgresType[key.type]
    }[])`,
    values: [arrayLiteral(key, keys)],
  };
}

function select(schema: string, name: string, table: Table): string {
  return `select ${Object.keys(table.columns).map(ident).join(", ")} from ${ident(schema)}.${ident(name)}`;
}

const LONGEST_NAME = 63;

function prepared(statement: Statement, name: string): Statement {
  return name.length <= LONGEST_NAME ? { ...statement, name } : statement;
}

/** Written by hand because `pg` escapes every element; most of ours need none. */
function arrayLiteral({ type, nullable }: Column, values: readonly unknown[]): string {
  // where no null may stand, a null is a JSON value like any other
  const json = nullable ? jsonElement : (value: unknown) => jsonElement(value) ?? `"null"`;
  const element = type === "jsonb" ? json : type === "text" ? textElement : plainElement;
  let literal = "{";
  for (let i = 0; i < values.length; i++) literal += (i ? "," : "") + (element(values[i]) ?? "null");
  return literal + "}";
}

function plainElement(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" && /[\s"\\{},]/.test(value)) return quoted(value);
  return String(value);
}

function textElement(value: unknown): string | null {
  return value === null || value === undefined ? null : quoted(storable(String(value)));
}

function jsonElement(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const json = JSON.stringify(value);
  if (!/\\u(?:0000|d[89a-f])/.test(json)) return quoted(json);
  return quoted(JSON.stringify(value, (_, part) => typeof part === "string" ? storable(part) : part));
}

/** Postgres takes neither NUL nor half a surrogate pair; a person may have typed either. */
function storable(text: string): string {
  return (text.includes("\0") ? text.replaceAll("\0", "") : text).toWellFormed();
}

function quoted(text: string): string {
  return `"${/["\\]/.test(text) ? text.replace(/["\\]/g, "\\$&") : text}"`;
}

const [INT8, FLOAT8, INT4, BOOL, JSONB, TIMESTAMPTZ] = [20, 701, 23, 16, 3802, 1184];

/** Values as folds and queries see them: numbers for `int8`, ISO 8601 in UTC for `timestamptz`. */
export const rowTypes = {
  getTypeParser(oid: number): (text: string) => unknown {
    if (oid === INT8 || oid === INT4 || oid === FLOAT8) return Number;
    if (oid === TIMESTAMPTZ) return instant;
    if (oid === BOOL) return (text) => text === "t";
    if (oid === JSONB || oid === 114) return (text) => JSON.parse(text);
    return (text) => text;
  },
};

/** `2026-11-24 18:00:00.5+00`, as a session in any zone writes it, in ISO 8601 and UTC. */
function instant(text: string): string {
  const zone = /[+-]\d\d$/.test(text) ? ":00" : "";
  return new Date(text.replace(" ", "T") + zone).toISOString();
}
