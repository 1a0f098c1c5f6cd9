/**
 * What a long history costs, embedded: folding all of it, rebuilding every read model while people use the product, and the
 * first registration after a cold start. `--events 1000000` (or BENCH_EVENTS) says how long.
 */
import { parseArgs } from "node:util";
import type { FoldStatus } from "../projections/runtime/control.ts";
import { eventually, type RunningApp, startApp } from "../tests/support/app.ts";
import { figure, type Figures, median, percentile, report, timed } from "./measure.ts";
import { ask, calm } from "./support/calm.ts";
import { INSPECTED, liveHeap } from "./support/heap.ts";
import { type Seeded, seedHistory } from "./support/history.ts";
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
const IDLE_FOR = 15_000;
/** Milliseconds between two looks at the live heap. */
const LOOK_EVERY = 5_000;

const figures: Figures = {};
const limits = { ADDRESS_RATE_LIMIT: "1000000", API_RATE_LIMIT: "1000000" };
let registrants = 0;

// a tenth of the log first: whether memory grows with the log is a comparison of two logs, not of two moments on one
const tenth = await withHistory(Number(values.events) / 10, async (place) => await folding(place, whileRebuilding));
await withHistory(Number(values.events), async (place) => {
  const full = await folding(place);
  const ofBoth = `${many(place)}; other: a tenth of them`;
  const reach = "does not grow with the log: about 1";
  figures[`memory: live heap at its most while every read model is rebuilt, ${ofBoth}`] = //
    figure(full.heap, tenth.heap, "MiB", reach);
  figures[`memory: resident at its most while all is folded, ${ofBoth}`] = //
    figure(full.resident, tenth.resident, "MiB", "reported");
  figures[`fold ${many(place)}, read models and reactors`] = figure(
    place.events / full.folded * 1_000,
    null,
    "events/s",
  );
  figures[`rebuild every read model after ${many(place)}`] = figure(full.rebuilt / 1_000, null, "s", "reported");
  figures["the same, domain events a second"] = figure(place.events / full.rebuilt * 1_000, null, "events/s");
  await coldStarts(place);
});
report(figures);
Deno.exit(0);

interface Place extends Seeded {
  dataDir: string;
}

function many({ events }: Place): string {
  return `${events.toLocaleString("en")} domain events`;
}

/** Of a run of ten minutes one wants to know where it is. */
function note(what: string): void {
  console.error(`history: ${what}, ${Math.round(performance.now() / 1_000)} s`);
}

async function withHistory<T>(size: number, work: (place: Place) => Promise<T>): Promise<T> {
  const dataDir = await Deno.makeTempDir({ prefix: "bench-history-" });
  try {
    note(`writing ${size} events`);
    return await work({ dataDir, ...await seedHistory(dataDir, size) });
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
}

/**
 * First start on a log of which nothing was folded, then every read model anew; then what else is to be seen there. Times in
 * ms, memory in MiB. Resident memory is looked at while nobody collects garbage by force, the live heap during the rebuild.
 */
async function folding(place: Place, then?: (app: RunningApp, place: Place) => Promise<void>) {
  note("folding");
  const app = await startApp({ dataDir: place.dataDir, env: limits, runtimeArgs: INSPECTED });
  const memory = watchMemory(app);
  const folded = await timed(() => calm(app, PATIENCE));
  const resident = memory.peak();
  memory.stop();
  note("rebuilding");
  const live = await liveHeap(app);
  let heap = await live.look(), rebuilding = true;
  const rebuilt = await timed(async () => {
    const rebuild = ask(app, "projections", "rebuild", "all").finally(() => rebuilding = false);
    while (rebuilding) {
      heap = Math.max(heap, await live.look());
      await Promise.race([rebuild, new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))]);
    }
    await rebuild;
  });
  live.close();
  await counted(app);
  await then?.(app, place);
  await calm(app, PATIENCE);
  await app.stop();
  return { folded, rebuilt, resident, heap };
}

/** Idle and rebuilding in turns, so that a noisy neighbour disturbs both alike; of each the middle one of the rounds. */
async function whileRebuilding(app: RunningApp, place: Place): Promise<void> {
  const rounds: Record<"page" | "registration", { idle: number[]; busy: number[] }> = {
    page: { idle: [], busy: [] },
    registration: { idle: [], busy: [] },
  };
  for (let round = 0; round <= ROUNDS; round++) {
    note(`visitors while rebuilding, round ${round}`);
    const idle = await using(app, place, IDLE_FOR);
    let rebuilt = false;
    const rebuild = ask(app, "projections", "rebuild", "all").finally(() => rebuilt = true);
    const busy = await using(app, place, () => !rebuilt);
    await rebuild;
    await counted(app);
    if (round === 0) continue; // the first answers warm both up
    for (const what of ["page", "registration"] as const) {
      rounds[what].idle.push(percentile(idle[what], 0.99));
      rounds[what].busy.push(percentile(busy[what], 0.99));
    }
  }
  for (const [what, { idle, busy }] of Object.entries(rounds)) {
    figures[`${what} p99 while every read model rebuilds, ${many(place)}; other: idle`] = //
      figure(median(busy), median(idle), "ms", "≤ 3");
  }
}

/** Nothing goes on in the background any more: what was rebuilt was counted against the log, too. */
async function counted(app: RunningApp): Promise<void> {
  await eventually("what was rebuilt to be counted", async () => {
    const folds = await ask<FoldStatus>(app, "projections");
    const built = folds.filter(({ name }) => !name.startsWith("reactor_"));
    return built.every(({ generation, checked }) => checked?.generation === generation);
  }, PATIENCE);
  await calm(app, PATIENCE);
}

/** Visitors and registrants of the event with the crowd: how long each waited. */
async function using(app: RunningApp, { key, crowd }: Place, until: number | (() => boolean)) {
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
async function coldStarts(place: Place): Promise<void> {
  const { dataDir, crowd } = place;
  const withSnapshot: number[] = [], without: number[] = [], starts: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    note(`cold starts, round ${round}`);
    await Deno.remove(`${dataDir}/snapshots`, { recursive: true }).catch(() => {});
    without.push(await coldStart(place));
    withSnapshot.push(await coldStart(place, starts));
  }
  const size = crowd.registrations.toLocaleString("en");
  figures[`first registration after a cold start, ${size} in the event; other: without its snapshot`] = figure(
    median(withSnapshot),
    median(without),
    "ms",
    "< 300 ms",
  );
  figures[`start to first page, embedded, after ${many(place)}`] = figure(median(starts), null, "ms");
}

async function coldStart({ dataDir, key, crowd }: Place, starts?: number[]): Promise<number> {
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
