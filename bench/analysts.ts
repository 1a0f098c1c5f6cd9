/**
 * What analysts wait for: the difference of two generations of a million rows, counting a million events against what a fold
 * took, and a download of a million rows. `--rows 1000000` (or BENCH_EVENTS) says how many.
 */
import { parseArgs } from "node:util";
import pg from "pg";
import { differenceOf } from "../projections/analysis/difference.ts";
import { type AnswerColumn, answerOf, type AnswerRow } from "../projections/analysis/console.ts";
import { startEmbeddedPostgres } from "../projections/runtime/embedded_postgres.ts";
import { registrations } from "../projections/registrations.ts";
import { createTables } from "../projections/runtime/sql.ts";
import { NOTHING, tallied } from "../projections/runtime/tally.ts";
import { fileOf } from "../web/files/rows.ts";
import { figure, type Figures, report, timed } from "./measure.ts";

const { values } = parseArgs({
  args: Deno.args,
  strict: false,
  options: { rows: { type: "string", default: Deno.env.get("BENCH_EVENTS") ?? "1000000" } },
});
const ROWS = Number(values.rows);
const MIB = 2 ** 20;

const dataDir = await Deno.makeTempDir({ prefix: "bench-analysts-" });
const postgres = await startEmbeddedPostgres({ dataDir });
const pool = new pg.Pool(postgres.connection);
pool.on("connect", (client) => client.on("error", () => {}));
const figures: Figures = {};

try {
  await fill();
  await compareGenerations();
  await download();
  count();
} finally {
  await pool.end();
  await postgres.stop();
  for (const folder of [postgres.place.base, dataDir]) {
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  }
}
report(figures);

/** Two generations of the same rows, but for one in a thousand of each kind. */
async function fill(): Promise<void> {
  const { registrations: table } = registrations.tables;
  for (const schema of ["before", "after"]) {
    await pool.query(`create schema ${schema}`);
    for (const text of createTables(schema, { registrations: table })) await pool.query(text);
  }
  const made: Record<string, string> = {
    registration_id: "md5(i::text)::uuid",
    studio_id: "'0197c3a0-0000-7000-8000-000000000001'::uuid",
    status: "'confirmed'",
  };
  const ofType: Record<string, string> = {
    uuid: "md5((i % 1000)::text)::uuid",
    text: "'text ' || i",
    int: "i",
    bigint: "i",
    double: "i",
    bool: "false",
    timestamptz: "'2026-01-01T00:00:00Z'::timestamptz + i * interval '1 second'",
    jsonb: `'{"terms":true}'::jsonb`,
  };
  const columns = Object.entries(table.columns).map(([name, { type }]) => made[name] ?? ofType[type]!);
  const names = Object.keys(table.columns).map((name) => `"${name}"`).join(", ");
  await pool.query(
    `insert into before.registrations (${names}) select ${columns.join(", ")} from generate_series(1, ${ROWS}) i`,
  );
  await pool.query(
    `insert into after.registrations select * from before.registrations where abs(hashtext(registration_id::text)) % 1000 <> 1`,
  );
  await pool.query(
    "update after.registrations set status = 'waitlisted' where abs(hashtext(registration_id::text)) % 1000 = 2",
  );
  await pool.query("delete from before.registrations where abs(hashtext(registration_id::text)) % 1000 = 3");
  await pool.query("vacuum analyze before.registrations");
  await pool.query("vacuum analyze after.registrations");
}

async function compareGenerations(): Promise<void> {
  const spec = { tables: { registrations: registrations.tables.registrations } };
  const memory = watchMemory();
  let changed = 0;
  const took = await timed(async () => {
    const [table] = await differenceOf(pool, spec, { before: "before", after: "after" });
    changed = table!.rows.added + table!.rows.gone + table!.rows.changed;
  });
  if (changed === 0) throw new Error("no difference was found");
  figures[`difference of two generations of ${ROWS.toLocaleString("en")} rows`] = figure(took / 1_000, null, "s");
  figures["the same, memory it took at its most"] = figure(memory.stop(), null, "MiB", "flat");
}

async function download(): Promise<void> {
  await pool.query("create role bench login");
  await pool.query("grant usage on schema after to bench; grant select on after.registrations to bench");
  for (const format of ["csv", "xlsx", "ndjson"] as const) {
    const memory = watchMemory();
    let bytes = 0;
    const took = await timed(async () => {
      const parts = answerOf({
        connection: postgres.connection,
        pool,
        login: { role: "bench", password: "" },
        text: "select registration_id, event_id, status, source, registered_at, updated_at from after.registrations",
        values: [],
        timeoutMs: 600_000,
        asker: "bench",
        signal: new AbortController().signal,
      });
      const columns = (await parts.next()).value as AnswerColumn[];
      for await (const chunk of fileOf(format, columns, parts as AsyncGenerator<AnswerRow[]>)) bytes += chunk.length;
    });
    figures[`download as ${format}`] = figure(ROWS / took * 1_000, null, "rows/s");
    figures[`download as ${format}, bytes`] = figure(bytes / MIB / took * 60_000, null, "MiB/min");
    figures[`download as ${format}, memory it took at its most`] = figure(memory.stop(), null, "MiB", "flat");
  }
}

/** What the running hash costs, beside going through the ids alone. */
function count(): void {
  const ids = Array.from({ length: 100_000 }, () => crypto.randomUUID());
  const since = performance.now();
  for (let n = 0; n < 10; n++) tallied(NOTHING, ids);
  figures["running hash"] = figure(1_000_000 / (performance.now() - since) * 1_000, null, "events/s");
}

/** MiB of resident memory above what there was, at its most. */
function watchMemory() {
  const before = Deno.memoryUsage().rss;
  let most = before;
  const looking = setInterval(() => most = Math.max(most, Deno.memoryUsage().rss), 50);
  return {
    stop() {
      clearInterval(Number(looking));
      return Math.max((most - before) / MIB, 0);
    },
  };
}
