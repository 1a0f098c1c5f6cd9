/** One figure: ours beside the other's, measured in the same run. `ratio` is ours / other. */
export interface Figure {
  ours: number;
  other: number | null;
  ratio: number | null;
  unit: string;
  /** What the issue asks for, in words. */
  reach?: string;
}

export type Figures = Record<string, Figure>;

/** The middle value; of an even number the mean of the two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The value that `share` (0–1) of the values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]!;
}

/** Runs the two in turns, so that a noisy neighbour disturbs both alike, and compares their medians. */
export async function compare(
  unit: string,
  ours: () => Promise<number>,
  other: () => Promise<number>,
  options: { rounds?: number; reach?: string } = {},
): Promise<Figure> {
  const mine: number[] = [], theirs: number[] = [];
  for (let round = 0; round < (options.rounds ?? 5); round++) {
    theirs.push(await other());
    mine.push(await ours());
  }
  return figure(median(mine), median(theirs), unit, options.reach);
}

/** A figure from two medians; `other` null where nothing is there to compare with. */
export function figure(ours: number, other: number | null, unit: string, reach?: string): Figure {
  const round = (n: number) => Number(n.toPrecision(4));
  return {
    ours: round(ours),
    other: other === null ? null : round(other),
    ratio: other === null ? null : round(ours / other),
    unit,
    reach,
  };
}

/** Milliseconds that `work` took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Prints the figures: one line of JSON with `--json`, a table otherwise. */
export function report(figures: Figures): void {
  if (Deno.args.includes("--json")) return console.log(JSON.stringify(figures));
  console.table(figures);
}
