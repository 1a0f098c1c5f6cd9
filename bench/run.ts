/**
 * Runs the benchmarks, each in a process of its own. `deno task bench` runs all and rewrites docs/benchmarks.md;
 * `deno task bench fresh projections` only these, without writing; `--json` prints one object and nothing else;
 * `--page a.json b.json` writes docs/benchmarks.md from what single runs printed so. `--events=100000` shortens the history.
 */
import type { Figures } from "./measure.ts";

const json = Deno.args.includes("--json");
const fromFiles = Deno.args.includes("--page");
const passedOn = Deno.args.filter((arg) => arg.startsWith("--events="));
const chosen = Deno.args.filter((arg) => !arg.startsWith("--"));
const folder = new URL("./", import.meta.url);
const helpers = new Set(["run.ts", "measure.ts"]);
const all = (await Array.fromAsync(Deno.readDir(folder)))
  .filter((entry) => entry.isFile && entry.name.endsWith(".ts") && !helpers.has(entry.name))
  .map((entry) => entry.name.replace(/\.ts$/, "")).toSorted();

if (fromFiles) {
  const read = await Promise.all(chosen.map(async (file) => JSON.parse(await Deno.readTextFile(file)) as Figures));
  await write(
    Object.assign({}, ...read),
    "by single runs of each (`deno task bench <name> --json`), one after another",
  );
} else {
  const figures: Figures = {};
  for (const name of chosen.length > 0 ? chosen : all) Object.assign(figures, await run(name));
  if (json) console.log(JSON.stringify(figures));
  else if (chosen.length === 0) await write(figures, "in one go");
}

async function run(name: string): Promise<Figures> {
  if (!json) console.log(`${name} …`);
  const { stdout, code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-check", new URL(`${name}.ts`, folder).pathname, "--json", ...passedOn],
    stderr: "inherit",
  }).output();
  if (code !== 0) throw new Error(`the benchmark ${name} failed`);
  const own = JSON.parse(new TextDecoder().decode(stdout).trim().split("\n").at(-1)!) as Figures;
  if (!json) console.table(own);
  return own;
}

async function write(figures: Figures, how: string): Promise<void> {
  await Deno.writeTextFile(new URL("../docs/benchmarks.md", import.meta.url), page(figures, how));
}

function page(figures: Figures, how: string): string {
  const rows = Object.entries(figures).map(([name, f]) =>
    `| ${name} | ${f.ours} ${f.unit} | ${f.other === null ? "–" : `${f.other} ${f.unit}`} | ${f.ratio ?? "–"} | ${
      f.reach ?? ""
    } |`
  );
  return [
    "# Benchmarks",
    "",
    `Written by \`deno task bench\`, ${how}, with Deno ${Deno.version.deno} on ${navigator.hardwareConcurrency} cores that others share:` +
    " the ratios within one run count, not the absolute figures. Medians of several rounds where one is short.",
    "",
    "| work | ours | other | ratio | to reach |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}
