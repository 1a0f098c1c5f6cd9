import { CompiledQuery, type Kysely, sql } from "kysely";
import type { StudioId } from "../../domain/ids.ts";
import type { RecordedEvent } from "../../event_store/port.ts";
import { projections } from "../../projections/all.ts";
import { listLog, type LogEntry, type ReadModels } from "../../projections/queries.ts";
import type { AnyDecoded } from "../../projections/runtime/definition.ts";
import { Fold } from "../../projections/runtime/fold.ts";
import { createTables, type Queryable, type Statement } from "../../projections/runtime/sql.ts";
import type { Application } from "../application.ts";
import { factsUntil } from "./folded_stream.ts";

/** Tables that only this connection sees, gone with its transaction. */
const SCHEMA = "pg_temp";
const PAGE = 1_000;
/** More rows than a stream makes: nothing is read back from the tables while they are filled. */
const CACHED_ROWS = 1_000_000;

/** The log by itself: as of a moment it is a filter by time, not a fold. */
const folds = projections.filter(({ name }) => name !== "log_index");

/** Of which event, and as of when (ISO 8601 UTC). */
export interface Moment {
  studioId: StudioId;
  eventId: string;
  at: string;
  /** Whether personal fields are decrypted; else they are null. */
  personal: boolean;
}

/**
 * What the read models said of one event at a moment: its streams up to there are folded by the very same folds into tables of
 * their own, and the very same queries are asked of them. So what a page showed then is what it shows of these.
 */
export async function asOf<T>(
  app: Pick<Application, "db" | "store" | "codec">,
  moment: Moment,
  ask: (db: Kysely<ReadModels>) => Promise<T>,
): Promise<T> {
  const facts = await factsOf(app, moment);
  const transaction = await app.db.withoutPlugins().startTransaction().execute();
  try {
    const connection = queryable(transaction);
    for (const { tables } of folds) {
      const made = createTables(SCHEMA, tables).filter((statement) => statement.startsWith("create table"));
      await connection.query({ text: made.join("; ") });
    }
    for (const spec of folds) {
      const fold = new Fold(spec, SCHEMA, { cachedRows: CACHED_ROWS });
      for (let from = 0; from < facts.length; from += PAGE) {
        const page = facts.slice(from, from + PAGE);
        await fold.run(connection, page);
        await fold.write(connection);
        fold.keep();
      }
    }
    return await ask(transaction.withSchema(SCHEMA));
  } finally {
    await transaction.rollback().execute();
  }
}

function queryable(db: Kysely<ReadModels>): Queryable {
  return {
    async query({ text, values = [] }: Statement) {
      const { rows, numAffectedRows } = await db.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, values));
      return { rows, rowCount: numAffectedRows === undefined ? null : Number(numAffectedRows) };
    },
  };
}

/** The facts that the read models of one event are made of, in the order of the log. */
async function factsOf(app: Pick<Application, "db" | "store" | "codec">, moment: Moment): Promise<AnyDecoded[]> {
  const { studioId, eventId, at, personal } = moment;
  const [erasures, visits] = await Promise.all([
    erasuresUntil(app, studioId, at),
    visitStreams(app, studioId, eventId, at),
  ]);
  const streams = [`studio-${studioId}`, `event-${eventId}`, ...erasures, ...visits];
  const recorded: RecordedEvent[] = [];
  for (const stream of streams) {
    for await (const page of factsUntil(app.store, stream, { at })) {
      recorded.push(...page.filter(({ metadata }) => metadata.studio === studioId));
    }
  }
  recorded.sort((a, b) => a.position < b.position ? -1 : 1);
  const decoded: AnyDecoded[] = [];
  for (let from = 0; from < recorded.length; from += PAGE) {
    const page = recorded.slice(from, from + PAGE);
    decoded.push(...(personal ? await app.codec.decodePage(page) : app.codec.decodeBlank(page)) as AnyDecoded[]);
  }
  return decoded;
}

async function erasuresUntil({ db }: Pick<Application, "db">, studioId: StudioId, at: string): Promise<string[]> {
  const erased: LogEntry[] = [];
  let before: string | undefined;
  while (true) {
    const page = await listLog(db, { studioId, type: "PersonErased", until: after(at), before, limit: 500 });
    erased.push(...page);
    if (page.length < 500) return [...new Set(erased.map(({ stream }) => stream))];
    before = page.at(-1)!.position;
  }
}

async function visitStreams(
  { db }: Pick<Application, "db">,
  studioId: StudioId,
  eventId: string,
  at: string,
): Promise<string[]> {
  const rows = await db.selectFrom("log_index").select("stream").distinct().where("studio_id", "=", studioId)
    .where(sql<boolean>`category = 'visits'`).where("stream", "like", `visits-${eventId}-%`).where(
      "recorded_at",
      "<=",
      at,
    )
    .execute();
  return rows.map(({ stream }) => stream);
}

/** The first moment that does not count any more. */
function after(at: string): string {
  return new Date(Date.parse(at) + 1).toISOString();
}
