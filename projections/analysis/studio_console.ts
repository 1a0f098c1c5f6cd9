import type pg from "pg";
import type { Pool } from "../runtime/transaction.ts";
import { type Answer, type AnswerColumn, answerOf, type AnswerRow, ask, cancelOf } from "./console.ts";
import { bind, type Parameter } from "./query_text.ts";
import { type AnalystLogin, ensureAnalyst } from "./roles.ts";

/** A question in SQL, with what was typed for its parameters. */
export interface Question {
  /** Id of who asks. */
  asker: string;
  sql: string;
  parameters: readonly Parameter[];
  typed: Readonly<Record<string, string>>;
}

/** Where and as whom a tool of the studio's own connects. */
export interface AnalystAddress extends AnalystLogin {
  host: string;
  port: number;
  database: string;
  /** Everything at once, as tools take it. */
  url: string;
  /** False where only a superuser could close what Postgres leaves open to everybody. */
  hardened: boolean;
}

/** SQL for a studio's analysts, each studio as a role of its own. */
export interface StudioConsole {
  /** The first rows. @throws {QueryFailed} */
  ask(studioId: string, question: Question): Promise<Answer>;
  /** Ends what somebody has asked, in whichever process. */
  cancel(asker: string): Promise<void>;
  /** All rows, as they come: columns first. @throws {QueryFailed} */
  stream(studioId: string, question: Question, signal: AbortSignal): AsyncGenerator<AnswerColumn[] | AnswerRow[]>;
  /** The studio's role with the password of now. */
  address(studioId: string): Promise<AnalystAddress>;
}

export const LIMITS = { rows: 1_000, pageMs: 15_000, downloadMs: 120_000 } as const;

/** `rotationOf`: how often a studio's password has changed; `loginOf`: the role and password that follow from it. */
export function createStudioConsole(options: {
  connection: pg.ClientConfig;
  pool: Pool;
  rotationOf: (studioId: string) => Promise<number>;
  loginOf: (studioId: string, rotation: number) => AnalystLogin;
}): StudioConsole {
  const { connection, pool, rotationOf, loginOf } = options;

  /** Made when it is needed: read models may have been made anew, roles with them. */
  async function ensured(studioId: string) {
    const login = loginOf(studioId, await rotationOf(studioId));
    return { login, ...await ensureAnalyst(pool, studioId, login) };
  }

  async function asked(studioId: string, question: Question, timeoutMs: number, signal: AbortSignal) {
    const { asker, sql, parameters, typed } = question;
    const { login } = await ensured(studioId);
    return { connection, pool, login, ...bind(withoutEnd(sql), parameters, typed), timeoutMs, asker, signal };
  }

  return {
    async ask(studioId, question) {
      const { signal } = new AbortController();
      return await ask(await asked(studioId, question, LIMITS.pageMs, signal), LIMITS.rows);
    },
    cancel: (asker) => cancelOf(pool, asker),
    async *stream(studioId, question, signal) {
      yield* answerOf(await asked(studioId, question, LIMITS.downloadMs, signal));
    },
    async address(studioId) {
      const { login, hardened } = await ensured(studioId);
      const place = placeOf(connection);
      const url = place.host.startsWith("/")
        ? `postgres://${login.role}:${login.password}@localhost:${place.port}/${place.database}?host=${
          encodeURIComponent(place.host)
        }`
        : `postgres://${login.role}:${login.password}@${place.host}:${place.port}/${place.database}`;
      return { ...login, ...place, url, hardened };
    },
  };
}

/** The semicolon that people end a statement with. */
function withoutEnd(sql: string): string {
  return sql.trim().replace(/;\s*$/, "");
}

function placeOf({ connectionString, host = "localhost", port = 5432, database = "postgres" }: pg.ClientConfig) {
  if (!connectionString) return { host, port, database };
  const url = new URL(connectionString);
  return { host: url.hostname, port: Number(url.port || 5432), database: url.pathname.slice(1) };
}
