import { join } from "node:path";
import { type OpenAlert, operations } from "../domain/operations/operations.ts";
import type { Handle } from "../event_store/handle.ts";
import type { EventStore, RecordedEvent } from "../event_store/port.ts";
import { logFile } from "../event_store/sqlite/log.ts";
import type { FoldStatus } from "../projections/runtime/status.ts";
import type { Queryable } from "../projections/runtime/sql.ts";
import { ownTable } from "../reactors/runtime/due.ts";
import { daysLeft, type Disk, diskOf, sizeBelow, sizeOf } from "./disk.ts";
import type { ProcessSeen } from "./processes.ts";

/** How the installation is doing: everything that an operator sees, nothing personal. */
export interface Figures {
  /** ISO 8601 UTC. */
  at: string;
  processes: ProcessSeen[];
  folds: Pick<FoldStatus, "name" | "state" | "lag" | "lagSeconds">[];
  outbox: ChannelFigures[];
  backup: {
    last: { at: string; place: string; name: string; bytes: number; encrypted: boolean; triedOut: boolean } | null;
    failed: { at: string; reason: string } | null;
  };
  alerts: OpenAlert[];
  /** Of the machine that asks; embedded, where everything is on it. */
  disk: (Disk & { daysLeft: number | null }) | null;
  log: {
    facts: number | null;
    factsADay: number;
    bytes: number | null;
    databaseBytes: number;
    mediaBytes: number | null;
  };
}

export interface ChannelFigures {
  channel: string;
  waiting: number;
  overdue: number;
  attempting: number;
  deadEnds: number;
  /** Given up within the last hour. */
  deadEndsLately: number;
}

export interface Sources {
  db: Queryable;
  store: EventStore;
  handle: Pick<Handle, "stateOf">;
  processes(): Promise<ProcessSeen[]>;
  folds(): Promise<FoldStatus[]>;
  reactors: readonly string[];
  /** Null: log and files are not on this machine. */
  dataDir: string | null;
}

/** The stream in which it stands how the installation is run. */
export const OPERATIONS = "operations";
const WEEK = 7;

/** Gathers the figures; asked again within `freshMs` the same ones are given. */
export function figuresOf(sources: Sources, freshMs = 2_000): () => Promise<Figures> {
  let kept: { until: number; figures: Promise<Figures> } | null = null;
  return () => {
    if (kept && performance.now() < kept.until) return kept.figures;
    const figures = gather(sources);
    kept = { until: performance.now() + freshMs, figures };
    figures.catch(() => kept = null);
    return figures;
  };
}

async function gather(sources: Sources): Promise<Figures> {
  const { db, handle, dataDir } = sources;
  const [processes, folds, outbox, backup, { alerts }, factsADay, databaseBytes] = await Promise.all([
    sources.processes(),
    sources.folds(),
    outboxFigures(db, sources.reactors),
    backupFigures(sources.store),
    handle.stateOf(operations, OPERATIONS),
    pace(db),
    databaseSize(db),
  ]);
  const facts = await countFacts(db);
  const [bytes, mediaBytes, disk] = dataDir === null
    ? [null, null, null]
    : await Promise.all([sizeOf(logFile(dataDir)), sizeBelow(join(dataDir, "media")), diskOf(dataDir)]);
  const perFact = bytes !== null && facts ? (bytes + databaseBytes) / facts : null;
  return {
    at: new Date().toISOString(),
    processes,
    folds: folds.map(({ name, state, lag, lagSeconds }) => ({ name, state, lag, lagSeconds })),
    outbox,
    backup,
    alerts: alerts.values(),
    disk: disk && { ...disk, daysLeft: daysLeft(disk, perFact && perFact * factsADay) },
    log: { facts, factsADay, bytes, databaseBytes, mediaBytes },
  };
}

/** Which of these tables there are: before they have been folded for the first time there are none. */
async function existing(db: Queryable, tables: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await db.query({
    text: "select name from unnest($1::text[]) as name where to_regclass(name) is not null",
    values: [tables],
  });
  return new Set(rows.map(({ name }) => String(name)));
}

async function outboxFigures(db: Queryable, all: readonly string[]): Promise<ChannelFigures[]> {
  const found = await existing(db, [...all.map((name) => ownTable(name, "outbox")), "read.deliveries"]);
  const reactors = all.filter((name) => found.has(ownTable(name, "outbox")));
  if (reactors.length === 0 || !found.has("read.deliveries")) return [];
  const each = reactors.map((name) =>
    `select channel, state, next_at from ${ownTable(name, "outbox")} where state in ('open', 'attempting')`
  );
  const { rows: open } = await db.query({
    text: `select channel, count(*)::int as waiting,
        (count(*) filter (where state = 'open' and next_at < now() - interval '1 minute'))::int as overdue,
        (count(*) filter (where state = 'attempting'))::int as attempting
      from (${each.join(" union all ")}) as every group by channel`,
    values: [],
  });
  const { rows: dead } = await db.query({
    text: `select channel, count(*)::int as dead,
        (count(*) filter (where updated_at > now() - interval '1 hour'))::int as lately
      from read.deliveries where state = 'abandoned' group by channel`,
    values: [],
  });
  const channels = [...new Set([...open, ...dead].map(({ channel }) => String(channel)))].sort();
  return channels.map((channel) => {
    const { waiting = 0, overdue = 0, attempting = 0 } = open.find((row) => row.channel === channel) ?? {};
    const { dead: deadEnds = 0, lately: deadEndsLately = 0 } = dead.find((row) => row.channel === channel) ?? {};
    return { channel, waiting, overdue, attempting, deadEnds, deadEndsLately };
  });
}

/** The newest backup that succeeded, and the newest that failed where none succeeded since. */
export async function backupFigures(store: EventStore): Promise<Figures["backup"]> {
  let failed: Figures["backup"]["failed"] = null;
  for await (const { type, data, recordedAt } of backwards(store)) {
    if (type === "BackupFailed") failed ??= { at: recordedAt, reason: data.reason };
    if (type !== "BackupSucceeded") continue;
    const { place, name, bytes, encrypted, triedOut } = data;
    return { last: { at: recordedAt, place, name, bytes, encrypted, triedOut }, failed };
  }
  return { last: null, failed };
}

function backwards(store: EventStore): AsyncIterable<RecordedEvent> {
  return store.read(OPERATIONS, { direction: "backwards", limit: 1_000 });
}

async function countFacts(db: Queryable): Promise<number | null> {
  if ((await existing(db, ["read.log_density"])).size === 0) return null;
  const { rows } = await db.query({ text: "select sum(count)::int8 as facts from read.log_density", values: [] });
  return rows[0]?.facts == null ? null : Number(rows[0].facts);
}

/** Facts a day over the last week, or over as much of it as there is. */
async function pace(db: Queryable): Promise<number> {
  if ((await existing(db, ["read.log_density"])).size === 0) return 0;
  const { rows } = await db.query({
    text: `select coalesce(sum(count), 0)::float8 /
        greatest(1, least(${WEEK}, extract(epoch from now() - min(hour)) / 86400)) as pace
      from read.log_density where hour > now() - interval '${WEEK} days'`,
    values: [],
  });
  return Math.round(Number(rows[0]?.pace ?? 0));
}

async function databaseSize(db: Queryable): Promise<number> {
  const { rows } = await db.query({ text: "select pg_database_size(current_database()) as bytes", values: [] });
  return Number(rows[0]?.bytes ?? 0);
}
