import { join } from "node:path";
import { type App, setBuildCache } from "./app.ts";
import type { BuildCache, StaticFile } from "./build_cache.ts";
import { setBuildId } from "./build_id.ts";
import type { Command } from "./commands.ts";
import type { ResolvedFreshConfig } from "./config.ts";
import { JS_PREFIX } from "./constants.ts";
import type { Island, ServerIslandRegistry } from "./context.ts";
import { fsItemsToCommands } from "./fs_routes.ts";

/** A static file, in memory or on disk. */
export interface FileEntry {
  hash: string;
  contentType: string;
  size: number;
  /** The content, or the path of the file that has it. */
  content: Uint8Array<ArrayBuffer> | string;
}

/** Everything that a build leaves for the server. */
export interface Snapshot {
  buildId: string;
  root: string;
  /** Source files of islands, and the names without extension of the scripts that were made of them. */
  islands: { chunk: string; source: string }[];
  /** Files in the routes folder, by their path there with a leading slash and without extension. */
  routes: { id: string; filePath: string }[];
  /** What the islands' files export, then what the routes' files do. */
  modules: Record<string, unknown>[];
  /** By path, starting with a slash. */
  files: Map<string, FileEntry>;
}

/** Gives the build to an application. Throws for a route file that has nothing to answer with. */
export function applySnapshot<State>(
  app: App<State>,
  snapshot: Snapshot,
  mode: ResolvedFreshConfig["mode"],
): void {
  setBuildId(snapshot.buildId);
  setBuildCache(app, cacheOf(snapshot, mode), mode);
}

/** A build as `snapshot.js` has it. */
export interface WrittenSnapshot {
  default: Snapshot["modules"];
  about: Omit<Snapshot, "root" | "modules" | "files"> & {
    files: (Omit<FileEntry, "content"> & { url: string; file: string })[];
  };
}

/** Files up to this many bytes are answered from memory. */
const KEEP = 1 << 20;

/** Gives a build on disk, in `outDir`, to an application; `root` is the project seen from there. */
export async function applyWritten<State>(
  app: App<State>,
  { default: modules, about }: WrittenSnapshot,
  outDir: string,
  root: string,
): Promise<void> {
  const files = await Promise.all(about.files.map(async ({ url, file, ...entry }): Promise<[string, FileEntry]> => {
    const path = join(outDir, file);
    return [url, { ...entry, content: entry.size > KEEP ? path : await Deno.readFile(path) }];
  }));
  applySnapshot(app, { ...about, modules, root: join(outDir, root), files: new Map(files) }, "production");
}

/** The commands of a build's routes. Throws for a file that has nothing to answer with. */
// deno-lint-ignore no-explicit-any -- a build is made without knowing the state's type
export function commandsOf({ islands, routes, modules }: Snapshot): Command<any>[] {
  return fsItemsToCommands(routes.map((route, i) => ({ ...route, mod: modules[islands.length + i]! })));
}

function cacheOf(snapshot: Snapshot, mode: ResolvedFreshConfig["mode"]): BuildCache {
  const commands = commandsOf(snapshot);
  const prefix = `${JS_PREFIX}${snapshot.buildId}/`;
  return {
    root: snapshot.root,
    clientEntry: `${prefix}fresh-runtime.js`,
    islandRegistry: registryOf(snapshot, prefix),
    features: { errorOverlay: mode === "development" },
    getFsRoutes: () => commands,
    readFile: (path) => {
      const file = snapshot.files.get(path);
      return file === undefined ? null : open(file);
    },
  };
}

function open({ hash, contentType, size, content }: FileEntry): StaticFile | Promise<StaticFile> {
  if (typeof content !== "string") return { hash, contentType, size, readable: content, close() {} };
  return Deno.open(content).then((file) => ({
    hash,
    contentType,
    size,
    readable: file.readable,
    close: () => file.close(),
  }));
}

function registryOf({ islands, modules }: Snapshot, prefix: string): ServerIslandRegistry {
  const registry: ServerIslandRegistry = new Map();
  const names = new Set<string>();
  for (const [i, { chunk, source }] of islands.entries()) {
    for (const [exportName, value] of Object.entries(modules[i]!)) {
      if (typeof value !== "function" || registry.has(value as never)) continue;
      const name = uniqueName(exportName === "default" ? chunk : exportName, names);
      const island: Island = { file: `${prefix}${chunk}.js`, name, exportName, source };
      registry.set(value as never, island);
    }
  }
  return registry;
}

/** The name, or the name with the first number that is free; characters that no identifier has become `_`. */
export function uniqueName(wanted: string, taken: Set<string>): string {
  const base = wanted.replace(/[^\w$]/g, "_").replace(/^(?=\d)/, "_");
  let name = base;
  for (let i = 1; taken.has(name); i++) name = `${base}_${i}`;
  taken.add(name);
  return name;
}
