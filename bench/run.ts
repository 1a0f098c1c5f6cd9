/**
 * Runs the benchmarks, each in a process of its own. `deno task bench` runs all and rewrites docs/benchmarks.md;
 * `deno task bench fresh projections` only these, without writing; `--json` prints one object and nothing else.
 */
import type { Figures } from "./measure.ts";

const json = Deno.args.includes("--json");
const chosen = Deno.args.filter((arg) => !arg.startsWith("--"));
const folder = new URL("./", import.meta.url);
const helpers = new Set(["run.ts", "measure.ts"]);
const all = (await Array.fromAsync(Deno.readDir(folder)))
  .filter((entry) => entry.isFile && entry.name.endsWith(".ts") && !helpers.has(entry.name))
  .map((entry) => entry.name.replace(/\.ts$/, "")).toSorted();

const figures: Figures = {};
for (const name of chosen.length > 0 ? chosen : all) {
  if (!json) console.log(`${name} …`);
  const { stdout, code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-check", new URL(`${name}.ts`, folder).pathname, "--json"],
    stderr: "inherit",
  }).output();
  if (code !== 0) throw new Error(`the benchmark ${name} failed`);
  const own = JSON.parse(new TextDecoder().decode(stdout).trim().split("\n").at(-1)!) as Figures;
  if (!json) console.table(own);
  Object.assign(figures, own);
}

if (json) console.log(JSON.stringify(figures));
else if (chosen.length === 0) {
  await Deno.writeTextFile(new URL("../docs/benchmarks.md", import.meta.url), page(figures));
}

function page(figures: Figures): string {
  const rows = Object.entries(figures).map(([name, f]) =>
    `| ${name} | ${f.ours} ${f.unit} | ${f.other === null ? "–" : `${f.other} ${f.unit}`} | ${f.ratio ?? "–"} | ${
      f.reach ?? ""
    } |`
  );
  return [
    "# Benchmarks",
    "",
    "Written by `deno task bench`. Two shared cores: the ratios within one run count, not the absolute figures; medians of several rounds.",
    "",
    "| work | ours | other | ratio | to reach |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}
