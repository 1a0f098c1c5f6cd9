import type { Command } from "./commands.ts";
import type { ServerIslandRegistry } from "./context.ts";

/** A file as the server answers it. */
export interface StaticFile {
  /** Identifies the content, for the ETag. */
  hash: string | null;
  size: number;
  readable: ReadableStream<Uint8Array<ArrayBuffer>> | Uint8Array<ArrayBuffer>;
  contentType: string;
  /** Releases the file when it is not sent. */
  close(): void;
}

/** What a build gives to an application: its islands, scripts, static files and file routes. */
// deno-lint-ignore no-explicit-any -- a build is made without knowing the state's type
export interface BuildCache<State = any> {
  root: string;
  /** URL of the client runtime. */
  clientEntry: string;
  islandRegistry: ServerIslandRegistry;
  features: { errorOverlay: boolean };
  getFsRoutes(): Command<State>[];
  /** The file at a decoded path, starting with a slash. */
  readFile(pathname: string): StaticFile | null | Promise<StaticFile | null>;
}

/** What an application has that was never built. */
export const NO_BUILD: BuildCache = {
  root: "",
  clientEntry: "/_fresh/js/dev/fresh-runtime.js",
  islandRegistry: new Map(),
  features: { errorOverlay: false },
  getFsRoutes: () => [],
  readFile: () => null,
};
