/**
 * Writes `deno.jsr.json`: the project's `deno.json` with upstream Fresh in place of this module. Run it after a change
 * of `deno.json`: `deno run -RW fresh/write_jsr_config.ts`.
 */
const UPSTREAM = "jsr:@fresh/core@^2.3";

const project = new URL("../deno.json", import.meta.url);
const target = new URL("../deno.jsr.json", import.meta.url);

/** The text that `deno.jsr.json` should have. */
export async function jsrConfig(): Promise<string> {
  const { workspace: _, imports, ...rest } = JSON.parse(await Deno.readTextFile(project));
  // Upstream takes up a saved route by a restart only.
  rest.tasks.dev = rest.tasks.dev.replace(" --watch-exclude=routes", "");
  const upstream = {
    "fresh": UPSTREAM,
    "fresh/runtime": `${UPSTREAM}/runtime`,
    "fresh/dev": `${UPSTREAM}/dev`,
    "fresh/internal": `${UPSTREAM}/internal`,
  };
  return `${JSON.stringify({ ...rest, lock: false, imports: { ...imports, ...upstream } }, null, 2)}\n`;
}

if (import.meta.main) await Deno.writeTextFile(target, await jsrConfig());
