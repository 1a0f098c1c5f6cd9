import { rm } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Snapshot } from "../snapshot.ts";
import type { ResolvedBuildOptions } from "./builder.ts";

const INTERNAL = new URL("../snapshot.ts", import.meta.url).href;

/** Writes a build: its files below `static/`, what to import in `snapshot.js`, and `server.js` to run. */
export async function writeSnapshot(snapshot: Snapshot, config: ResolvedBuildOptions): Promise<void> {
  const { outDir, root, serverEntry } = config;
  await rm(outDir, { recursive: true, force: true });
  await Deno.mkdir(outDir, { recursive: true });
  const files = await Promise.all([...snapshot.files].map(async ([url, { content, hash, contentType, size }]) => {
    const file = join("static", url);
    const target = join(outDir, file);
    await Deno.mkdir(dirname(target), { recursive: true });
    if (typeof content === "string") await Deno.copyFile(content, target);
    else await Deno.writeFile(target, content);
    return { url, file, hash, contentType, size };
  }));
  files.sort((a, b) => a.url < b.url ? -1 : 1);

  const specifier = (source: string) => {
    if (/^(?!file:)[a-z]+:/.test(source)) return source;
    const path = source.startsWith("file:")
      ? fileURLToPath(source)
      : isAbsolute(source)
      ? source
      : resolve(root, source);
    const from = relative(outDir, path).replaceAll("\\", "/");
    return from.startsWith(".") ? from : `./${from}`;
  };
  const { buildId, islands, routes } = snapshot;
  const modules = [...islands.map(({ source }) => source), ...routes.map(({ filePath }) => filePath)].map(specifier);
  const about = `export const about = ${JSON.stringify({ buildId, islands, routes, files }, null, 2)};\n`;
  const server = `import { applyWritten } from ${JSON.stringify(specifier(INTERNAL))};
import * as snapshot from "./snapshot.js";
import { app } from ${JSON.stringify(specifier(serverEntry))};

await applyWritten(app, snapshot, import.meta.dirname, ${JSON.stringify(specifier(root))});

export default { fetch: app.handler() };
`;
  await Deno.writeTextFile(join(outDir, "snapshot.js"), modulesSource(modules) + about);
  await Deno.writeTextFile(join(outDir, "server.js"), server);
}

/** A module that has the modules of all specifiers as its default. */
export function modulesSource(specifiers: string[]): string {
  const imports = specifiers.map((specifier, i) => `import * as m${i} from ${JSON.stringify(specifier)};\n`);
  return `${imports.join("")}export default [${specifiers.map((_, i) => `m${i}`)}];\n`;
}
