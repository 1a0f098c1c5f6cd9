import { DEFAULT_CONN_INFO } from "./app.ts";
import type { BuildCache, StaticFile } from "./build_cache.ts";
import type { Command } from "./commands.ts";
import type { ResolvedFreshConfig } from "./config.ts";
import { Context, type ServerIslandRegistry } from "./context.ts";
import type { FsAdapter } from "./fs.ts";
import { fsItemsToCommands, type FsRouteFile } from "./fs_routes.ts";

type Handler = (req: Request, info: Deno.ServeHandlerInfo) => Response | Promise<Response>;

/** Asks a handler without a server. */
export class FakeServer {
  constructor(readonly handler: Handler) {}

  get(path: string, init?: RequestInit): Promise<Response> {
    return this.#send("get", path, init);
  }

  post(path: string, body?: BodyInit): Promise<Response> {
    return this.#send("post", path, { body });
  }

  patch(path: string, body?: BodyInit): Promise<Response> {
    return this.#send("patch", path, { body });
  }

  put(path: string, body?: BodyInit): Promise<Response> {
    return this.#send("put", path, { body });
  }

  delete(path: string): Promise<Response> {
    return this.#send("delete", path);
  }

  head(path: string): Promise<Response> {
    return this.#send("head", path);
  }

  options(path: string): Promise<Response> {
    return this.#send("options", path);
  }

  async request(req: Request): Promise<Response> {
    return await this.handler(req, DEFAULT_CONN_INFO);
  }

  #send(method: string, path: string, init?: RequestInit): Promise<Response> {
    return this.request(new Request(new URL(path, "http://localhost/"), { method, ...init }));
  }
}

/** Serves one middleware alone; what it passes on is a 404 unless `next` says otherwise. */
export function serveMiddleware<State>(
  middleware: (ctx: Context<State>) => Response | Promise<Response>,
  options: {
    config?: ResolvedFreshConfig;
    buildCache?: BuildCache<State>;
    next?: () => Response | Promise<Response>;
    route?: string | null;
  } = {},
): FakeServer {
  const config = options.config ?? { root: "", basePath: "", mode: "production" };
  const buildCache = options.buildCache ?? new MockBuildCache<State>([], config.mode);
  const next = async () => await (options.next?.() ?? new Response("not found", { status: 404 }));
  return new FakeServer((req) =>
    middleware(
      new Context<State>(req, new URL(req.url), DEFAULT_CONN_INFO, options.route ?? null, {}, config, next, buildCache),
    )
  );
}

/** A build of given route files and nothing else. */
export class MockBuildCache<State> implements BuildCache<State> {
  readonly root = "";
  readonly clientEntry = "";
  readonly islandRegistry: ServerIslandRegistry = new Map();
  readonly features: { errorOverlay: boolean };

  constructor(readonly files: FsRouteFile<State>[], mode: "development" | "production") {
    this.features = { errorOverlay: mode === "development" };
  }

  getFsRoutes(): Command<State>[] {
    return fsItemsToCommands(this.files);
  }

  readFile(_pathname: string): Promise<StaticFile | null> {
    return Promise.resolve(null);
  }
}

/** A file system that has the given paths. */
export function createFakeFs(files: Record<string, unknown>): FsAdapter & { cwd(): string } {
  return {
    cwd: () => ".",
    async *walk() {
      for (const path of Object.keys(files)) yield { path };
    },
    isDirectory: (dir) => Promise.resolve(Object.keys(files).some((path) => path.startsWith(`${dir}/`))),
  };
}
