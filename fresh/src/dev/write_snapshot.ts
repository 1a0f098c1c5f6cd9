import { isAbsolute } from "node:path";
import type { Snapshot } from "../snapshot.ts";
import type { ResolvedBuildOptions } from "./builder.ts";
import { dirname, fromFileUrl, join, relative, resolve } from "./path.ts";

const INTERNAL = new URL("../snapshot.ts", import.meta.url).href;

/** Writes a build: its files below `static/`, what to import in `snapshot.js`, and `server.js` to run. */
export async function writeSnapshot(snapshot: Snapshot, config: ResolvedBuildOptions): Promise<void> {
  const { outDir, root, serverEntry } = config;
  await Deno.remove(outDir, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
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
    const path = source.startsWith("file:") ? fromFileUrl(source) : isAbsolute(source) ? source : resolve(root, source);
    const from = relative(outDir, path).replaceAll("\\", "/");
    return from.startsWith(".") ? from : `./${from}`;
  };
  const imports: string[] = [];
  const importOf = (source: string, name: string) => {
    imports.push(`import * as ${name} from ${JSON.stringify(specifier(source))};`);
    return name;
  };
  const islands = snapshot.islands.map(({ chunk, source }, i) =>
    `  { chunk: ${JSON.stringify(chunk)}, source: ${JSON.stringify(source)}, mod: ${
      importOf(source, `island${i}`)
    } },\n`
  );
  const routes = snapshot.routes.map(({ id, filePath }, i) =>
    `  { id: ${JSON.stringify(id)}, filePath: ${JSON.stringify(filePath)}, mod: ${importOf(filePath, `route${i}`)} },\n`
  );
  await Promise.all([
    Deno.writeTextFile(
      join(outDir, "snapshot.js"),
      `${imports.join("\n")}\n\nexport const buildId = ${JSON.stringify(snapshot.buildId)};\n` +
        `export const islands = [\n${islands.join("")}];\nexport const routes = [\n${routes.join("")}];\n` +
        `export const files = ${JSON.stringify(files, null, 2)};\n`,
    ),
    Deno.writeTextFile(
      join(outDir, "server.js"),
      serverSource(specifier(INTERNAL), specifier(serverEntry), specifier(root)),
    ),
  ]);
}

function serverSource(internal: string, entry: string, root: string): string {
  return `import { applyWritten } from ${JSON.stringify(internal)};
import * as snapshot from "./snapshot.js";
import { app } from ${JSON.stringify(entry)};

await applyWritten(app, snapshot, import.meta.dirname, ${JSON.stringify(root)});

export default { fetch: app.handler() };
`;
}
