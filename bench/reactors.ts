/**
 * Every reactor folded again over a whole history: all that it keeps is, row for row, what it replaces, and nothing is sent.
 * A million domain events, most of whose mails were sent long ago, the others before the reactors are folded again; `--events=20000` shortens it. One that differs fails.
 */
import pg from "pg";
import { openCore } from "../composition/core.ts";
import { openStores } from "../composition/stores.ts";
import { readConfig } from "../config.ts";
import { startEmbeddedPostgres } from "../projections/runtime/embedded_postgres.ts";
import type { FoldSpec } from "../projections/runtime/fold.ts";
import { migrate } from "../projections/runtime/migrate.ts";
import { requestRebuild } from "../projections/runtime/requests.ts";
import { Runner, type RunnerOptions } from "../projections/runtime/runner.ts";
import { ident, rowTypes } from "../projections/runtime/sql.ts";
import { reactors } from "../reactors/all.ts";
import type { Channels, ChannelSpec } from "../reactors/runtime/channel.ts";
import { systemClock } from "../reactors/runtime/clock.ts";
import { DeliveryWorker } from "../reactors/runtime/delivery_worker.ts";
import { dueDeliveries } from "../reactors/runtime/due.ts";
import { reactorFold } from "../reactors/runtime/reactor_fold.ts";
import { eventually } from "../tests/support/app.ts";
import { figure, report, timed } from "./measure.ts";
import { seedActing } from "./support/history.ts";

const EVENTS = Number(Deno.args.find((arg) => arg.startsWith("--events="))?.slice("--events=".length) ?? 1_000_000);
const PATIENCE = 30 * 60_000;

const dataDir = await Deno.makeTempDir({ prefix: "bench-reactors-" });
const { events } = await seedActing(dataDir, EVENTS);
const config = readConfig({ DATA_DIR: dataDir });
const core = await openCore(config, await openStores(config));
const place = await Deno.makeTempDir({ prefix: "bench-reactors-pg-" });
const postgres = await startEmbeddedPostgres({ dataDir: place });
const pool = new pg.Pool({ ...postgres.connection, max: 12, types: rowTypes as pg.CustomTypesConfig });
pool.on("error", () => {}); // the server may end a connection before its socket is closed
pool.on("connect", (client) => client.on("error", () => {}));
const specs = reactors.map((reactor) => reactorFold(reactor) as unknown as FoldSpec);
const names = reactors.map(({ name }) => name);

let calls = 0;
const counted: ChannelSpec = {
  concurrency: 50,
  timeout: 10_000,
  prepare: () => Promise.resolve({ send: () => Promise.resolve({ receipt: `call ${++calls}` }) }),
};
const channels: Channels = {
  mail: counted,
  sms: counted,
  vault: counted,
  conversions: counted,
  alert: counted,
  notice: counted,
  webhooks: counted,
};

await migrate(pool);
const stopping = new AbortController();
const runner = new Runner({
  pool,
  store: core.log,
  decode: core.codec.decodePage as RunnerOptions["decode"],
  folds: specs,
});
const running = runner.run(stopping.signal);
try {
  const folded = await timed(() => atEnd(1));
  await delivered();
  const sent = calls;
  await atEnd(1);
  const before = await kept();
  const [end, planned] = [await core.log.head(), await rowsOf("outbox")];

  const rebuilt = await timed(async () => {
    for (const spec of specs) await requestRebuild(pool, spec, end);
    runner.recheck();
    await atEnd(2);
  });
  const after = await kept();
  const differing = Object.keys(before).filter((table) => before[table] !== after[table]);
  if (differing.length > 0) throw new Error(`not what they replace: ${differing.join(", ")}`);
  await delivered();
  if (calls !== sent) throw new Error(`${calls - sent} calls after the reactors were folded again`);
  if (await core.log.head() !== end) throw new Error("something was written after the reactors were folded again");
  report({
    [`every reactor folded again over ${events} domain events; other: for the first time`]: figure(
      events / rebuilt * 1_000,
      events / folded * 1_000,
      "events/s",
    ),
    "deliveries in their outboxes, all as before": figure(planned, null, "deliveries"),
    "calls made again": figure(calls - sent, sent, "calls", "none"),
  });
} finally {
  stopping.abort();
  await running.catch(() => {});
  await pool.end();
  await postgres.stop();
  await core.close();
  for (const folder of [postgres.place.base, place, dataDir]) {
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  }
}
Deno.exit(0);

/** Until every reactor's live tables are of this generation and hold all of the log. */
async function atEnd(generation: number): Promise<void> {
  const head = await core.log.head();
  await eventually(`generation ${generation}`, async () => {
    const { rows } = await pool.query(
      "select count(*)::int as n from projections.generations where state = 'live' and generation = $1 and position >= $2",
      [generation, String(head)],
    );
    return rows[0].n === specs.length;
  }, PATIENCE);
}

/** Makes what is due, as the worker does, until nothing is. */
async function delivered(): Promise<void> {
  const { log, handle } = core;
  const worker = new DeliveryWorker({ db: pool, handle, channels, clock: systemClock, gone: await log.head() });
  for (const name of names) worker.watch(name);
  worker.start();
  const look = { channels: Object.keys(channels), except: [], limit: 1, gone: -1n };
  await eventually("nothing to be due", async () => {
    worker.wake();
    return (await dueDeliveries(pool, names, { ...look, now: new Date() })).length === 0;
  }, PATIENCE);
  await worker.stop();
}

/** Count and digest of each table of each reactor, whatever the order of its rows. */
async function kept(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { readIn, tables } of specs) {
    for (const table of Object.keys(tables)) {
      const place = `${ident(readIn!)}.${ident(table)}`;
      const { rows } = await pool.query(
        `select count(*) || ' ' || coalesce(sum(hashtextextended(to_jsonb(t)::text, 0)), 0) as digest from ${place} t`,
      );
      found[place] = rows[0].digest;
    }
  }
  return found;
}

async function rowsOf(table: string): Promise<number> {
  const counts = names.map((name) => `(select count(*) from ${ident(`reactor_${name}`)}.${ident(table)})`);
  return Number((await pool.query(`select ${counts.join(" + ")} as n`)).rows[0].n);
}
