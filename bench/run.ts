/**
 * Runs the benchmarks, each in a process of its own. `deno task bench` runs all and rewrites docs/benchmarks.md;
 * `deno task bench fresh projections` only these, without writing; `--json` prints one object and nothing else;
 * `--events=100000` shortens the history.
 */
import type { Figure, Figures } from "./measure.ts";

const json = Deno.args.includes("--json");
const passedOn = Deno.args.filter((arg) => arg.startsWith("--events="));
const chosen = Deno.args.filter((arg) => !arg.startsWith("--"));
const folder = new URL("./", import.meta.url);
const helpers = new Set(["run.ts", "measure.ts"]);
const all = (await Array.fromAsync(Deno.readDir(folder)))
  .filter((entry) => entry.isFile && entry.name.endsWith(".ts") && !helpers.has(entry.name))
  .map((entry) => entry.name.replace(/\.ts$/, "")).toSorted();

const unknown = chosen.filter((name) => !all.includes(name));
if (unknown.length > 0) throw new TypeError(`there is no benchmark ${unknown.join(", ")}: ${all.join(", ")}`);

const figures: Figures = {};
const seconds: Record<string, number> = {};
const seeds = await Deno.makeTempDir({ prefix: "bench-seeds-" });
try {
  for (const name of chosen.length > 0 ? chosen : all) Object.assign(figures, await run(name));
} finally {
  await Deno.remove(seeds, { recursive: true });
}
if (json) console.log(JSON.stringify(Object.fromEntries(Object.entries(figures).map(([name, f]) => [name, bare(f)]))));
else if (chosen.length === 0) await Deno.writeTextFile(new URL("../docs/benchmarks.md", import.meta.url), page());

async function run(name: string): Promise<Figures> {
  if (!json) console.log(`${name} …`);
  const from = performance.now();
  const { stdout, code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-check", new URL(`${name}.ts`, folder).pathname, "--json", ...passedOn],
    env: { BENCH_SEEDS: seeds },
    stderr: "inherit",
  }).output();
  if (code !== 0) throw new Error(`the benchmark ${name} failed`);
  seconds[name] = Math.round((performance.now() - from) / 1_000);
  const own = JSON.parse(new TextDecoder().decode(stdout).trim().split("\n").at(-1)!) as Figures;
  if (!json) console.table(own);
  return own;
}

/** What programs are given: the figures alone. */
function bare({ ours, other, ratio, unit }: Figure): Omit<Figure, "reach"> {
  return { ours, other, ratio, unit };
}

function page(): string {
  const rows = Object.entries(figures).map(([name, f]) =>
    `| ${name} | ${f.ours} ${f.unit} | ${f.other === null ? "–" : `${f.other} ${f.unit}`} | ${f.ratio ?? "–"} | ${
      f.reach ?? ""
    } |`
  );
  const took = Object.entries(seconds).map(([name, took]) => `${name} ${took} s`).join(", ");
  return [
    "# Benchmarks",
    "",
    `Written by \`deno task bench\` in one go, with Deno ${Deno.version.deno} on ${navigator.hardwareConcurrency} cores that others may` +
    " share: the ratios within one run count, not the absolute figures. Medians of several rounds where one is short.",
    "",
    "| work | ours | other | ratio | to reach |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    "",
    `Took: ${took}.`,
    "",
  ].join("\n");
}
