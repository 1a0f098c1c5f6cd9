/** `deno task projections [list | rebuild <name> | rebuild all | dry-run <file>]` */
import type { FoldStatus, RebuildProgress } from "../projections/runtime/control.ts";
import { dryRun, linesOf } from "./dry_run.ts";
import { ask, print, progressLine, runProgram } from "./ask.ts";

type Told = FoldStatus | { fold: string; progress: RebuildProgress } | { fold: string; live: true };

await runProgram(async () => {
  const [verb, file] = Deno.args;
  if (verb === "dry-run") {
    if (!file) throw new TypeError("dry-run what? deno task projections dry-run <file>");
    for (const line of linesOf(await dryRun(file))) await print(line);
    return;
  }
  for await (const told of ask({ operation: "projections", args: Deno.args }) as AsyncIterable<Told>) {
    if ("progress" in told) progressLine(barOf(told.fold, told.progress));
    else if ("live" in told) {
      progressLine("");
      await print(`${told.fold} is rebuilt and live`);
    } else await print(lineOf(told));
  }
});

function lineOf({ name, version, state, position, lag, problem }: FoldStatus): string {
  const behind = lag === null ? "?" : String(lag);
  return `${name.padEnd(26)} v${version}  ${state.padEnd(12)} at ${position.padEnd(10)} lag ${behind}${
    problem ? `  ${problem}` : ""
  }`;
}

function barOf(fold: string, { done, total, rate, secondsLeft }: RebuildProgress): string {
  const width = 30;
  const filled = total > 0 ? Math.min(width, Math.round(width * done / total)) : width;
  const left = secondsLeft === null ? "" : `, ${secondsLeft} s left`;
  return `${fold} [${"█".repeat(filled)}${"·".repeat(width - filled)}] ${done}/${total} at ${rate}/s${left}`;
}
