import type { Queryable } from "../projections/runtime/sql.ts";
import { waitFor } from "../projections/runtime/wait.ts";

/** One process of the installation, as the others see it. Instants are ISO 8601 in UTC. */
export interface ProcessSeen {
  id: string;
  host: string;
  pid: number;
  roles: string[];
  leading: boolean;
  startedAt: string;
  seenAt: string;
  /** Milliseconds by which its clock differs from the database's. */
  skewMs: number;
  memoryBytes: number;
  /** It is the one that asks. */
  self: boolean;
}

export interface Presence {
  readonly id: string;
  /** Says from now on whether this process leads. */
  leads(leading: boolean): void;
  /** Those seen lately, in order of their start. */
  list(): Promise<ProcessSeen[]>;
  close(): Promise<void>;
}

const EVERY = 5_000;
/** Seconds after which a process that says nothing is gone. */
const GONE = 20;

/**
 * Says every few seconds that this process lives, in a table of the read models' database, and reads who else does. A database
 * that does not answer is told when it does.
 */
export async function announcePresence(
  { db, roles, report }: { db: Queryable; roles: readonly string[]; report: (error: unknown) => void },
): Promise<Presence> {
  const id = crypto.randomUUID();
  const startedAt = new Date().toISOString();
  const ending = new AbortController();
  let leading = false;
  let skewMs = 0;
  let prepared = false;

  async function say(): Promise<void> {
    if (!prepared) await db.query({ text: schema, values: [] });
    prepared = true;
    const asked = Date.now();
    const { rows } = await db.query({
      text:
        `insert into operations.processes (id, host, pid, roles, is_leading, started_at, seen_at, skew_ms, memory_bytes)
        values ($1, $2, $3, $4, $5, $6, clock_timestamp(), $7, $8)
        on conflict (id) do update set is_leading = excluded.is_leading, seen_at = excluded.seen_at,
          skew_ms = excluded.skew_ms, memory_bytes = excluded.memory_bytes
        returning extract(epoch from clock_timestamp()) * 1000 as now`,
      values: [
        id,
        Deno.hostname(),
        Deno.pid,
        roles.join(","),
        leading,
        startedAt,
        Math.round(skewMs),
        Deno.memoryUsage().rss,
      ],
    });
    const theirs = Number(rows[0]!.now);
    skewMs = theirs < asked ? theirs - asked : Math.max(0, theirs - Date.now());
  }

  // what was found out by the first is told with the second
  await say().then(say).catch(report);
  const saying = (async () => {
    for (;;) {
      await waitFor(EVERY, ending.signal);
      if (ending.signal.aborted) return;
      await say().catch(report);
    }
  })();

  return {
    id,
    leads(now) {
      leading = now;
      say().catch(report);
    },
    async list() {
      const { rows } = await db.query({
        text: `select *, started_at::text as started, seen_at::text as seen from operations.processes
          where seen_at > clock_timestamp() - interval '${GONE} seconds' order by started_at, id`,
        values: [],
      });
      return rows.map((row) => ({
        id: row.id,
        host: row.host,
        pid: row.pid,
        roles: row.roles.split(","),
        leading: row.is_leading,
        startedAt: new Date(row.started).toISOString(),
        seenAt: new Date(row.seen).toISOString(),
        skewMs: row.skew_ms,
        memoryBytes: Number(row.memory_bytes),
        self: row.id === id,
      }));
    },
    async close() {
      ending.abort();
      await saying;
      await db.query({ text: "delete from operations.processes where id = $1", values: [id] }).catch(() => {});
    },
  };
}

/** Disposable, like everything in this database; two processes may come at once. */
const schema = `
  do $$ begin
    perform pg_advisory_xact_lock(7364002);
    create schema if not exists operations;
    create table if not exists operations.processes (
      id uuid primary key, host text not null, pid int not null, roles text not null, is_leading bool not null,
      started_at timestamptz not null, seen_at timestamptz not null, skew_ms int not null, memory_bytes int8 not null);
    delete from operations.processes where seen_at < now() - interval '1 day';
  end $$`;
