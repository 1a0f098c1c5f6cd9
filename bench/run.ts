/**
 * Runs the benchmarks, each in a process of its own. `deno task bench` runs all and writes each into docs/benchmarks.md as it
 * ends; `deno task bench fresh projections` only these, without writing but with `--write`; `--json` prints one object and
 * nothing else; other options are passed on, `--events=100000` shortens the history.
 * Ends with 1 when one failed, after the others.
 */
import type { Figure, Figures } from "./measure.ts";
import { type Measured, page, type Results } from "./support/record.ts";

const OWN = ["--json", "--write"];
const options = Deno.args.filter((arg) => arg.startsWith("--"));
const chosen = Deno.args.filter((arg) => !arg.startsWith("--"));
const json = options.includes("--json");
const writes = options.includes("--write") || (chosen.length === 0 && !json);
const passedOn = options.filter((option) => !OWN.includes(option));
const folder = new URL("./", import.meta.url);
const helpers = new Set(["run.ts", "measure.ts"]);
const all = (await Array.fromAsync(Deno.readDir(folder)))
  .filter((entry) => entry.isFile && entry.name.endsWith(".ts") && !helpers.has(entry.name))
  .map((entry) => entry.name.replace(/\.ts$/, "")).toSorted();

const unknown = chosen.filter((name) => !all.includes(name));
if (unknown.length > 0) throw new TypeError(`there is no benchmark ${unknown.join(", ")}: ${all.join(", ")}`);

const commit = await commitOfTree();
const loadBefore = Math.round(Deno.loadavg()[0]! * 10) / 10;
const seeds = await Deno.makeTempDir({ prefix: "bench-seeds-" });
const figures: Figures = {};
const failed: string[] = [];
try {
  for (const name of chosen.length > 0 ? chosen : all) {
    const measured = await run(name);
    if (!measured) failed.push(name);
    else {
      Object.assign(figures, measured.figures);
      if (writes) await record(name, measured);
    }
  }
} finally {
  await Deno.remove(seeds, { recursive: true });
}
if (json) console.log(JSON.stringify(Object.fromEntries(Object.entries(figures).map(([name, f]) => [name, bare(f)]))));
if (failed.length > 0) {
  console.error(`failed: ${failed.join(", ")}`);
  Deno.exit(1);
}

/** What it gave, or null when it failed; why is on standard error. */
async function run(name: string): Promise<Measured | null> {
  if (!json) console.log(`${name} …`);
  const at = new Date().toISOString();
  const from = performance.now();
  const { stdout, code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-check", new URL(`${name}.ts`, folder).pathname, "--json", ...passedOn],
    env: { BENCH_SEEDS: seeds },
    stderr: "inherit",
  }).output();
  if (code !== 0) return null;
  const seconds = Math.round((performance.now() - from) / 1_000);
  const own = JSON.parse(new TextDecoder().decode(stdout).trim().split("\n").at(-1)!) as Figures;
  if (!json) console.table(own);
  return { at, commit, loadBefore, args: passedOn, seconds, figures: own };
}

/** Takes the place of what the same benchmark gave before. */
async function record(name: string, measured: Measured): Promise<void> {
  const file = new URL("../docs/benchmarks.json", folder);
  const text = await Deno.readTextFile(file).catch((error: unknown) => {
    if (error instanceof Deno.errors.NotFound) return "{}";
    throw error;
  });
  const results: Results = { ...JSON.parse(text) as Results, [name]: measured };
  await Deno.writeTextFile(file, JSON.stringify(results, null, 2) + "\n");
  await Deno.writeTextFile(new URL("../docs/benchmarks.md", folder), page(results));
}

async function commitOfTree(): Promise<string> {
  const { stdout } = await new Deno.Command("git", { args: ["rev-parse", "--short", "HEAD"], cwd: folder }).output();
  return new TextDecoder().decode(stdout).trim();
}

/** What programs are given: the figures alone. */
function bare({ ours, other, ratio, unit }: Figure): Omit<Figure, "reach"> {
  return { ours, other, ratio, unit };
}
