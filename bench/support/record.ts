import type { Figure, Figures } from "../measure.ts";

/** What one benchmark gave when it last ran. */
export interface Measured {
  /** UTC. */
  at: string;
  /** Of the code that was measured, short. */
  commit: string;
  /** The machine's load average before anything was started. */
  loadBefore: number;
  /** What shortened it; empty at full length. */
  args: string[];
  seconds: number;
  figures: Figures;
}

/** By the benchmark's name. */
export type Results = Record<string, Measured>;

/** What docs/benchmarks.md says, benchmark by benchmark. */
export function page(results: Results): string {
  return [
    "# Benchmarks",
    "",
    "Written by `deno task bench`; `deno task bench fresh --write` measures one anew and leaves the others. Made from",
    "benchmarks.json beside it; what was measured otherwise stands in [benchmarks_apart.md](benchmarks_apart.md). The ratios",
    "within one run count, not the absolute figures: the machine has two cores that others share, and what they did is seen",
    "from the load before. Medians of several rounds where one is short.",
    "",
    ...Object.entries(results).toSorted(([a], [b]) => a < b ? -1 : 1).flatMap(([name, measured]) => [
      ...section(name, measured),
      "",
    ]),
  ].join("\n");
}

function section(name: string, { at, commit, loadBefore, args, seconds, figures }: Measured): string[] {
  const command = ["deno task bench", name, ...args].join(" ");
  return [
    `## ${name}`,
    "",
    `\`${command}\`, ${
      at.slice(0, 16).replace("T", " ")
    } UTC, commit ${commit}, load ${loadBefore} before, took ${seconds} s.`,
    "",
    "| work | ours | other | ratio | to reach |",
    "| --- | --- | --- | --- | --- |",
    ...Object.entries(figures).map(row),
  ];
}

function row([work, { ours, other, ratio, unit, reach }]: [string, Figure]): string {
  const amount = (n: number) => `${n.toLocaleString("en", { maximumSignificantDigits: 4 })} ${unit}`;
  return `| ${work} | ${amount(ours)} | ${other === null ? "–" : amount(other)} | ${ratio ?? "–"} | ${reach ?? ""} |`;
}
