/**
 * Runs every test and ends with the line `N passed, N failed`, which is what CI reads; what failed is told in short above it.
 * `deno task test [path…]` runs only those below the paths given. A file of browser tests that failed is run once more, alone:
 * a browser on a busy machine may miss what a person would not. That it needed a second try is said, too.
 */
const BROWSER = "tests/browser/";
/** Lines of a failure that are told in the end. */
const LINES_TOLD = 5;

interface Outcome {
  passed: number;
  failed: number;
  /** Whether all went well: the tests, and what ran outside of them. */
  fine: boolean;
  /** Where something failed; null stands for what failed outside of any test. */
  files: Set<string | null>;
  failures: string[];
}

const paths = Deno.args.length > 0 ? [...Deno.args] : ["tests", "fresh/tests"];
const first = await run(paths, ["--parallel"]);
const total = { passed: first.passed, failed: first.failed, fine: first.fine };
const failures = first.failures;
if (!first.fine && first.files.size > 0 && [...first.files].every((file) => file?.startsWith(BROWSER))) {
  const again = await run([...first.files] as string[], []);
  total.passed += Math.max(0, first.failed - again.failed);
  total.failed = again.failed;
  total.fine = again.fine;
  failures.push(...again.failures);
  console.log(`\nRun a second time: ${[...first.files].join(", ")}`);
}
for (const failure of failures) console.log(`\n${failure}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
Deno.exit(total.fine ? 0 : 1);

async function run(paths: string[], flags: string[]): Promise<Outcome> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", "--allow-all", "--no-check", ...flags, ...paths],
    env: { DENO_JOBS: Deno.env.get("DENO_JOBS") ?? "2", NO_COLOR: "1" },
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let output = "";
  for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
    await Deno.stdout.write(new TextEncoder().encode(chunk));
    output += chunk;
  }
  const { code } = await child.status;
  const summary = [...output.matchAll(/(\d+) passed(?: \(\d+ steps?\))? \| (\d+) failed/g)].at(-1);
  const passed = Number(summary?.[1] ?? 0);
  const failed = Number(summary?.[2] ?? 0);
  const [, errors = "", names = ""] = output.match(/\n ERRORS \n([\s\S]*)\n FAILURES \n([\s\S]*)$/) ?? [];
  return {
    passed,
    // a run that died without its summary, or with an error outside any test, has failed even when nothing says so
    failed: code !== 0 && failed === 0 ? 1 : failed,
    fine: code === 0 && summary !== undefined,
    files: new Set(
      names.split("\n\n")[0]!.trim().split("\n").map((line) => line.match(/=> \.\/(\S+?):\d+:\d+$/)?.[1] ?? null),
    ),
    failures: errors.split(/\n(?=\S.*(?: => \.\/\S+:\d+:\d+| \(uncaught error\))$)/m).map((one) => one.trim()).filter(
      Boolean,
    )
      .map((one) => one.split("\n").slice(0, LINES_TOLD).join("\n")),
  };
}
