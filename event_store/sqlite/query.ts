import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Filter, Position, RecordedEvent } from "../port.ts";

/** Events per query: large enough to be cheap, small enough that others get a turn in between. */
export const PAGE = 500;

/** Characters of JSON per query, about: a page of large events (seals) is shorter, so that no reader holds much at once. */
const PAGE_CHARACTERS = 2 ** 20;

/** Rows fetched in one go, at first and at most: fetching many at once is twice as fast, but only few are held unweighed. */
const FIRST_ROWS = 32;
const MOST_ROWS = 256;

/** What one query gives. */
export interface Run {
  events: RecordedEvent[];
  /** Whether it ended before the log did: at its limit, or because it has become large. */
  more: boolean;
}

/** Past so many types or categories, walking the log is faster than merging their indexes. */
const MAX_MERGED = 64;

const columns = "position, stream, revision, id, type, data, metadata, recorded_at";

type Row = [number, string, number, string, string, string, string, string];
const DATA = 5, METADATA = 6;
type Parameters = Record<string, string | number>;

/** There at run time, not yet in the published types. */
interface ReturnsArrays {
  setReturnArrays(on: boolean): void;
}

/** The log's prepared queries. Everything is synchronous; the caller takes breath between pages. */
export class Queries {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  head(): number {
    return (this.#rows("select max(position) from events", {})[0]?.[0] as number | null) ?? 0;
  }

  lastRecordedAt(): string {
    const sql = "select recorded_at from events order by position desc limit 1";
    return (this.#rows(sql, {})[0]?.[0] as string | undefined) ?? "";
  }

  /** The stream's last revision, -1 when it does not exist. */
  lastRevision(stream: string): number {
    const sql = "select max(revision) from events where stream = :stream";
    return (this.#rows(sql, { stream })[0]?.[0] as number | null) ?? -1;
  }

  /** Ids and positions of a stream's events after a revision, at most `limit`. */
  idsAfter(stream: string, after: number, limit: number): { id: string; revision: number; position: number }[] {
    const sql = "select id, revision, position from events where stream = :stream and revision > :after " +
      "order by revision limit :limit";
    return (this.#rows(sql, { stream, after, limit }) as [string, number, number][])
      .map(([id, revision, position]) => ({ id, revision, position }));
  }

  streamForwards(stream: string, from: number, limit: number): Run {
    const sql =
      `select ${columns} from events where stream = :stream and revision >= :from order by revision limit :limit`;
    return this.#events(sql, { stream, from, limit }, ({ revision }) => ({ from: revision + 1 }));
  }

  streamBackwards(stream: string, from: number, limit: number): Run {
    const sql = `select ${columns} from events where stream = :stream and revision <= :from ` +
      "order by revision desc limit :limit";
    return this.#events(sql, { stream, from, limit }, ({ revision }) => ({ from: revision - 1 }));
  }

  logBackwards(before: number, limit: number): Run {
    const sql = `select ${columns} from events where position < :before order by position desc limit :limit`;
    return this.#events(sql, { before, limit }, ({ position }) => ({ before: Number(position) }));
  }

  /** Events after `after` up to and including `until` that the filter lets through, in order. */
  log(filter: Filter | undefined, after: number, until: number, limit: number): Run {
    const { sql, parameters } = logQuery(filter);
    return this.#events(sql, { ...parameters, after, until, limit }, ({ position }) => ({ after: Number(position) }));
  }

  /** Fetches up to the limit or the weight of a page, whichever comes first; `onwards` says where to go on after an event. */
  #events(
    sql: string,
    { limit, ...parameters }: Parameters & { limit: number },
    onwards: (last: RecordedEvent) => Parameters,
  ): Run {
    const events: RecordedEvent[] = [];
    let characters = 0;
    let rows = FIRST_ROWS;
    while (events.length < limit) {
      const asked = Math.min(rows, limit - events.length);
      const fetched = this.#rows(sql, { ...parameters, limit: asked }) as Row[];
      for (const row of fetched) {
        events.push(toEvent(row));
        characters += row[DATA].length + row[METADATA].length;
      }
      if (fetched.length < asked) return { events, more: false };
      if (characters > PAGE_CHARACTERS) break;
      Object.assign(parameters, onwards(events.at(-1)!));
      const fitting = Math.ceil((PAGE_CHARACTERS - characters) * events.length / characters);
      rows = Math.max(1, Math.min(MOST_ROWS, fitting));
    }
    return { events, more: true };
  }

  #rows(sql: string, parameters: Parameters): unknown[][] {
    return this.#statement(sql).all(parameters) as unknown as unknown[][];
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      (statement as StatementSync & ReturnsArrays).setReturnArrays(true);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/**
 * A filter by types or by categories merges the positions that their indexes give, in order and only as far as the page
 * reaches; `type in (…)` alone would sort all matches of the whole log for every page.
 */
function logQuery(filter: Filter | undefined): { sql: string; parameters: Parameters } {
  const parameters: Parameters = {};
  const named = (kind: string, values: readonly string[]) =>
    values.map((value, i) => {
      parameters[`${kind}${i}`] = value;
      return `:${kind}${i}`;
    });
  const types = filter?.types && named("type", [...new Set(filter.types)]);
  const prefixes = filter?.streamPrefixes && named("prefix", [...new Set(filter.streamPrefixes)]);
  const passed = "position > :after and position <= :until";
  const byPrefix = prefixes &&
    `(${prefixes.map((p) => `substr(stream, 1, length(${p})) = ${p}`).join(" or ") || "false"})`;
  const byType = types && `+type in (${types})`;
  const all = (...conditions: (string | undefined)[]) => conditions.filter(Boolean).join(" and ");

  const merged = types && types.length > 0 && types.length <= MAX_MERGED
    ? types.map((type) => all(`type = ${type}`, passed, byPrefix))
    : categoriesOf(filter?.streamPrefixes, named)?.map((category) => all(category, passed, byPrefix, byType));
  if (!merged) {
    const matches = all(passed, byType, byPrefix);
    return { sql: `select ${columns} from events where ${matches} order by position limit :limit`, parameters };
  }
  const positions = merged.map((one) => `select position from events where ${one}`).join(" union all ");
  const sql = `select ${columns} from events where position in (${positions} order by position limit :limit) ` +
    "order by position";
  return { sql, parameters };
}

/** A prefix with a hyphen lies within one category; without one it may span many, which no index answers. */
function categoriesOf(prefixes: readonly string[] | undefined, named: (kind: string, values: string[]) => string[]) {
  if (!prefixes || prefixes.length === 0 || prefixes.length > MAX_MERGED) return undefined;
  if (!prefixes.every((prefix) => prefix.includes("-"))) return undefined;
  const categories = new Set(prefixes.map((prefix) => prefix.slice(0, prefix.indexOf("-") + 1)));
  return named("category", [...categories]).map((category) => `category = ${category}`);
}

function toEvent([position, stream, revision, id, type, data, metadata, recordedAt]: Row): RecordedEvent {
  const beside = JSON.parse(metadata);
  return {
    id,
    type,
    data: JSON.parse(data),
    metadata: beside,
    stream,
    revision,
    position: BigInt(position) as Position,
    // a moved fact keeps the time at which it was first recorded
    recordedAt: beside.recordedAt ?? recordedAt,
  };
}
