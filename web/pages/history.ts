import { z } from "zod";
import type { StudioId } from "../../domain/ids.ts";
import type { Fact } from "../../domain/fact.ts";
import {
  type Density,
  listLog,
  logDensity,
  type LogEntry,
  type LogFilter,
  logTypes,
} from "../../projections/queries.ts";
import type { Application } from "../application.ts";

/** Rows on one page of the log. */
export const HISTORY_PAGE = 50;
/** Spans of the strip above the log, at most. */
const SPANS = 72;

const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/).transform((at) => `${at}:00.000Z`);
const lenient = <S extends z.ZodType>(schema: S) => schema.optional().catch(undefined);
const id = lenient(z.uuid());

/** The filter in the address. What cannot be read filters nothing; times are UTC. */
export const HistoryQuery = z.object({
  stream: lenient(z.string().trim().min(1).max(200)),
  type: lenient(z.string().trim().min(1).max(100)),
  actor: lenient(z.string().trim().min(1).max(200)),
  person: id,
  registration: id,
  correlation: id,
  from: lenient(instant),
  until: lenient(instant),
  before: lenient(z.string().regex(/^\d{1,16}$/)),
  /** The domain event that is shown beside the list; it filters nothing. */
  event: id,
});
export type HistoryQuery = z.output<typeof HistoryQuery>;

/** What the address asks for, of one studio. `event` and `event-` mean all streams of the category. */
export function filterOf(studioId: StudioId, query: HistoryQuery): LogFilter {
  const {
    stream,
    before: _,
    event: __,
    person: personId,
    registration: registrationId,
    correlation: correlationId,
    ...same
  } = query;
  const [, category] = /^([a-z_]+)-?$/.exec(stream ?? "") ?? [];
  return { studioId, personId, registrationId, correlationId, ...same, ...(category ? { category } : { stream }) };
}

export interface HistoryPage {
  rows: LogRow[];
  /** The address part that leads on, or null at the end. */
  older: string | null;
  types: { type: string; count: number }[];
  categories: string[];
  density: Density[];
}

/** One page of a studio's log, newest first, with what there is to filter by. */
export async function historyPage(
  app: Pick<Application, "db" | "store" | "codec">,
  studioId: StudioId,
  query: HistoryQuery,
): Promise<HistoryPage> {
  const { db } = app;
  const filter = filterOf(studioId, query);
  const { type, category } = filter;
  const [found, types, density] = await Promise.all([
    listLog(db, { ...filter, before: query.before, limit: HISTORY_PAGE + 1 }),
    logTypes(db, { studioId }),
    logDensity(db, { studioId, type, category, buckets: SPANS }),
  ]);
  const entries = found.slice(0, HISTORY_PAGE);
  return {
    rows: await withData(app, entries),
    older: found.length > HISTORY_PAGE ? entries.at(-1)!.position : null,
    types: types.toSorted((a, b) => a.type < b.type ? -1 : 1),
    categories: [...new Set(types.map((found) => found.category))].toSorted(),
    density,
  };
}

/** A row of the log with the fact itself, its personal fields masked. */
export interface LogRow {
  entry: LogEntry;
  data: Readonly<Record<string, unknown>>;
}

/** Reads the facts that these entries stand for; their personal fields only with `reveal`. */
export async function withData(
  { store, codec }: Pick<Application, "store" | "codec">,
  entries: readonly LogEntry[],
  reveal = false,
): Promise<LogRow[]> {
  return await Promise.all(entries.map(async (entry) => {
    const [recorded] = await Array.fromAsync(store.read(entry.stream, { from: entry.revision, limit: 1 }));
    const [fact] = !recorded ? [] : reveal ? await codec.decodePage([recorded]) : codec.decodeBlank([recorded]);
    return { entry, data: (fact?.data ?? {}) as LogRow["data"] };
  }));
}

/** What stands beside the data of a fact, by name. */
export function metadataOf({ meta, id, stream, revision, position, recordedAt }: Fact): [string, string][] {
  const fields = { id, stream, revision, position: String(position), recordedAt, ...meta };
  return Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [name, String(value)]);
}
