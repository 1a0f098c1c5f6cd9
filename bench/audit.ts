/**
 * What auditors wait for, embedded, after a long history: the log's pages by any filter, verification beside a bare loop, a long
 * stream as of a moment, exports. `--events 1000000` (or BENCH_EVENTS) says how long.
 */
import { Kysely, PostgresDialect } from "kysely";
import { hash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { parseArgs } from "node:util";
import { catalogue } from "../domain/catalogue.ts";
import type { StudioId } from "../domain/ids.ts";
import { createCodec } from "../event_store/codec.ts";
import { openEventStoreDb } from "../event_store/eventstoredb/store.ts";
import type { EventStore } from "../event_store/port.ts";
import { logFile, openSqliteLog } from "../event_store/sqlite/log.ts";
import { projections } from "../projections/all.ts";
import { listLog, logHead, type ReadModels, walkLog } from "../projections/queries.ts";
import { rowTypes } from "../projections/runtime/sql.ts";
import { caughtUp, run } from "../tests/projections/running.ts";
import { startEventStoreDb } from "../tests/support/eventstoredb/start.ts";
import { startPostgres } from "../tests/support/postgres.ts";
import { publicKeys, sealAll, signing } from "../tests/support/sealing.ts";
import type { Application } from "../web/application.ts";
import { foldStream } from "../web/pages/folded_stream.ts";
import { historyPage, HistoryQuery } from "../web/pages/history.ts";
import { exportedFile } from "../web/pages/log_export.ts";
import { verification } from "../web/pages/proof.ts";
import { figure, type Figures, percentile, report, timed } from "./measure.ts";
import { seedHistory } from "./support/history.ts";

const { values } = parseArgs({
  args: Deno.args,
  strict: false,
  options: { events: { type: "string", default: Deno.env.get("BENCH_EVENTS") ?? "1000000" } },
});
const LOOKS = 40;
const LOOKS_EACH = 5;
const LONG_STREAM = 10_000;
/** Seconds over which the history is spread. */
const LASTED = 300 * 86_400;

const figures: Figures = {};
const dataDir = await Deno.makeTempDir({ prefix: "bench-audit-" });
const { events, crowd } = await seedHistory(dataDir, Number(values.events));
spreadOverTime();
const many = events.toLocaleString("en");
const store = await openSqliteLog({ directory: dataDir });
// facts without their keys: nothing here shows what is personal
const codec = createCodec({ catalogue, keys: { keysOf: () => Promise.resolve(new Map()) } });
const postgres = await startPostgres();
try {
  const [first] = await Array.fromAsync(store.read(`event-${crowd.id}`, { limit: 1 }));
  const studioId = String(first!.metadata.studio) as StudioId;
  await asOf(store, "embedded", "< 150 ms");
  await asOfEventStoreDb();
  const app = await folded();
  await pages(app, studioId);
  await exporting(app, studioId);
  await verifying(studioId);
} finally {
  await store.close();
  await postgres.stop();
  await Deno.remove(dataDir, { recursive: true });
}
report(figures);
Deno.exit(0);

/** The log's index over the whole history. */
async function folded(): Promise<Application> {
  const pool = postgres.pool({ types: rowTypes as never });
  const folds = projections.filter(({ name }) => name === "log_index");
  const history = { log: store, codec } as unknown as Parameters<typeof run>[1];
  const running = run(pool, history, { folds });
  const took = await timed(async () => {
    while (!await caughtUp(pool, history, folds).then(() => true, () => false));
  });
  await running.stop();
  await pool.query("analyze");
  figures[`index ${many} domain events for auditors`] = figure(events / took * 1_000, null, "events/s");
  const db = new Kysely<ReadModels>({ dialect: new PostgresDialect({ pool }) }).withSchema("read");
  return { db, store, codec } as unknown as Application;
}

/** A history that was written in a minute, as if it had been written over most of a year: a moment apart each fact. */
function spreadOverTime(): void {
  const database = new DatabaseSync(logFile(dataDir));
  const apart = Math.max(1, Math.floor(LASTED / events));
  const begun = new Date(Date.now() - apart * 1_000 * events).toISOString();
  database.prepare(
    "update events set recorded_at = strftime('%Y-%m-%dT%H:%M:%fZ', ?, '+' || (position * ?) || ' seconds')",
  ).run(begun, apart);
  database.close();
}

/** The first page, and every filter there is, alone, in pairs and in threes: with values frequent, rare, and never together. */
async function pages(app: Application, studioId: StudioId): Promise<void> {
  const [newest] = await listLog(app.db, { studioId, limit: 1 });
  const [oldest] = await walkLog(app.db, { studioId, limit: 1 });
  const [asked] = await listLog(app.db, { studioId, type: "RegistrationRequested", limit: 1 });
  const [first, last] = [Date.parse(oldest!.recordedAt), Date.parse(newest!.recordedAt)];
  const minute = (share: number) => new Date(first + (last - first) * share).toISOString().slice(0, 16);
  const filters: Record<string, Record<string, string>> = {
    "a span": { from: minute(0.45), until: minute(0.5) },
    "long ago": { until: minute(0.05) },
    "a frequent type": { type: "RegistrationConfirmed" },
    "a less frequent type": { type: "RegistrationCancelled" },
    "a rare type": { type: "StudioOpened" },
    "a category": { stream: "event" },
    "another category": { stream: "delivery" },
    "a long stream": { stream: `event-${crowd.id}` },
    "an actor": { actor: newest!.actor },
    "a person": { person: asked!.personId! },
    "a registration": { registration: asked!.registrationId! },
    "a correlation": { correlation: asked!.correlationId },
  };
  const names = Object.keys(filters);
  const looks = async (filter: Record<string, string>, times: number) => {
    const query = HistoryQuery.parse(filter);
    const took: number[] = [];
    for (let i = 0; i < times; i++) took.push(await timed(() => historyPage(app, studioId, query)));
    return took;
  };
  const all = await looks({}, LOOKS);
  figures["page of the log, no filter, p95"] = figure(percentile(all, 0.95), null, "ms", "< 50 ms");
  for (const name of names) {
    const took = await looks(filters[name]!, LOOKS);
    all.push(...took);
    figures[`page of the log, filter: ${name}, p95`] = figure(percentile(took, 0.95), null, "ms", "< 50 ms");
  }
  let worst = 0;
  const combinations = names.flatMap((a, i) =>
    names.slice(i + 1).flatMap((b, j) => [[a, b], ...names.slice(i + j + 2).map((c) => [a, b, c])])
  );
  for (const combination of combinations) {
    const took = await looks(Object.assign({}, ...combination.map((name) => filters[name])), LOOKS_EACH);
    all.push(...took);
    worst = Math.max(worst, percentile(took, 0.5));
  }
  figures[`page of the log, the slowest of ${combinations.length} combinations of filters, median`] = figure(
    worst,
    null,
    "ms",
    "< 50 ms",
  );
  figures[`page of the log by any filter or combination at ${many} domain events, p95`] = figure(
    percentile(all, 0.95),
    null,
    "ms",
    "< 50 ms",
  );
}

/** The folded state of a long stream after its last fact. */
async function asOf(from: EventStore, where: string, reach: string): Promise<void> {
  const took: number[] = [], cold: number[] = [];
  const stream = `event-${crowd.id}`;
  const look = (store: EventStore) => timed(() => foldStream({ store, codec }, stream, { revision: LONG_STREAM - 1 }));
  // what was folded is remembered by the store it was read from
  for (let i = 0; i < LOOKS; i++) cold.push(await look({ ...from, read: from.read.bind(from) }));
  for (let i = 0; i < LOOKS; i++) took.push(await look(from));
  figures[`the same for the first time, nothing of the stream folded before, ${where}, p95`] = figure(
    percentile(cold, 0.95),
    null,
    "ms",
    reach,
  );
  figures[`state as of ${LONG_STREAM.toLocaleString("en")} domain events of a stream, ${where}, p95`] = figure(
    percentile(took, 0.95),
    null,
    "ms",
    reach,
  );
}

/** The same stream in a server that speaks EventStoreDB's protocol. */
async function asOfEventStoreDb(): Promise<void> {
  const server = await startEventStoreDb();
  const other = await openEventStoreDb({ url: server.url });
  let revision: number | "no_stream" = "no_stream";
  const facts = await Array.fromAsync(store.read(`event-${crowd.id}`, { limit: LONG_STREAM }));
  for (let from = 0; from < facts.length; from += 200) {
    const page = facts.slice(from, from + 200).map(({ id, type, data, metadata }) => ({ id, type, data, metadata }));
    ({ revision } = await other.append(`event-${crowd.id}`, page, revision));
  }
  await asOf(other, "EventStoreDB", "< 500 ms");
  await other.close();
  await server.stop();
}

async function exporting(app: Application, studioId: StudioId): Promise<void> {
  const exported = { studioId, filter: { studioId }, through: await logHead(app.db, studioId) };
  for (const format of ["ndjson", "csv"] as const) {
    let bytes = 0, half = 0, most = 0;
    const took = await timed(async () => {
      for await (const text of exportedFile(app, exported, format, false)) {
        bytes += text.length;
        const { rss } = Deno.memoryUsage();
        if (bytes < 100_000_000) half = Math.max(half, rss);
        most = Math.max(most, rss);
      }
    });
    figures[`export ${many} domain events as ${format}`] = figure(
      bytes / 1e6 / (took / 60_000),
      null,
      "MB/min",
      "≥ 100",
    );
    figures[`export as ${format}, memory at its most beside its first 100 MB`] = figure(
      most / 2 ** 20,
      half / 2 ** 20,
      "MiB",
      "flat",
    );
  }
}

/** The whole of one studio, sealed, beside reading the same rows and hashing their bytes. */
async function verifying(studioId: StudioId): Promise<void> {
  await sealAll(store, 1_000);
  const [publicKey] = Object.values(publicKeys);
  const parts = { store, vault: { signing: { ...signing, publicKey: publicKey! } } };
  const rates: number[] = [], bare: number[] = [];
  for (let round = 0; round < 3; round++) {
    bare.push(events / await timed(() => Promise.resolve(bareLoop())) * 1_000);
    let damaged = 0;
    rates.push(
      events / await timed(async () => {
        damaged = (await verification(parts, studioId, null)).damages.length;
      }) * 1_000,
    );
    if (damaged > 0) throw new Error("an untouched log does not verify");
  }
  figures[`verify ${many} domain events, beside a bare read-and-hash loop`] = figure(
    percentile(rates, 0.5),
    percentile(bare, 0.5),
    "events/s",
    "≥ 0.5",
  );
}

/** Reads every row and hashes its text: no order, no seals, no types. */
function bareLoop(): string {
  const database = new DatabaseSync(logFile(dataDir), { readOnly: true });
  let last = "";
  const rows = database.prepare("select stream, revision, id, type, data, metadata, recorded_at from events").iterate();
  for (const row of rows) last = hash("sha256", Object.values(row).join("\n"), "base64");
  database.close();
  return last;
}
