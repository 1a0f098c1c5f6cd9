import { catalogue } from "../../domain/catalogue.ts";
import type { Fact } from "../../domain/fact.ts";
import type { PersonId, StudioId } from "../../domain/ids.ts";
import { logChain, type LogEntry, logEntry } from "../../projections/queries.ts";
import type { Application } from "../application.ts";
import { type LogRow, metadataOf } from "./history.ts";
import { type SealState, sealStateOf } from "./seal_state.ts";

/** One field of a domain event's data. */
export interface DataField {
  name: string;
  /** JSON; null for a personal field that is hidden or erased. */
  value: string | null;
  personal: boolean;
}

export interface HistoryEvent extends LogRow {
  fields: DataField[];
  metadata: [name: string, value: string][];
  /** What led to it and what it led to in this studio, as a tree in the order of the log. */
  chain: ChainNode[];
  revealed: boolean;
  /** How it stands to the seals. */
  seal: SealState;
  /** Whose personal data it holds. */
  personIds: PersonId[];
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
  const data = fact.data as Record<string, unknown>;
  const personal: Readonly<Record<string, string>> = catalogue.find(({ type }) => type === fact.type)?.personal ?? {};
  const chain = (await logChain(db, entry.eventId)).filter((other) => other.studioId === studioId);
  return {
    entry,
    data,
    fields: Object.entries(data).map(([name, value]) => ({
      name,
      value: value === null && name in personal ? null : JSON.stringify(value, null, 1),
      personal: name in personal,
    })),
    metadata: metadataOf(fact as Fact),
    chain: treeOf(chain),
    seal: await sealStateOf({ db, store }, studioId, entry, recorded[0]!),
    revealed: reveal,
    personIds: [...new Set(Object.values(personal).map((of) => data[of] as PersonId))],
  };
}

/** Each under the domain event that caused it; those that a command from outside led to are roots. */
export function treeOf(entries: readonly LogEntry[]): ChainNode[] {
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
