/**
 * Runs every test and ends with the line `N passed, N failed`, which is what CI reads.
 * `deno task test [path…]` runs only those below the paths given.
 */
const paths = Deno.args.length > 0 ? [...Deno.args] : ["tests", "fresh/tests"];
const run = new Deno.Command(Deno.execPath(), {
  args: ["test", "--allow-all", "--no-check", "--parallel", ...paths],
  env: { DENO_JOBS: Deno.env.get("DENO_JOBS") ?? "2", NO_COLOR: "1" },
  stdout: "piped",
  stderr: "inherit",
}).spawn();

const seen = { passed: 0, failed: 0, summary: false };
const lines = run.stdout.pipeThrough(new TextDecoderStream());
let tail = "";
for await (const chunk of lines) {
  await Deno.stdout.write(new TextEncoder().encode(chunk));
  tail = (tail + chunk).slice(-4_000);
}
const { code } = await run.status;
const summary = tail.match(/(\d+) passed(?: \(\d+ steps?\))? \| (\d+) failed/);
if (summary) {
  seen.passed = Number(summary[1]);
  seen.failed = Number(summary[2]);
  seen.summary = true;
}
// a run that died without its summary, or with an error outside any test, has failed even when nothing says so
if (code !== 0 && seen.failed === 0) seen.failed = 1;
console.log(`${seen.passed} passed, ${seen.failed} failed`);
Deno.exit(code === 0 && seen.summary ? 0 : 1);
