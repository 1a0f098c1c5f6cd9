/**
 * What a web process of the production pair serves while the worker beside it rebuilds every read model, against what it
 * serves while the worker is idle: in turns, on one log. `--events=20000` says how long the log is.
 */
import { createFoldControl } from "../projections/runtime/control.ts";
import type { FoldSpec } from "../projections/runtime/fold.ts";
import { projections } from "../projections/all.ts";
import { openReadModels } from "../projections/runtime/read_models.ts";
import { openEventStoreDb } from "../event_store/eventstoredb/store.ts";
import { smtpSink } from "../tests/gateways/mail/smtp_sink.ts";
import { eventually, startApp } from "../tests/support/app.ts";
import { startEventStoreDb } from "../tests/support/eventstoredb/start.ts";
import { startPostgres } from "../tests/support/postgres.ts";
import { runProgram } from "../tests/support/program.ts";
import { figure, type Figures, median, report } from "./measure.ts";
import { seedHistory } from "./support/history.ts";
import { load } from "./support/product.ts";

// every fact goes through the test's protocol server on its way there: minutes for more
const MOST = 20_000;
const asked = Number(Deno.args.find((arg) => arg.startsWith("--events="))?.slice("--events=".length) ?? MOST);
const ROUNDS = 5;
const FOR = 4_000;
const CLIENTS = 16;

const dataDir = await Deno.makeTempDir({ prefix: "bench-serving-" });
const { crowd, events } = await seedHistory(dataDir, Math.min(asked, MOST));
const [log, postgres, mail] = await Promise.all([startEventStoreDb(), startPostgres({ durable: true }), smtpSink()]);
const env = {
  EVENTSTOREDB_URL: log.url,
  DATABASE_URL: postgres.url,
  MASTER_KEY: (await Deno.readTextFile(`${dataDir}/master.key`)).trim(),
  SMTP_URL: mail.url,
  MAIL_FROM: "events@example.org",
};
const moved = await runProgram("move", ["production"], { ...env, DATA_DIR: dataDir });
if (moved.code !== 0) throw new Error(moved.stderr);
const [web] = await Promise.all(["web", "worker"].map((role) => startApp({ env, args: ["--roles", role] })));
const models = openReadModels({ connectionString: postgres.url });
const store = await openEventStoreDb({ url: log.url });
const folds = createFoldControl({ pool: models.pool, store, folds: projections as readonly FoldSpec[] });
const building = async () => (await folds.list()).filter(({ rebuild, state }) => rebuild || state !== "live").length;
await eventually("everything to be folded", async () => {
  const list = await folds.list();
  return list.length >= projections.length && list.every(({ state }) => state === "live");
}, 300_000);

const idle: number[] = [], beside: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  idle.push(await served());
  const ending = new AbortController();
  const rebuilding = rebuildAgain(ending.signal);
  beside.push(await served());
  ending.abort();
  await rebuilding;
  await eventually("the rebuild to end", async () => await building() === 0, 120_000);
}
const figures: Figures = {
  [
    `pages a web process serves while the worker rebuilds ${
      events.toLocaleString("en")
    } domain events; other: while it is idle`
  ]: figure(median(beside), median(idle), "requests/s", "reported"),
};
report(figures);
Deno.exit(0);

/** Requests a second: the list, an event's page and a search, by many at once. */
async function served(): Promise<number> {
  const until = performance.now() + FOR;
  let count = 0;
  const one = async (n: number) => {
    for (let i = n; performance.now() < until; i++) {
      const paths = [`/webinars?page=${1 + i % 20}`, crowd.path, `/webinars?q=webinar+${i % 50}`];
      await load(web!.url + paths[i % paths.length]!);
      count++;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, n) => one(n * 7)));
  return count / (FOR / 1_000);
}

/** Again and again, so that the worker is at it for as long as is looked. */
async function rebuildAgain(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    for (const { name } of projections) await folds.rebuild(name);
    await eventually("the rebuild", async () => signal.aborted || await building() === 0, 120_000);
  }
}
