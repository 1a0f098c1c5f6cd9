/**
 * A trainer's dashboard over 1,000 events and 1,000,000 registrations, in both shapes: how long the server takes for each
 * page, a bulk cancellation of 5,000, and exports of 100,000 rows. `--registrations 1000000` says how many, `--crowd` how
 * many of them one event has, `--shape embedded` or `--shape pair` measures one shape only.
 */
import { parseArgs } from "node:util";
import type pg from "pg";
import type { Stores } from "../composition/stores.ts";
import type { Config } from "../config.ts";
import { openSqliteLog } from "../event_store/sqlite/log.ts";
import { loadMasterKey } from "../vault/master_key.ts";
import { openPostgresVault } from "../vault/vault.ts";
import { eventually, type RunningApp, startApp } from "../tests/support/app.ts";
import { startEventStoreDb } from "../tests/support/eventstoredb/start.ts";
import { startPostgres } from "../tests/support/postgres.ts";
import { figure, type Figures, median, percentile, report, timed } from "./measure.ts";
import { calm, throughDatabase } from "./support/calm.ts";
import { type DeskHistory, seedDesk } from "./support/desk_history.ts";
import { call } from "./support/product.ts";
import { watchMemory } from "./support/process.ts";

const { values } = parseArgs({
  args: Deno.args,
  strict: false,
  options: {
    registrations: { type: "string", default: Deno.env.get("BENCH_REGISTRATIONS") ?? "1000000" },
    crowd: { type: "string" },
    shape: { type: "string" },
  },
});
const REGISTRATIONS = Number(values.registrations);
const SIZES = {
  events: 1_000,
  registrations: REGISTRATIONS,
  doomed: 5_000,
  crowd: values.crowd === undefined ? undefined : Number(values.crowd),
};
const PATIENCE = 3_600_000;
const LOOKS = 60;
const WARMING = 5;
const LIMITS = { ADDRESS_RATE_LIMIT: "1000000", API_RATE_LIMIT: "1000000" };
const EVENTS = "/dashboard/experiences/virtual-events";
const figures: Figures = {};

try {
  if (values.shape !== "pair") await embedded();
  if (values.shape !== "embedded") await production();
} finally {
  report(figures); // what was measured before something gave way counts
}
Deno.exit(0);

async function embedded(): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "bench-desk-" });
  try {
    const history = await seedDesk({ DATA_DIR: dataDir }, SIZES);
    const app = await startApp({ dataDir, env: LIMITS });
    try {
      await complete(app, history);
      await calm(app, PATIENCE);
      await measure("embedded", app, history);
    } finally {
      await app.stop();
    }
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

async function production(): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "bench-desk-" });
  const directory = await Deno.makeTempDir({ prefix: "bench-desk-log-" });
  const postgres = await startPostgres({ durable: true });
  const pair = { DATA_DIR: dataDir, DATABASE_URL: postgres.url };
  // what the protocol server keeps is written without it: a million registrations take minutes less
  const history = await seedDesk(
    { ...pair, EVENTSTOREDB_URL: "esdb://127.0.0.1:1?tls=false" },
    SIZES,
    (config) => belowTheServer(config, directory, postgres.pool()),
  );
  const log = await startEventStoreDb({ directory });
  const env = { ...pair, EVENTSTOREDB_URL: log.url };
  try {
    const app = await startApp({ dataDir, env: { ...LIMITS, ...env } });
    const pool = postgres.pool();
    try {
      await complete(app, history);
      await calm(app, PATIENCE, () => throughDatabase(pool));
      await measure("production pair", app, history);
    } finally {
      await app.stop();
    }
  } finally {
    await Promise.all([log.stop(), postgres.stop()]);
    await Promise.all([dataDir, directory].map((folder) => Deno.remove(folder, { recursive: true })));
  }
}

/** The protocol server's own log, and the vault that goes with it. */
async function belowTheServer({ dataDir, masterKey }: Config, directory: string, pool: pg.Pool): Promise<Stores> {
  const log = await openSqliteLog({ directory });
  const vault = await openPostgresVault({ pool, masterKey: await loadMasterKey(dataDir, masterKey) });
  const close = async () => {
    await vault.close();
    await log.close();
    await pool.end();
  };
  return { log, vault, close };
}

/** Waits until the desk shows everybody; a fold that stands still for a moment is not at its end. */
async function complete({ url }: RunningApp, { key, last, crowd }: DeskHistory): Promise<void> {
  for (const { id, registrations } of [last, crowd]) {
    await eventually(`${registrations} registrations in the list`, async () => {
      const path = `/events/${id}/registrations?limit=1`;
      const found = await call<{ pagination: { total: number } }>({ url, key }, "GET", path).catch(() => null);
      if (found?.pagination.total === registrations) return true;
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      return false;
    }, PATIENCE);
  }
}

async function measure(shape: string, app: RunningApp, history: DeskHistory): Promise<void> {
  const { crowd, events, registrations } = history;
  const size = `${events.toLocaleString("en")} events, ${registrations.toLocaleString("en")} registrations, ${shape}`;
  const people = `${EVENTS}/${crowd.id}/registrations`;
  // one page in from the end where there are fewer than two thousand
  const far = Math.min(2_000, Math.floor(crowd.registrations / 25) - 1);
  const pages: Record<string, string> = {
    "events page": EVENTS,
    "event overview": `${EVENTS}/${crowd.id}`,
    "registrations, page 1": people,
    [`registrations, page ${far.toLocaleString("en")}`]: `${people}?page=${far}`,
    "registrations, search by name": `${people}?q=lopez`,
    "registrations, search by name and number": `${people}?q=${encodeURIComponent("lozano")}`,
    "registrations, sorted by name": `${people}?sort=name`,
    "registrations, one status": `${people}?status=cancelled`,
    "registrations, somebody opened": `${people}?person=${await somebody(app, history)}`,
    "event history": `${EVENTS}/${crowd.id}/history`,
  };
  for (const [what, path] of Object.entries(pages)) {
    const waits: number[] = [];
    for (let n = 0; n < WARMING + LOOKS; n++) {
      const took = await timed(() => load(app, history, path));
      if (n >= WARMING) waits.push(took);
    }
    figures[`${what}, p95: ${size}`] = figure(percentile(waits, 0.95), null, "ms", "< 50 ms");
    figures[`${what}, median: ${size}`] = figure(median(waits), null, "ms");
  }
  for (const format of ["csv", "xlsx"]) await exporting(size, app, history, format);
  await cancelling(size, app, history);
}

async function somebody({ url }: RunningApp, { key, crowd }: DeskHistory): Promise<string> {
  const path = `/events/${crowd.id}/registrations?limit=1`;
  const { data } = await call<{ data: { id: string }[] }>({ url, key }, "GET", path);
  return data[0]!.id;
}

/** Opens a page as its owner. @throws when it is not answered by 200 */
async function load({ url, output }: RunningApp, { cookie }: DeskHistory, path: string): Promise<Response> {
  const response = await fetch(url + path, { headers: { cookie, "accept-language": "es" } });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`${path}: ${response.status}, and the product said: ${output().slice(-2_000)}`);
  }
  await response.arrayBuffer();
  return response;
}

async function exporting(size: string, app: RunningApp, history: DeskHistory, format: string): Promise<void> {
  const { id, registrations } = history.crowd;
  const path = `${EVENTS}/${id}/registrations/export/${format}`;
  await load(app, { ...history }, path); // what it costs once is not what it costs
  const memory = watchMemory(app);
  const before = memory.peak();
  const took = await timed(() => load(app, history, path));
  const rows = registrations.toLocaleString("en");
  figures[`export of ${rows} rows as ${format}, ${size}`] = figure(registrations / took * 1_000, null, "rows/s");
  figures[`its memory at the most, beside that before: ${format}, ${size}`] = figure(
    memory.peak(),
    before,
    "MiB",
    "flat",
  );
  memory.stop();
}

/** Cancels everybody of an event at once, as the desk does, and looks until all are through. */
async function cancelling(size: string, app: RunningApp, history: DeskHistory): Promise<void> {
  const { id, registrations } = history.doomed;
  const memory = watchMemory(app);
  const before = memory.peak();
  let steps = 0;
  const took = await timed(async () => {
    const response = await fetch(`${app.url}${EVENTS}/${id}/registrations/bulk`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie: history.cookie, origin: app.url },
      body: new URLSearchParams({ action: "cancel", everybody: "true" }),
    });
    const place = response.headers.get("location");
    await response.body?.cancel();
    if (response.status !== 303 || !place) throw new Error(`the bulk action: ${response.status}`);
    const answer = await fetch(`${app.url}${place.replace(/\?.*/, "")}/live`, { headers: { cookie: history.cookie } });
    let seen = "";
    for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
      seen = (seen + piece).slice(-2_000);
      steps++;
      if (seen.includes(`"bulk.done":"${registrations}"`)) break;
    }
  });
  const many = registrations.toLocaleString("en");
  figures[`bulk cancellation of ${many}, ${size}`] = figure(took / 1_000, null, "s");
  figures[`its progress was shown, ${size}`] = figure(steps, null, "times");
  figures[`its memory at the most, beside that before: ${size}`] = figure(memory.peak(), before, "MiB");
  memory.stop();
}
