/**
 * What a long history costs, embedded: folding all of it, rebuilding every read model while people use the product, and the
 * first registration after a cold start. `--events 1000000` (or BENCH_EVENTS) says how long.
 */
import { parseArgs } from "node:util";
import { type RunningApp, startApp } from "../tests/support/app.ts";
import { figure, type Figures, median, percentile, report, timed } from "./measure.ts";
import { ask, calm } from "./support/calm.ts";
import { seedHistory } from "./support/history.ts";
import { load, type Product, register, steadily } from "./support/product.ts";
import { watchMemory } from "./support/process.ts";

const { values } = parseArgs({
  args: Deno.args,
  strict: false,
  options: { events: { type: "string", default: Deno.env.get("BENCH_EVENTS") ?? "1000000" } },
});
const ROUNDS = 5;
const PATIENCE = 600_000;
/** Milliseconds between two visitors, and between two registrations: forty and ten a second. */
const VISIT_EVERY = 25;
const REGISTER_EVERY = 100;
const IDLE_FOR = 10_000;

const figures: Figures = {};
const dataDir = await Deno.makeTempDir({ prefix: "bench-history-" });
const { events, key, crowd } = await seedHistory(dataDir, Number(values.events));
const many = events.toLocaleString("en");
let registrants = 0;

try {
  const app = await folding();
  await rebuilding(app);
  await app.stop();
  await coldStarts();
} finally {
  await Deno.remove(dataDir, { recursive: true });
}
report(figures);
Deno.exit(0);

/** The first start on a log that nothing was folded of: read models and reactors, all of it. */
async function folding(): Promise<RunningApp> {
  const app = await startApp({ dataDir, env: { ADDRESS_RATE_LIMIT: "1000000", API_RATE_LIMIT: "1000000" } });
  const memory = watchMemory(app);
  const took = await timed(() => calm(app, PATIENCE));
  figures[`fold ${many} domain events, read models and reactors`] = figure(events / took * 1_000, null, "events/s");
  figures["the same, memory of the process at its most"] = figure(memory.peak(), null, "MiB");
  memory.stop();
  return app;
}

/** Every read model built anew beside itself; once in peace, once with visitors and registrants. */
async function rebuilding(app: RunningApp): Promise<void> {
  const memory = watchMemory(app);
  const peaks: number[] = [];
  const halves = (share: number) =>
    peaks.slice(Math.floor(peaks.length * share), Math.ceil(peaks.length * (share + 0.5)));
  const sampling = setInterval(() => peaks.push(memory.peak()), 500);
  const took = await timed(() => ask(app, "projections", "rebuild", "all"));
  clearInterval(sampling);
  figures[`rebuild every read model after ${many} domain events`] = figure(took / 1_000, null, "s");
  figures["the same, domain events a second"] = figure(events / took * 1_000, null, "events/s");
  figures["the same, memory: most in its second half beside its first"] = figure(
    Math.max(...halves(0.5)),
    Math.max(...halves(0)),
    "MiB",
    "memory does not grow with the log",
  );
  await calm(app, PATIENCE);

  const idle = await using(app, IDLE_FOR);
  let rebuilt = false;
  const rebuild = ask(app, "projections", "rebuild", "all").finally(() => rebuilt = true);
  const busy = await using(app, () => !rebuilt);
  await rebuild;
  memory.stop();
  for (const what of ["page", "registration"] as const) {
    figures[`${what} p99 while every read model rebuilds, beside idle`] = figure(
      percentile(busy[what], 0.99),
      percentile(idle[what], 0.99),
      "ms",
      "≤ 3× idle",
    );
  }
}

/** Visitors and registrants of the event with the crowd: how long each waited. */
async function using(app: RunningApp, until: number | (() => boolean)) {
  const product: Product = { url: app.url, key };
  const end = typeof until === "number" ? performance.now() + until : Infinity;
  const going = () => typeof until === "number" ? performance.now() < end : until();
  const [page, registration] = await Promise.all([
    steadily(VISIT_EVERY, going, () => load(app.url + crowd.path)),
    steadily(REGISTER_EVERY, going, () => register(product, crowd.id, nextAddress())),
  ]);
  return { page, registration };
}

/** The first registration that a new process sees, with the snapshot that one before it left, and without any. */
async function coldStarts(): Promise<void> {
  const withSnapshot: number[] = [], without: number[] = [], starts: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await Deno.remove(`${dataDir}/snapshots`, { recursive: true }).catch(() => {});
    without.push(await coldStart());
    withSnapshot.push(await coldStart(starts));
  }
  const size = crowd.registrations.toLocaleString("en");
  figures[`first registration after a cold start, ${size} in the event; other: without its snapshot`] = figure(
    median(withSnapshot),
    median(without),
    "ms",
    "< 300 ms",
  );
  figures[`start to first page, embedded, after ${many} domain events`] = figure(median(starts), null, "ms");
}

async function coldStart(starts?: number[]): Promise<number> {
  let app!: RunningApp;
  const started = await timed(async () => {
    app = await startApp({ dataDir });
    if (starts) await load(app.url + crowd.path);
  });
  starts?.push(started);
  try {
    return await timed(async () => {
      const { status } = await register({ url: app.url, key }, crowd.id, nextAddress());
      if (status !== "confirmed") throw new Error(`an event without a limit answered ${status}`);
    });
  } finally {
    await calm(app);
    await app.stop();
  }
}

function nextAddress(): string {
  return `newcomer.${++registrants}@example.org`;
}
