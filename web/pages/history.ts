import { z } from "zod";
import type { StudioId } from "../../domain/ids.ts";
import { catalogue } from "../../domain/catalogue.ts";
import type { Fact } from "../../domain/fact.ts";
import { listLog, logChain, type LogEntry, logEntry, type LogFilter, logTypes } from "../../projections/queries.ts";
import type { Application } from "../application.ts";

/** Rows on one page of the log. */
export const HISTORY_PAGE = 50;

const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/).transform((at) => `${at}:00.000Z`);
const lenient = <S extends z.ZodType>(schema: S) => schema.optional().catch(undefined);

/** The filter in the address. What cannot be read filters nothing; times are UTC. */
export const HistoryQuery = z.object({
  stream: lenient(z.string().trim().min(1).max(200)),
  type: lenient(z.string().trim().min(1).max(100)),
  actor: lenient(z.string().trim().min(1).max(200)),
  from: lenient(instant),
  until: lenient(instant),
  before: lenient(z.string().regex(/^\d{1,16}$/)),
});
export type HistoryQuery = z.output<typeof HistoryQuery>;

/** One page of a studio's log, newest first; `older` is the address part that leads on, or null at the end. */
export async function historyPage(
  { db }: Pick<Application, "db">,
  studioId: StudioId,
  query: HistoryQuery,
): Promise<{ entries: LogEntry[]; older: string | null; types: string[] }> {
  const { stream, before, ...exact } = query;
  const filter: LogFilter = { studioId, ...exact, ...streamFilter(stream) };
  const [found, types] = await Promise.all([
    listLog(db, { ...filter, before, limit: HISTORY_PAGE + 1 }),
    logTypes(db, { studioId }),
  ]);
  const entries = found.slice(0, HISTORY_PAGE);
  return {
    entries,
    older: found.length > HISTORY_PAGE ? entries.at(-1)!.position : null,
    types: types.map(({ type }) => type).toSorted(),
  };
}

/** `event` and `event-` mean all streams of the category; anything longer is one stream. */
function streamFilter(stream: string | undefined): Pick<LogFilter, "stream" | "category"> {
  if (stream === undefined) return {};
  const [, category] = /^([a-z_]+)-?$/.exec(stream) ?? [];
  return category ? { category } : { stream };
}

/** One field of a domain event's data. */
export interface DataField {
  name: string;
  /** JSON; null for a personal field that is hidden or erased. */
  value: string | null;
  personal: boolean;
}

export interface HistoryEvent {
  entry: LogEntry;
  data: DataField[];
  metadata: [name: string, value: string][];
  /** Everything of the same correlation in this studio, as a tree in the order of the log. */
  chain: ChainNode[];
  revealed: boolean;
  hasPersonal: boolean;
}

export interface ChainNode {
  entry: LogEntry;
  effects: ChainNode[];
}

/** One domain event with its data; null when it is not this studio's. Personal fields are decrypted only when asked for. */
export async function historyEvent(
  { db, store, codec }: Pick<Application, "db" | "store" | "codec">,
  studioId: StudioId,
  eventId: string,
  reveal: boolean,
): Promise<HistoryEvent | null> {
  const entry = await logEntry(db, eventId);
  if (!entry || entry.studioId !== studioId) return null;
  const recorded = await Array.fromAsync(store.read(entry.stream, { from: entry.revision, limit: 1 }));
  const [fact] = reveal ? await codec.decodePage(recorded) : codec.decodeBlank(recorded);
  if (!fact) return null;
  const personal = catalogue.find(({ type }) => type === fact.type)?.personal ?? {};
  const chain = (await logChain(db, entry.correlationId)).filter((other) => other.studioId === studioId);
  return {
    entry,
    data: Object.entries(fact.data).map(([name, value]) => ({
      name,
      value: value === null && name in personal ? null : JSON.stringify(value, null, 1),
      personal: name in personal,
    })),
    metadata: metadataOf(fact as Fact),
    chain: treeOf(chain),
    revealed: reveal,
    hasPersonal: Object.keys(personal).length > 0,
  };
}

function metadataOf({ meta, id, stream, revision, position, recordedAt }: Fact): [string, string][] {
  const fields = { id, stream, revision, position: String(position), recordedAt, ...meta };
  return Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [name, String(value)]);
}

/** Each under the domain event that caused it; those that a command from outside led to are roots. */
function treeOf(entries: readonly LogEntry[]): ChainNode[] {
  const nodes = new Map(entries.map((entry) => [entry.eventId, { entry, effects: [] } as ChainNode]));
  const roots: ChainNode[] = [];
  for (const node of nodes.values()) {
    const { causationId, eventId } = node.entry;
    const cause = causationId !== null && causationId !== eventId ? nodes.get(causationId) : undefined;
    // only what came before can be a cause: so there are no circles
    const before = cause && Number(cause.entry.position) < Number(node.entry.position);
    (before ? cause.effects : roots).push(node);
  }
  return roots;
}
