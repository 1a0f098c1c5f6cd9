import { type ComponentType, type FunctionComponent, isValidElement, type VNode } from "preact";
import type { BuildCache } from "./build_cache.ts";
import type { ResolvedFreshConfig } from "./config.ts";
import { PARTIAL_SEARCH_PARAM } from "./constants.ts";
import { composeLayers, renderDocument } from "./render.ts";
import type { LayoutConfig, RouteComponent } from "./types.ts";
import { attach, isHandlers, upgrade, type WebSocketHandlers, type WebSocketUpgradeOptions } from "./websocket.ts";

/** An island as the server knows it. */
export interface Island {
  /** URL of the script that has the component. */
  file: string;
  /** Unique name on the page. */
  name: string;
  /** What the script exports the component as. */
  exportName: string;
  /** Source file, for explanations. */
  source: string;
}

/** The islands by component. */
// deno-lint-ignore no-explicit-any -- islands have any props
export type ServerIslandRegistry = Map<ComponentType<any>, Island>;

/** What the framework keeps beside a request. */
export interface Internals<State> {
  app: RouteComponent<State> | null;
  layouts: readonly RouteComponent<State>[];
  css: readonly string[] | null;
  /** Status of a rendered page that names none. */
  status: number;
  /** Set by the CSP middleware; `nonceUsed` once a page was rendered with it. */
  nonce: string | null;
  nonceUsed: boolean;
  /** File of the route, for explanations. */
  filePath: string | null;
}

const INTERNALS = Symbol("internals");

/** The framework's part of a context. */
export function getInternals<State>(ctx: Context<State>): Internals<State> {
  return ctx[INTERNALS];
}

/** One request on its way through middlewares, handler and page. */
export class Context<State> {
  /** For the application: what a middleware leaves for those after it. */
  readonly state: State = {} as State;
  /** What the handler gave to the page. */
  data: unknown = undefined;
  /** The error being handled, or null. */
  error: unknown = null;
  /** What a layout or app wrapper goes around. */
  Component: FunctionComponent = () => null;

  #url: URL | null;
  readonly [INTERNALS]: Internals<State> = {
    app: null,
    layouts: [],
    css: null,
    status: 200,
    nonce: null,
    nonceUsed: false,
    filePath: null,
  };

  constructor(
    readonly req: Request,
    url: URL | null,
    readonly info: Deno.ServeHandlerInfo,
    /** The pattern that matched, or null. */
    readonly route: string | null,
    /** The decoded parameters of the pattern. */
    readonly params: Record<string, string>,
    readonly config: ResolvedFreshConfig,
    /** The rest of the chain. Rejects with what is thrown there, a 404 included. */
    public next: () => Promise<Response>,
    /** @internal */
    readonly buildCache: BuildCache<State>,
  ) {
    this.#url = url;
  }

  /** The request's address; behind a trusted proxy, the one that the client asked for. */
  get url(): URL {
    return this.#url ??= requestUrl(this.req, this.config.trustProxy === true);
  }

  /** Whether only the page's partials are wanted. */
  get isPartial(): boolean {
    return this.url.searchParams.has(PARTIAL_SEARCH_PARAM);
  }

  /** Sends the client elsewhere. Repeated slashes in a path collapse, so it cannot lead to another host. */
  redirect(pathOrUrl: string, status = 302): Response {
    let location = pathOrUrl;
    if (pathOrUrl !== "/" && /^[\\/]/.test(pathOrUrl)) {
      const [path, rest] = splitPath(pathOrUrl);
      location = path.replaceAll("\\", "/").replace(/\/+/g, "/") + rest;
    }
    return new Response(null, { status, headers: { location } });
  }

  /**
   * Renders a page in its layouts and app wrapper. Throws a TypeError for what is not JSX, and explains a nested async
   * component, a function passed to an island and a second copy of preact.
   */
  async render(vnode: VNode | null, init: ResponseInit = {}, config: LayoutConfig = {}): Promise<Response> {
    if (vnode !== null && !isValidElement(vnode)) {
      throw new TypeError(`ctx.render() wants JSX, like ctx.render(<h1>hello</h1>), and got ${describe(vnode)}.`);
    }
    const internals = this[INTERNALS];
    const layouts = config.skipInheritedLayouts ? [] : internals.layouts;
    const app = config.skipAppWrapper ? null : internals.app;
    const content = await composeLayers(this, vnode, app ? [app, ...layouts] : layouts);
    if (content instanceof Response) return content;
    return renderDocument(this, content, init);
  }

  text(content: string, init?: ResponseInit): Response {
    return new Response(content, init);
  }

  html(content: string, init?: ResponseInit): Response {
    return new Response(content, withType(init, "text/html; charset=utf-8"));
  }

  // deno-lint-ignore no-explicit-any -- whatever JSON.stringify takes
  json(content: any, init?: ResponseInit): Response {
    return Response.json(content, init);
  }

  /** Streams chunks, encoding strings as UTF-8. */
  stream<T extends string | Uint8Array>(
    source: Iterable<T> | AsyncIterable<T> | ReadableStream<T> | (() => Iterable<T> | AsyncIterable<T>),
    init?: ResponseInit,
  ): Response {
    const encoder = new TextEncoder();
    async function* bytes() {
      const chunks = typeof source === "function" ? source() : source;
      for await (const chunk of chunks) yield typeof chunk === "string" ? encoder.encode(chunk) : chunk;
    }
    return new Response(ReadableStream.from(bytes()) as ReadableStream<Uint8Array<ArrayBuffer>>, init);
  }

  /** Upgrades to a WebSocket: with handlers, the response; without, the socket too. Throws an HttpError 400 otherwise. */
  upgrade(handlers: WebSocketHandlers, options?: WebSocketUpgradeOptions): Response;
  upgrade(options?: WebSocketUpgradeOptions): Deno.WebSocketUpgrade;
  upgrade(
    first?: WebSocketHandlers | WebSocketUpgradeOptions,
    options?: WebSocketUpgradeOptions,
  ): Response | Deno.WebSocketUpgrade {
    if (!isHandlers(first)) return upgrade(this.req, first);
    const { socket, response } = upgrade(this.req, options);
    attach(socket, first);
    return response;
  }
}

/** Another name for the context, as in Fresh 1. */
export type FreshContext<State = unknown> = Context<State>;

function splitPath(location: string): [path: string, rest: string] {
  const end = location.search(/[?#]/);
  return end === -1 ? [location, ""] : [location.slice(0, end), location.slice(end)];
}

function describe(value: unknown): string {
  return value === undefined ? "nothing" : Array.isArray(value) ? "an array" : `a value of type ${typeof value}`;
}

function withType(init: ResponseInit | undefined, type: string): ResponseInit {
  const headers = new Headers(init?.headers);
  if (!headers.has("content-type")) headers.set("content-type", type);
  return { ...init, headers };
}

/** The path of a request's URL, with repeated slashes collapsed; a URL object would cost more than the rest of routing. */
export function pathOf({ url }: Request): string {
  const start = url.indexOf("/", url.indexOf("://") + 3);
  const end = url.search(/[?#]/);
  const path = url.slice(start, end === -1 ? undefined : end);
  return path.includes("//") ? path.replace(/\/+/g, "/") : path;
}

function requestUrl(req: Request, trustProxy: boolean): URL {
  const url = new URL(req.url);
  if (url.pathname.includes("//")) url.pathname = pathOf(req);
  if (trustProxy) {
    const proto = forwarded(req, "x-forwarded-proto");
    const host = forwarded(req, "x-forwarded-host");
    if (proto === "http" || proto === "https") url.protocol = `${proto}:`;
    if (host) {
      url.host = host;
      if (!/:\d+$/.test(host)) url.port = "";
    }
  }
  return url;
}

function forwarded(req: Request, header: string): string | undefined {
  return req.headers.get(header)?.split(",")[0]?.trim() || undefined;
}
