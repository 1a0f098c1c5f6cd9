import * as esbuild from "esbuild";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** What a bundle is made of. */
export interface BundleOptions {
  /** Directory that messages name files from, and packages are looked up from first. */
  root: string;
  /** Script names without extension to source files or specifiers. */
  entries: Record<string, string>;
  target: string | string[];
  minify: boolean;
  sourceMap?: SourceMapOptions;
}

export interface SourceMapOptions {
  kind?: boolean | "linked" | "inline" | "external" | "both";
  sourceRoot?: string;
  sourcesContent?: boolean;
}

/** The bundled scripts by file name. */
export type Bundle = Map<string, Uint8Array<ArrayBuffer>>;

const HERE = dirname(fileURLToPath(import.meta.url));

/** Bundles scripts for browsers. Throws an Error that names the files when two copies of preact would be sent. */
export async function bundle(options: BundleOptions): Promise<Bundle> {
  const { root, entries, target, minify, sourceMap } = options;
  running++;
  const result = await esbuild.build({
    entryPoints: entries,
    absWorkingDir: root,
    outdir: "/",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "browser",
    target,
    minify,
    write: false,
    metafile: true,
    legalComments: "none",
    logLevel: "silent",
    jsx: "automatic",
    jsxImportSource: "preact",
    sourcemap: sourceMap?.kind ?? (minify ? false : "linked"),
    sourceRoot: sourceMap?.sourceRoot,
    sourcesContent: sourceMap?.sourcesContent,
    conditions: ["browser", minify ? "production" : "development"],
    define: publicEnvironment(minify),
    plugins: [denoResolver(root), denoEnvironment],
  }).finally(() => running--);
  requireOnePreact(Object.keys(result.metafile.inputs));
  return new Map(result.outputFiles.map(({ path, contents }) => [
    path.slice(path.lastIndexOf("/") + 1),
    contents as Uint8Array<ArrayBuffer>,
  ]));
}

let running = 0;

/** Ends esbuild's own process, so that this one can end too, unless another bundle is still being made. */
export async function stopBundler(): Promise<void> {
  if (running === 0) await esbuild.stop();
}

/** `process.env` in scripts: the mode, and what begins with `FRESH_PUBLIC_`. */
function publicEnvironment(minify: boolean): Record<string, string> {
  const open = Object.entries(Deno.env.toObject()).filter(([name]) => /^FRESH_PUBLIC_\w+$/.test(name));
  const values = [["NODE_ENV", minify ? "production" : "development"], ...open];
  return Object.fromEntries(values.map(([name, value]) => [`process.env.${name}`, JSON.stringify(value)]));
}

/** Replaces `Deno.env.get("FRESH_PUBLIC_…")` by its value; what else is asked for there is missed in the browser. */
const denoEnvironment: esbuild.Plugin = {
  name: "deno-environment",
  setup(build) {
    build.onLoad({ filter: /\.[jt]sx?$/ }, async ({ path }) => {
      if (path.includes("/node_modules/")) return null;
      const source = await Deno.readTextFile(path);
      const contents = source.replace(
        /Deno\.env\.get\(\s*(["'`])(FRESH_PUBLIC_\w+)\1\s*,?\s*\)/g,
        (_, _quote, name: string) => `(${JSON.stringify(Deno.env.get(name))})`,
      );
      return { contents, loader: path.slice(path.lastIndexOf(".") + 1) as esbuild.Loader };
    });
  },
};

/** Resolves what scripts import by deno.json's import map; packages come from node_modules. */
function denoResolver(root: string): esbuild.Plugin {
  const lookup = [root, Deno.cwd(), HERE];
  return {
    name: "deno-resolver",
    setup(build) {
      build.onResolve({ filter: /.*/ }, async (args) => {
        if (args.pluginData === RESOLVED || args.path.startsWith("/")) return null;
        if (args.path.startsWith("file:")) return { path: fileURLToPath(args.path) };
        if (args.path.startsWith(".")) return null;
        const isPackageFile = args.importer.includes("/node_modules/") &&
          !/^(preact|@preact\/signals)(\/|$)/.test(args.path);
        if (isPackageFile) return null;
        const target = importMapTarget(args.path);
        const isFile = target.startsWith("file:");
        if (isFile && !target.includes("/node_modules/")) return { path: fileURLToPath(target) };
        if (/^(jsr|https?):/.test(target)) {
          const text =
            `"${args.path}" leads to ${target}, which cannot be bundled. Use an npm package or a local file.`;
          return { errors: [{ text }] };
        }
        // Packages by esbuild's own rules: they may have another file for browsers than for the server.
        const { kind } = args;
        for (const resolveDir of lookup) {
          const path = isFile ? args.path : packagePath(target);
          const found = await build.resolve(path, { resolveDir, kind, pluginData: RESOLVED });
          if (found.errors.length === 0) return found;
        }
        if (isFile) return { path: fileURLToPath(target) };
        return null;
      });
    },
  };
}

const RESOLVED = Symbol("resolved");

function importMapTarget(specifier: string): string {
  try {
    return import.meta.resolve(specifier);
  } catch {
    return specifier;
  }
}

/** `npm:/@scope/name@1.2.3/sub` without protocol and version. */
function packagePath(target: string): string {
  return target.replace(/^npm:\/?/, "").replace(/^((?:@[^/]+\/)?[^/@]+)@[^/]+/, "$1");
}

function requireOnePreact(inputs: string[]): void {
  const copies = new Set<string>();
  for (const input of inputs) {
    const match = /^(.*\/node_modules\/preact)\/(?:dist|src)\//.exec(`/${input}`);
    if (match) copies.add(match[1]!.slice(1));
  }
  if (copies.size < 2) return;
  throw new Error(
    `Islands would be sent with ${copies.size} copies of preact (${
      [...copies].join(", ")
    }), and hooks work with one only. ` +
      `Map "preact" and "preact/" to one version in deno.json, and "deno install" again.`,
  );
}

/** An entry as esbuild takes it: a path, or a specifier to resolve. */
export function entryPath(specifier: string): string {
  return specifier.startsWith("file:") ? fileURLToPath(specifier) : specifier;
}

/** A URL that this process can import an entry from. */
export function entryUrl(root: string, specifier: string): string {
  if (/^[a-z]+:/.test(specifier)) return specifier;
  return pathToFileURL(specifier.startsWith("/") ? specifier : join(root, specifier)).href;
}
