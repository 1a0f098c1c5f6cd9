import type { FileEntry } from "../snapshot.ts";
import { fsAdapter } from "../fs.ts";

/** A static file on its way into a build. */
export interface OnTransformArgs {
  path: string;
  target: string | string[];
  mode: "development" | "production";
  content: Uint8Array;
  /** The content as UTF-8. */
  readonly text: string;
}

export interface OnTransformResult {
  content: string | Uint8Array;
  /** Further files to write, by URL path. */
  map?: string | Uint8Array;
}

export interface OnTransformOptions {
  pluginName: string;
  filter: RegExp;
  exclude?: RegExp[];
}

export type TransformFn = (args: OnTransformArgs) => OnTransformResult | void | Promise<OnTransformResult | void>;
export type Transformer = { options: OnTransformOptions; transform: TransformFn };

const TEXT = "css text/css|csv text/csv|html text/html|ics text/calendar|js text/javascript|json application/json|" +
  "map application/json|md text/markdown|mjs text/javascript|svg image/svg+xml|txt text/plain|" +
  "webmanifest application/manifest+json|xml text/xml";
const BINARY = "avif image/avif|gif image/gif|ico image/vnd.microsoft.icon|jpeg image/jpeg|jpg image/jpeg|" +
  "mp3 audio/mpeg|mp4 video/mp4|ogg audio/ogg|otf font/otf|pdf application/pdf|png image/png|ttf font/ttf|" +
  "wasm application/wasm|wav audio/wav|webm video/webm|webp image/webp|woff font/woff|woff2 font/woff2|zip application/zip";
const TYPES = new Map([...pairs(TEXT, "; charset=UTF-8"), ...pairs(BINARY, "")]);

function pairs(table: string, suffix: string): [extension: string, type: string][] {
  return table.split("|").map((line) => line.split(" ")).map(([extension, type]) => [extension!, type + suffix]);
}

/** The media type for a path's extension; `text/plain` when it is unknown. */
export function getContentType(path: string): string {
  return TYPES.get(path.slice(path.lastIndexOf(".") + 1).toLowerCase()) ?? "text/plain";
}

/** Files over this many bytes are streamed from disk. */
const KEEP = 1 << 20;

/** The files of the static folder by URL path, as the transformers leave them. */
export async function readStaticDir(
  dir: string,
  ignore: RegExp[],
  transformers: Transformer[],
  about: { target: string | string[]; mode: "development" | "production" },
): Promise<Map<string, FileEntry>> {
  const files = new Map<string, FileEntry>();
  if (!await fsAdapter.isDirectory(dir)) return files;
  const paths: string[] = [];
  for await (const { path } of fsAdapter.walk(dir)) if (!ignore.some((pattern) => pattern.test(path))) paths.push(path);
  await Promise.all(paths.map(async (path) => {
    const url = path.slice(dir.length).replaceAll("\\", "/");
    let content: Uint8Array<ArrayBuffer> = await Deno.readFile(path);
    let changed = false;
    for (const { options, transform } of transformers) {
      if (!options.filter.test(path) || options.exclude?.some((pattern) => pattern.test(path))) continue;
      const given = content;
      const result = await transform({ path, ...about, content: given, text: new TextDecoder().decode(given) });
      if (!result) continue;
      changed = true;
      content = toBytes(result.content);
      if (result.map !== undefined) files.set(`${url}.map`, await entryOf(`${url}.map`, toBytes(result.map)));
    }
    const entry = await entryOf(url, content);
    files.set(url, !changed && content.length > KEEP ? { ...entry, content: path } : entry);
  }));
  return files;
}

/** A file entry with its hash. */
export async function entryOf(url: string, content: Uint8Array<ArrayBuffer>): Promise<FileEntry> {
  return { hash: await hashOf(content), contentType: getContentType(url), size: content.length, content };
}

async function hashOf(content: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-1", content)).toHex();
}

/** One id for all files: it changes when any of them does. */
export async function buildIdOf(files: Map<string, FileEntry>): Promise<string> {
  const lines = [...files].map(([path, { hash }]) => `${path} ${hash}`).sort();
  return (await hashOf(new TextEncoder().encode(lines.join("\n")))).slice(0, 16);
}

function toBytes(content: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
}
