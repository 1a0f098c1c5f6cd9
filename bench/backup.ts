/**
 * A backup of a large installation, its trial and its restore, as programs of their own: how long, and how much memory at
 * most. A third of it beside, so that memory that grows with the log is seen. `--events=300000` shortens it.
 */
import { eventually, startApp } from "../tests/support/app.ts";
import { figure, type Figures, report } from "./measure.ts";
import { residentMemory } from "./support/process.ts";
import { seedHistory } from "./support/history.ts";

const events = Number(Deno.args.find((arg) => arg.startsWith("--events="))?.slice("--events=".length) ?? 1_000_000);
const root = new URL("../", import.meta.url).pathname;
const [small, large] = [await measured(Math.round(events / 3)), await measured(events)];
const words = events.toLocaleString("en");
const memory = (mine: number, third: number) => figure(mine, third, "MiB", "flat: about 1");

const figures: Figures = {
  [`backup of ${words} domain events; other: of a third`]: figure(large.backup.ms, small.backup.ms, "ms"),
  [`backup: memory at most; other: of a third`]: memory(large.backup.peak, small.backup.peak),
  [`trial of it, every read model folded; other: of a third`]: figure(large.trial.ms, small.trial.ms, "ms"),
  [`trial: memory at most; other: of a third`]: memory(large.trial.peak, small.trial.peak),
  [`restore of them, seals verified; other: of a third`]: figure(large.restore.ms, small.restore.ms, "ms"),
  [`restore: memory at most; other: of a third`]: memory(large.restore.peak, small.restore.peak),
  "idle embedded product, memory after 20 s": figure(await idle(), null, "MiB"),
};
report(figures);
Deno.exit(0);

async function measured(count: number) {
  const place = await Deno.makeTempDir({ prefix: "bench-backup-" });
  await Deno.mkdir(`${place}/data`);
  await seedHistory(`${place}/data`, count);
  const file = `${place}/backup.tar`;
  const backup = await program("backup", [file], `${place}/data`);
  const trial = await program("backup", [file, "--verify"], `${place}/data`);
  const restore = await program("restore", [file], `${place}/restored`);
  await Deno.remove(place, { recursive: true });
  return { backup, trial, restore };
}

async function program(name: string, given: string[], dataDir: string): Promise<{ ms: number; peak: number }> {
  const from = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-check", `cli/${name}.ts`, ...given],
    cwd: root,
    env: { DATA_DIR: dataDir },
    stdout: "null",
    stderr: "inherit",
  }).spawn();
  let peak = 0;
  const timer = setInterval(() => {
    try {
      peak = Math.max(peak, residentMemory(child.pid));
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error; // it has ended
    }
  }, 50);
  const { success } = await child.status;
  clearInterval(Number(timer));
  if (!success) throw new Error(`${name} failed`);
  return { ms: performance.now() - from, peak };
}

async function idle(): Promise<number> {
  const app = await startApp();
  await eventually("it to serve", async () => (await fetch(`${app.url}/healthz`)).ok);
  await new Promise((resolve) => setTimeout(resolve, 20_000));
  const memory = residentMemory(app.pid);
  await app.stop();
  await Deno.remove(app.dataDir, { recursive: true });
  return memory;
}
