import { join } from "node:path";
import type { App } from "./app.ts";
import { setBuildCache } from "./app.ts";
import type { BuildCache, StaticFile } from "./build_cache.ts";
import { setBuildId } from "./build_id.ts";
import type { ResolvedFreshConfig } from "./config.ts";
import { JS_PREFIX } from "./constants.ts";
import type { Island, ServerIslandRegistry } from "./context.ts";
import { fsItemsToCommands, type FsRouteFile } from "./fs_routes.ts";

/** An island file: its module, and the script that was made of it. */
export interface IslandFile {
  /** Script name without extension. */
  chunk: string;
  source: string;
  mod: Record<string, unknown>;
}

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
  islands: IslandFile[];
  // deno-lint-ignore no-explicit-any -- a build is made without knowing the state's type
  routes: FsRouteFile<any>[];
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
export interface WrittenSnapshot extends Pick<Snapshot, "buildId" | "islands" | "routes"> {
  files: (Omit<FileEntry, "content"> & { url: string; file: string })[];
}

/** Files up to this many bytes are answered from memory. */
const KEEP = 1 << 20;

/** Gives a build on disk, in `outDir`, to an application; `root` is the project seen from there. */
export async function applyWritten<State>(
  app: App<State>,
  written: WrittenSnapshot,
  outDir: string,
  root: string,
): Promise<void> {
  const files = await Promise.all(written.files.map(async ({ url, file, ...about }): Promise<[string, FileEntry]> => {
    const path = join(outDir, file);
    return [url, { ...about, content: about.size > KEEP ? path : await Deno.readFile(path) }];
  }));
  const { buildId, islands, routes } = written;
  const snapshot = { buildId, islands, routes, root: join(outDir, root), files: new Map(files) };
  applySnapshot(app, snapshot, "production");
}

function cacheOf(snapshot: Snapshot, mode: ResolvedFreshConfig["mode"]): BuildCache {
  const { buildId, root, islands, routes, files } = snapshot;
  const commands = fsItemsToCommands(routes);
  const prefix = `${JS_PREFIX}${buildId}/`;
  return {
    root,
    clientEntry: `${prefix}fresh-runtime.js`,
    islandRegistry: registryOf(islands, prefix),
    features: { errorOverlay: mode === "development" },
    getFsRoutes: () => commands,
    readFile: (path) => {
      const file = files.get(path);
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

function registryOf(files: IslandFile[], prefix: string): ServerIslandRegistry {
  const registry: ServerIslandRegistry = new Map();
  const names = new Set<string>();
  for (const { chunk, source, mod } of files) {
    for (const [exportName, value] of Object.entries(mod)) {
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
