import type { Socket } from "node:net";
import pg from "pg";
import type { Pool } from "../runtime/transaction.ts";
import type { AnalystLogin } from "./roles.ts";
import { hangUp } from "../runtime/hang_up.ts";

/** One column of an answer. `kind`: how its values are read and drawn. */
export interface AnswerColumn {
  name: string;
  kind: "number" | "date" | "bool" | "text";
}

/** Values as they come from the database, as text; null stays null. */
export type AnswerRow = (string | null)[];

export interface Answer {
  columns: AnswerColumn[];
  rows: AnswerRow[];
  /** There were more rows than were asked for. */
  truncated: boolean;
  milliseconds: number;
}

/** A query was not answered: the database's own words, which are about the query's own text. */
export class QueryFailed extends Error {
  override name = "QueryFailed";
  constructor(
    readonly reason: "refused" | "too_long" | "too_large" | "cancelled",
    message: string,
    /** Where in the query, from 1; null when the database does not say. */
    readonly at: number | null = null,
  ) {
    super(message);
  }
}

export interface ConsoleOptions {
  connection: pg.ClientConfig;
  /** Of somebody who may end other sessions. */
  pool: Pool;
  login: AnalystLogin;
  text: string;
  values: readonly (string | null)[];
  timeoutMs: number;
  /** Whose query it is, for {@link cancelOf}. */
  asker: string;
  /** Ends the query. */
  signal: AbortSignal;
}

const BATCH = 500;
/** Bytes from the database for one answer on a page; a download may be larger, a batch of it may not. */
const MOST_BYTES = 32 * 2 ** 20;

/**
 * Asks as the studio's role, on a connection of its own that ends with the answer: columns first, then rows in batches, none
 * of them kept. Only what gives rows can be asked (`select`, `with`, `values`, `table`), one statement, in a transaction that
 * writes nothing and is rolled back. Time is kept here, because a statement may change its own limit.
 * @throws {QueryFailed}
 */
export async function* answerOf(options: ConsoleOptions): AsyncGenerator<AnswerColumn[] | AnswerRow[]> {
  const { connection, pool, login, text, values, timeoutMs, asker, signal } = options;
  let bytes = 0;
  let why: QueryFailed["reason"] | null = null;
  const client = new pg.Client({
    ...connection,
    ...credentials(connection, login),
    application_name: nameOf(asker),
    connectionTimeoutMillis: 5_000,
  });
  client.on("error", () => {});
  await client.connect();
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.on("data", (chunk: Uint8Array) => {
    bytes += chunk.length;
    if (bytes <= MOST_BYTES) return;
    why ??= "too_large";
    stream.destroy();
  });
  const pid = (client as unknown as { processID: number }).processID;
  const end = (reason: QueryFailed["reason"]) => {
    why ??= reason;
    pool.query({ text: "select pg_terminate_backend($1)", values: [pid] }).catch(() => stream.destroy());
  };
  const cancel = () => end("cancelled");
  const patience = setTimeout(() => end("too_long"), timeoutMs);
  signal.addEventListener("abort", cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    await client.query("begin transaction isolation level repeatable read, read only");
    // from its first statement on a transaction cannot be made to write any more
    await client.query("select 1");
    await client.query(exactlyOne(`declare answer no scroll cursor for ${text}`, values));
    for (let first = true;; first = false) {
      bytes = 0;
      const { fields, rows } = await client.query({
        text: `fetch ${BATCH} from answer`,
        rowMode: "array",
        types: asText,
      });
      if (first) yield fields.map(({ name, dataTypeID }) => ({ name, kind: kindOf(dataTypeID) }));
      if (rows.length === 0) return;
      yield rows as AnswerRow[];
    }
  } catch (error) {
    throw failureOf(error, why, `declare answer no scroll cursor for `.length);
  } finally {
    clearTimeout(patience);
    signal.removeEventListener("abort", cancel);
    // ends the transaction with it; an answer that nobody reads to its end is ended here as well
    end("cancelled");
    await hangUp(client);
  }
}

/** The first `limit` rows. @throws {QueryFailed} */
export async function ask(options: ConsoleOptions, limit: number): Promise<Answer> {
  const since = performance.now();
  const answer: Answer = { columns: [], rows: [], truncated: false, milliseconds: 0 };
  let first = true;
  for await (const part of answerOf(options)) {
    if (first) answer.columns = part as AnswerColumn[];
    else answer.rows.push(...part as AnswerRow[]);
    first = false;
    if (answer.rows.length > limit) break;
  }
  answer.truncated = answer.rows.length > limit;
  answer.rows.length = Math.min(answer.rows.length, limit);
  answer.milliseconds = Math.round(performance.now() - since);
  return answer;
}

/** Ends what somebody has asked, in whichever process. */
export async function cancelOf(pool: Pool, asker: string): Promise<void> {
  await pool.query({
    text: "select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1",
    values: [nameOf(asker)],
  });
}

function nameOf(asker: string): string {
  return `console ${asker}`;
}

/** The same server and database, as somebody else. */
function credentials(connection: pg.ClientConfig, { role, password }: AnalystLogin): pg.ClientConfig {
  if (!connection.connectionString) return { user: role, password };
  const url = new URL(connection.connectionString);
  url.username = role;
  url.password = password;
  return { connectionString: url.href };
}

/** In the extended protocol the server itself refuses a second statement; `pg` uses it without values only when told to. */
function exactlyOne(text: string, values: readonly unknown[]): pg.QueryConfig {
  return { text, values: [...values], queryMode: "extended" } as pg.QueryConfig;
}

const asText = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig;

const NUMBERS = new Set([20, 21, 23, 700, 701, 1700]);
const DATES = new Set([1082, 1114, 1184]);

function kindOf(oid: number): AnswerColumn["kind"] {
  return NUMBERS.has(oid) ? "number" : DATES.has(oid) ? "date" : oid === 16 ? "bool" : "text";
}

function failureOf(error: unknown, why: QueryFailed["reason"] | null, offset: number): QueryFailed {
  if (error instanceof QueryFailed) return error;
  const { message, position, code } = error as { message: string; position?: string; code?: string };
  if (why) return new QueryFailed(why, message);
  if (code === "57P01") return new QueryFailed("cancelled", message);
  if (code === "57014") return new QueryFailed("too_long", message);
  return new QueryFailed("refused", message, position ? Math.max(Number(position) - offset, 1) : null);
}
