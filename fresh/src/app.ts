import { type BuildCache, NO_BUILD } from "./build_cache.ts";
import { type Command, underPath } from "./commands.ts";
import { type FreshConfig, resolveConfig, type ResolvedFreshConfig } from "./config.ts";
import { PARTIAL_SEARCH_PARAM } from "./constants.ts";
import { Context, pathOf } from "./context.ts";
import { HttpError } from "./error.ts";
import { errorPage } from "./error_page.ts";
import { isHandlerByMethod } from "./handlers.ts";
import { withHeaders } from "./middlewares/cors.ts";
import { type MaybeLazyMiddleware, type Middleware, runMiddlewares } from "./middlewares/mod.ts";
import { renderRoute } from "./render_route.ts";
import { mergePath, type Method, METHODS, UrlPatternRouter } from "./router.ts";
import { withParam } from "./runtime/shared_internal.tsx";
import { chainOf, Scope } from "./scope.ts";
import type { LayoutConfig, MaybeLazy, Route, RouteComponent, RouteConfig } from "./types.ts";
import type { WebSocketHandlers, WebSocketUpgradeOptions } from "./websocket.ts";

/** What `ctx.info` is when the handler is called without a server. */
export const DEFAULT_CONN_INFO: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "localhost", port: 1234 },
  completed: Promise.resolve(),
};

/** Where to listen; `remoteAddress` is the name that the greeting shows. */
export type ListenOptions =
  & Partial<Deno.ServeTcpOptions & Deno.TlsCertifiedKeyPem>
  & { remoteAddress?: string };

type Chain<State> = MaybeLazyMiddleware<State>[];

// deno-lint-ignore no-explicit-any -- of any state
const builds = new WeakMap<App<any>, BuildCache>();

/** An application: middlewares, routes, layouts and error pages, applied from first to last. */
export class App<State> {
  /** The configuration in force. */
  readonly config: ResolvedFreshConfig;
  readonly #commands: Command<State>[] = [];

  constructor(config?: FreshConfig) {
    this.config = resolveConfig(config);
  }

  /** Adds middlewares for every path, or for `path` and those below it. */
  use(...middlewares: MaybeLazyMiddleware<State>[]): this;
  use(path: string, ...middlewares: MaybeLazyMiddleware<State>[]): this;
  use(first: string | MaybeLazyMiddleware<State>, ...rest: MaybeLazyMiddleware<State>[]): this {
    const [path, steps] = typeof first === "string" ? [first, rest] : ["*", [first, ...rest]];
    return this.#add({ type: "middleware", path, steps });
  }

  get = this.#answering("GET");
  post = this.#answering("POST");
  put = this.#answering("PUT");
  patch = this.#answering("PATCH");
  delete = this.#answering("DELETE");
  head = this.#answering("HEAD");
  /** Answers every method. */
  all = this.#answering(...METHODS);

  /** Answers WebSocket upgrades; other requests get a 400. */
  ws(path: string, handlers: WebSocketHandlers, options?: WebSocketUpgradeOptions): this {
    return this.get(path, (ctx) => ctx.upgrade(handlers, options));
  }

  /** Adds a page with its handlers, now or when it is first asked for. */
  route(path: string, route: MaybeLazy<Route<State>>, config?: RouteConfig): this {
    return this.#add({ type: "route", path, route, config });
  }

  /** Puts a layout around the pages at `path` and below that are added later. */
  layout(path: string, component: RouteComponent<State>, config?: LayoutConfig): this {
    return this.#add({ type: "layout", path, component, config });
  }

  /** Sets what stands around every page: usually `<html>` with head and body. */
  appWrapper(component: RouteComponent<State>): this {
    return this.#add({ type: "appWrapper", path: "*", component });
  }

  /** Answers errors from `path` and below. */
  onError(path: string, route: Route<State> | Middleware<State>): this;
  onError(route: Route<State> | Middleware<State>): this;
  onError(first: string | Route<State> | Middleware<State>, second?: Route<State> | Middleware<State>): this {
    const [path, route] = typeof first === "string" ? [first, second!] : ["*", first];
    return this.#add({ type: "error", path, route: typeof route === "function" ? { handler: route } : route });
  }

  /** Answers what no route answers, and every thrown 404. */
  notFound(route: Route<State> | Middleware<State>): this {
    return this.#add({ type: "notFound", path: "*", route });
  }

  /** Adds the routes of the routes folder here. */
  fsRoutes(pattern = "*"): this {
    return this.#add({ type: "fsRoutes", path: pattern });
  }

  /** Adds what another application has so far, under a path. */
  mountApp(path: string, app: App<State>): this {
    const { basePath } = app.config;
    const base = basePath === "" || path === basePath ? path : mergePath(path, basePath, false);
    for (const command of app.#commands) this.#add(underPath(command, base));
    return this;
  }

  #add(command: Command<State>): this {
    this.#commands.push(command);
    return this;
  }

  #answering(...methods: Method[]) {
    return (path: string, ...steps: MaybeLazyMiddleware<State>[]): this =>
      this.#add({ type: "handler", path, methods, steps });
  }

  /** The function that answers requests. Throws when a route file has nothing to answer with. */
  handler(): (req: Request, info?: Deno.ServeHandlerInfo) => Promise<Response> {
    const { config } = this;
    const cache: BuildCache<State> = builds.get(this) ?? NO_BUILD;
    const router = new UrlPatternRouter<Chain<State>>();
    const root = new Scope<State>(null);
    const commands = this.#commands.flatMap((command) => expand(underPath(command, config.basePath || "/"), cache));
    // Not-found pages count for everything, also for what comes before them.
    for (const command of commands) if (command.type === "notFound") apply(command, root, router);
    for (const command of commands) if (command.type !== "notFound") apply(command, root, router);
    const fallback = chainOf(root.at(config.basePath));

    return async (req, info = DEFAULT_CONN_INFO) => {
      const method = req.method.toUpperCase() as Method;
      const pathname = pathOf(req);
      const match = router.match(method, { pathname });
      const { pattern, methodMatch } = match;
      const allowed = pattern !== null && !methodMatch ? router.getAllowedMethods(pattern) : null;
      const end = (): Promise<Response> => ending(ctx, method, allowed);
      const route = methodMatch ? pattern : null;
      const ctx = new Context<State>(req, null, info, route, match.params, config, end, cache);
      let response: Response;
      try {
        response = await runMiddlewares(match.item ?? fallback, ctx);
        if (!(response instanceof Response)) {
          throw new TypeError(
            `The middlewares and handlers for ${pathname} returned ${typeof response}, no Response.`,
          );
        }
      } catch (error) {
        response = answerError(error, cache.features.errorOverlay);
      }
      const { status } = response;
      if (status >= 300 && status < 400 && ctx.isPartial) response = stayPartial(response);
      if (allowed && status === 405) response = withHeaders(response, new Headers({ allow: allowed.join(", ") }));
      // The server drops the body, and tells its length; to others there is none.
      if (method === "HEAD") Object.defineProperty(response, "body", { value: null });
      return response;
    };
  }

  /** Serves until the signal in `options` aborts; on port 8000 or the next free one unless a port is given. */
  listen(options: ListenOptions = {}): Promise<void> {
    return serve(this.handler(), options, this.config.basePath);
  }
}

/** Serves a handler, as `App.listen` does. */
export async function serve(handler: Deno.ServeHandler, options: ListenOptions, basePath: string): Promise<void> {
  const greet = ({ hostname, port }: Deno.NetAddr) => {
    const host = options.remoteAddress ?? (hostname === "0.0.0.0" || hostname === "::" ? "localhost" : hostname);
    console.log(`Fresh is ready: http${options.cert ? "s" : ""}://${host}:${port}${basePath}/`);
  };
  for (let port = options.port ?? 8000;; port++) {
    try {
      const all = { onListen: greet, ...options, port } as Deno.ServeTcpOptions;
      await Deno.serve(all, handler).finished;
      return;
    } catch (error) {
      const taken = error instanceof Deno.errors.AddrInUse && options.port === undefined && port < 8020;
      if (!taken) throw error;
    }
  }
}

/** Gives an application what was built for it. */
export function setBuildCache<State>(app: App<State>, cache: BuildCache<State>, mode: FreshConfig["mode"]): void {
  builds.set(app, cache);
  Object.assign(app.config, { root: cache.root, mode });
}

function expand<State>(command: Command<State>, cache: BuildCache<State>): Command<State>[] {
  return command.type === "fsRoutes" ? cache.getFsRoutes().map((item) => underPath(item, command.path)) : [command];
}

function apply<State>(command: Command<State>, root: Scope<State>, router: UrlPatternRouter<Chain<State>>): void {
  const { type, path } = command;
  if (type === "middleware") root.at(path, command.folder).middlewares.push(...command.steps);
  if (type === "layout") root.at(path, command.folder).layout = command;
  if (type === "appWrapper") root.at(path).app = command.component;
  if (type === "error") root.at(path, command.folder).errorRoute = command.route;
  if (type === "notFound") root.at(path, command.folder).notFound = command.route;
  if (type === "handler") {
    const chain = [...chainOf(root.innermost(path)), ...command.steps];
    for (const method of command.methods) router.add(method, path, chain);
  }
  if (type === "route") {
    const { scope = path, route, config } = command;
    const chain = [...chainOf(root.innermost(scope)), routeStep(route, config)];
    for (const method of methodsOf(route, config)) router.add(method, path, chain);
  }
}

function routeStep<State>(route: MaybeLazy<Route<State>>, config?: RouteConfig): Middleware<State> {
  const merged = (own: Route<State>) => config ? { ...own, config: { ...own.config, ...config } } : own;
  if (typeof route !== "function") {
    const known = merged(route);
    return (ctx) => renderRoute(ctx, known);
  }
  let loading: Promise<Route<State>> | undefined;
  return async (ctx) => {
    loading ??= route().catch((error) => {
      loading = undefined;
      throw error;
    });
    return await renderRoute(ctx, merged(await loading));
  };
}

function methodsOf<State>(route: MaybeLazy<Route<State>>, config?: RouteConfig): readonly Method[] {
  const own = typeof route === "function" ? undefined : route;
  const wanted = config?.methods ?? own?.config?.methods;
  if (wanted !== undefined) return wanted === "ALL" ? METHODS : wanted;
  if (!own?.handler || !isHandlerByMethod(own.handler)) return METHODS;
  const methods = Object.keys(own.handler) as Method[];
  return own.component && !methods.includes("GET") ? [...methods, "GET"] : methods;
}

/** What stands at the end of every chain: nothing answered. */
function ending<State>(ctx: Context<State>, method: Method, allowed: Method[] | null): Promise<Response> {
  if (allowed !== null && method === "OPTIONS") {
    return Promise.resolve(new Response(null, { status: 204, headers: { allow: allowed.join(", ") } }));
  }
  return Promise.reject(ctx.error = new HttpError(allowed === null ? 404 : 405));
}

/** A redirect that still asks for partials where it leads. */
function stayPartial(response: Response): Response {
  const location = response.headers.get("location");
  if (!location?.startsWith("/") || location.includes(PARTIAL_SEARCH_PARAM)) return response;
  return withHeaders(response, new Headers({ location: withParam(location, PARTIAL_SEARCH_PARAM, "true") }));
}

function answerError(error: unknown, overlay: boolean): Response {
  if (error instanceof HttpError && error.status < 500) return new Response(error.message, { status: error.status });
  console.error(error);
  const status = error instanceof HttpError ? error.status : 500;
  if (overlay) return errorPage(error, status);
  return new Response(error instanceof HttpError ? error.message : "Internal server error", { status });
}
