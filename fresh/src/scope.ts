import { type Context, getInternals } from "./context.ts";
import { HttpError } from "./error.ts";
import type { MaybeLazyMiddleware, Middleware } from "./middlewares/mod.ts";
import { renderRoute } from "./render_route.ts";
import type { LayoutConfig, Route, RouteComponent } from "./types.ts";

/** A path with what counts there: itself and all paths below it. Below it hang the paths and, apart, the folder. */
export class Scope<State> {
  readonly middlewares: MaybeLazyMiddleware<State>[] = [];
  readonly children = new Map<string, Scope<State>>();
  layout: { component: RouteComponent<State>; config?: LayoutConfig } | null = null;
  app: RouteComponent<State> | null = null;
  errorRoute: Route<State> | null = null;
  notFound: Route<State> | Middleware<State> | null = null;

  constructor(readonly parent: Scope<State> | null) {}

  /** The scope for a path, made when it is new; with `folder`, of what is below the path only. */
  at(path: string, folder = false): Scope<State> {
    return keysOf(path, folder).reduce((scope, key) => scope.#child(key), this as Scope<State>);
  }

  /** The innermost known scope that a path is in. */
  innermost(path: string): Scope<State> {
    let scope = this as Scope<State>;
    for (const key of keysOf(path, false)) {
      const child = scope.children.get(key);
      if (child === undefined) return scope;
      scope = child;
    }
    return scope;
  }

  #child(key: string): Scope<State> {
    let child = this.children.get(key);
    if (child === undefined) this.children.set(key, child = new Scope<State>(this));
    return child;
  }

  /** From the root to this. */
  lineage(): Scope<State>[] {
    return [...(this.parent?.lineage() ?? []), this];
  }

  nearestNotFound(): Route<State> | Middleware<State> | null {
    return this.notFound ?? this.parent?.nearestNotFound() ?? null;
  }
}

/** `/a/b` is in `a`, in what is below `a`, and in `b` there; the keys on the way there alternate. */
function keysOf(path: string, folder: boolean): string[] {
  const parts = path.split("/").filter((part) => part !== "" && part !== "*");
  const keys = parts.flatMap((part) => [part, "/"]);
  if (!folder) keys.pop();
  return keys;
}

/** What runs before a route, with the layouts that it inherits, as they stand now. */
export function chainOf<State>(scope: Scope<State>): MaybeLazyMiddleware<State>[] {
  const chain: MaybeLazyMiddleware<State>[] = [];
  let app: RouteComponent<State> | null = null;
  let layouts: readonly RouteComponent<State>[] = [];
  for (const level of scope.lineage()) {
    app = level.app ?? app;
    if (level.layout) {
      const { component, config } = level.layout;
      if (config?.skipAppWrapper) app = null;
      layouts = config?.skipInheritedLayouts ? [component] : [...layouts, component];
    }
    chain.push(...frame(level, app, layouts), ...level.middlewares);
  }
  return chain;
}

/** The step that puts a scope's layouts in force and answers errors from within; none where it would do nothing. */
function frame<State>(
  scope: Scope<State>,
  app: RouteComponent<State> | null,
  layouts: readonly RouteComponent<State>[],
): Middleware<State>[] {
  const enter = (ctx: Context<State>) => Object.assign(getInternals(ctx), { app, layouts, css: null });
  if (scope.errorRoute || scope.notFound) return [guard(scope, enter, scope.errorRoute)];
  if (scope.app || scope.layout) {
    return [(ctx) => {
      enter(ctx);
      return ctx.next();
    }];
  }
  return [];
}

function guard<State>(
  scope: Scope<State>,
  enter: (ctx: Context<State>) => void,
  errorRoute: Route<State> | null,
): Middleware<State> {
  return async (ctx) => {
    enter(ctx);
    try {
      return await ctx.next();
    } catch (error) {
      ctx.error = error;
      const status = error instanceof HttpError ? error.status : 500;
      const notFound = status === 404 ? scope.nearestNotFound() : null;
      const route = notFound ?? errorRoute;
      if (route === null) throw error;
      // An outer scope has the page, and its layouts.
      if (notFound !== null && scope.notFound === null) throw error;
      enter(ctx);
      getInternals(ctx).status = status;
      return await (typeof route === "function" ? route(ctx) : renderRoute(ctx, route, status));
    }
  };
}
