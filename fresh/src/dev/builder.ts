import { basename, isAbsolute, relative, resolve } from "node:path";
import type { App, ListenOptions } from "../app.ts";
import { JS_PREFIX } from "../constants.ts";
import { fsAdapter } from "../fs.ts";
import { applySnapshot, commandsOf, type FileEntry, type Snapshot, uniqueName } from "../snapshot.ts";
import {
  buildIdOf,
  entryOf,
  type OnTransformOptions,
  readStaticDir,
  type Transformer,
  type TransformFn,
} from "./dev_build_cache.ts";
import { serveDevelopment } from "./dev_server.ts";
import { bundle, entryPath, entryUrl, type SourceMapOptions, stopBundler } from "./esbuild.ts";
import { crawlIslandDir, crawlRouteDir } from "./fs_crawl.ts";
import { modulesSource, writeSnapshot } from "./write_snapshot.ts";

/** Where a project has its parts; relative paths are from `root`. */
export interface BuildOptions {
  /** Browsers to write scripts for, as esbuild names them. */
  target?: string | string[];
  /** Default: the working directory; a `file:` URL or path. */
  root?: string;
  /** Where a production build goes; default `_fresh`. */
  outDir?: string;
  staticDir?: string;
  islandDir?: string;
  routeDir?: string;
  /** The module that exports `app`; default `main.ts`. */
  serverEntry?: string;
  /** Files that are none of a build's business. */
  ignore?: RegExp[];
  sourceMap?: SourceMapOptions;
}

/** The options with nothing left open but source maps. */
export type ResolvedBuildOptions = Required<Omit<BuildOptions, "sourceMap">> & Pick<BuildOptions, "sourceMap">;

type Mode = "development" | "production";

/** Gives a build to an application. */
export type ApplyBuild = <State>(app: App<State>) => void;

const RUNTIME = new URL("../runtime/client/mod.ts", import.meta.url).href;

/** Builds a project's islands, static files and file routes, for production or while developing. */
export class Builder {
  readonly config: ResolvedBuildOptions;
  readonly #transformers: Transformer[] = [];
  readonly #islands = new Set<string>();
  /** How often files were saved while this process ran: what they are imported by anew. */
  readonly #saves = new Map<string, number>();

  constructor(options: BuildOptions = {}) {
    const root = entryPath(options.root ?? Deno.cwd());
    const under = (path: string | undefined, fallback: string) => resolve(root, entryPath(path ?? fallback));
    this.config = {
      target: options.target ?? ["chrome99", "firefox99", "safari15"],
      root,
      outDir: under(options.outDir, "_fresh"),
      staticDir: under(options.staticDir, "static"),
      islandDir: under(options.islandDir, "islands"),
      routeDir: under(options.routeDir, "routes"),
      serverEntry: under(options.serverEntry, "main.ts"),
      ignore: options.ignore ?? [],
      sourceMap: options.sourceMap,
    };
  }

  /** Adds an island file that is not in the islands folder. */
  registerIsland(specifier: string): void {
    this.#islands.add(specifier);
  }

  /** Has files of the static folder changed on their way into the build. */
  onTransformStaticFile(options: OnTransformOptions, transform: TransformFn): void {
    this.#transformers.push({ options, transform });
  }

  /**
   * Builds for production. On disk, `outDir` gets a `server.js` to run; either way, the returned function gives the
   * build to an application in this process. Throws for files that do not load or bundle.
   */
  async build(options: { mode?: Mode; snapshot?: "disk" | "memory" } = {}): Promise<ApplyBuild> {
    const { mode = "production", snapshot: where = "disk" } = options;
    try {
      const snapshot = await this.#snapshot(mode);
      if (where === "disk") await writeSnapshot(snapshot, this.config);
      return (app) => applySnapshot(app, snapshot, mode);
    } finally {
      await stopBundler();
    }
  }

  /**
   * Serves the application while it is developed: open pages reload when routes or static files change, and when
   * the process is back after a change of other code (`deno run --watch --watch-exclude=routes`). Resolves when the
   * server ends.
   */
  async listen(importApp: () => Promise<unknown>, options: ListenOptions = {}): Promise<void> {
    const [snapshot, loaded] = await Promise.all([this.#snapshot("development"), importApp()]);
    const app = appOf(loaded);
    const { staticDir, routeDir } = this.config;
    const rebuild = async (changed: Set<string>) => {
      for (const path of changed) this.#saves.set(path, (this.#saves.get(path) ?? 0) + 1);
      applySnapshot(app, await this.#snapshot("development"), "development");
    };
    applySnapshot(app, snapshot, "development");
    await serveDevelopment(app, rebuild, [staticDir, routeDir], options);
  }

  async #snapshot(mode: Mode): Promise<Snapshot> {
    const { root, islandDir, routeDir, staticDir, ignore, target, sourceMap } = this.config;
    const islandPaths = new Set(this.#islands);
    const [foundRoutes, foundIslands] = await Promise.all([
      crawlRouteDir(fsAdapter, routeDir, ignore, (path) => islandPaths.add(path)),
      crawlIslandDir(fsAdapter, islandDir, ignore),
    ]);
    for (const path of foundIslands) islandPaths.add(path);
    const taken = new Set(["fresh-runtime"]);
    const chunks = [...islandPaths].map((specifier) => ({
      specifier,
      chunk: uniqueName(basename(specifier).replace(/\.\w+$/, ""), taken),
    }));
    const entries: Record<string, string> = { "fresh-runtime": entryPath(RUNTIME) };
    for (const { chunk, specifier } of chunks) entries[chunk] = entryPath(specifier);

    // An island is the one that routes import; a route is nobody's, and may be a newer one than the process began with.
    const modules = chunks.map(({ specifier }) => entryUrl(root, specifier));
    for (const { filePath } of foundRoutes) {
      const saves = this.#saves.get(filePath);
      modules.push(entryUrl(root, filePath) + (saves ? `?saves=${saves}` : ""));
    }
    const [scripts, files, loaded] = await Promise.all([
      bundle({ root, entries, target, minify: mode === "production", sourceMap }),
      readStaticDir(staticDir, ignore, this.#transformers, { target, mode }),
      importAll(modules),
    ]);
    const islands = chunks.map(({ chunk, specifier }) => ({ chunk, source: this.#short(specifier) }));
    const routes = foundRoutes.map(({ id, filePath }) => ({ id, filePath: this.#short(filePath) }));
    const snapshot = { ...await withScripts(files, scripts, mode), root, islands, routes, modules: loaded };
    // A file that cannot be a route fails the build, not the first start after it.
    commandsOf(snapshot);
    return snapshot;
  }

  #short(path: string): string {
    return isAbsolute(path) ? relative(this.config.root, path) : path;
  }
}

/** Imports modules in one go: one graph of all is read several times faster than a graph for each. */
async function importAll(urls: string[]): Promise<Record<string, unknown>[]> {
  return (await import(`data:text/javascript,${encodeURIComponent(modulesSource(urls))}`)).default;
}

async function withScripts(
  files: Map<string, FileEntry>,
  scripts: Map<string, Uint8Array<ArrayBuffer>>,
  mode: Mode,
): Promise<{ buildId: string; files: Map<string, FileEntry> }> {
  const named = new Map<string, FileEntry>();
  await Promise.all([...scripts].map(async ([name, content]) => named.set(name, await entryOf(name, content))));
  const content = await buildIdOf(new Map([...files, ...named]));
  // While developing, a restart is news to open pages even when no script changed.
  const buildId = mode === "production" ? content : `${content}${crypto.randomUUID().slice(0, 8)}`;
  for (const [name, entry] of named) files.set(`${JS_PREFIX}${buildId}/${name}`, entry);
  return { buildId, files };
}

function appOf(loaded: unknown): App<unknown> {
  const app = (loaded as { app?: App<unknown> } | null)?.app ?? loaded;
  if (typeof (app as App<unknown> | null)?.handler === "function") return app as App<unknown>;
  throw new TypeError(`builder.listen() wants a module that exports "app", like: export const app = new App();`);
}
