import type { ComponentChildren, VNode } from "preact";
import type { Context } from "./context.ts";
import type { RouteHandler } from "./handlers.ts";
import type { Method } from "./router.ts";

// deno-lint-ignore no-explicit-any -- of any component; VNode is invariant in its props
export type AnyVNode = VNode<any>;

/** Loads a value when it is first needed. */
export type Lazy<T> = () => Promise<T>;
export type MaybeLazy<T> = T | Lazy<T>;

/** What route, layout and app components receive. */
export type PageProps<Data = unknown, State = unknown> =
  & Pick<
    Context<State>,
    "config" | "url" | "req" | "route" | "params" | "info" | "state" | "error" | "isPartial" | "Component"
  >
  & { data: Data };

/** A route, layout or app component; only these may be async, and they may answer with a response. */
// deno-lint-ignore no-explicit-any -- the data's type is known to the route's author, not to the framework
export type RouteComponent<State, Data = any> = (
  props: PageProps<Data, State>,
) => ComponentChildren | Response | Promise<ComponentChildren | Response>;

/** A route's `config` export. */
export interface RouteConfig {
  /** Answer at this pattern instead of the file's own. */
  routeOverride?: string;
  skipAppWrapper?: boolean;
  skipInheritedLayouts?: boolean;
  /** The methods that the route answers. */
  methods?: "ALL" | Method[];
}

/** A layout's `config` export. */
export interface LayoutConfig {
  skipAppWrapper?: boolean;
  skipInheritedLayouts?: boolean;
}

/** A page or error page. */
export interface Route<State> {
  component?: RouteComponent<State>;
  // deno-lint-ignore no-explicit-any -- the data's type is between the handler and its component
  handler?: RouteHandler<any, State>;
  config?: RouteConfig;
  /** Stylesheets that the page links to. */
  css?: string[];
  /** Where the route comes from, for explanations. */
  filePath?: string;
}
