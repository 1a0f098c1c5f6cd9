import type { MaybeLazyMiddleware, Middleware } from "./middlewares/mod.ts";
import type { Method } from "./router.ts";
import { mergePath } from "./router.ts";
import type { LayoutConfig, MaybeLazy, Route, RouteComponent, RouteConfig } from "./types.ts";

/**
 * One step of describing an application, applied from first to last. `path` is where it counts: that path and all
 * below it, or, with `folder`, only what is below (a `_layout` in `foo/` is not for `foo.tsx`).
 */
export type Command<State> =
  | { type: "middleware"; path: string; folder?: boolean; steps: MaybeLazyMiddleware<State>[] }
  | { type: "layout"; path: string; folder?: boolean; component: RouteComponent<State>; config?: LayoutConfig }
  | { type: "appWrapper"; path: string; component: RouteComponent<State> }
  | { type: "error"; path: string; folder?: boolean; route: Route<State> }
  | { type: "notFound"; path: string; folder?: boolean; route: Route<State> | Middleware<State> }
  | {
    type: "route";
    path: string;
    /** Path that decides layouts and middlewares, when it is not `path`. */
    scope?: string;
    route: MaybeLazy<Route<State>>;
    config?: RouteConfig;
  }
  | { type: "handler"; path: string; methods: readonly Method[]; steps: MaybeLazyMiddleware<State>[] }
  | { type: "fsRoutes"; path: string };

/** The command moved under a base path. */
export function underPath<State>(command: Command<State>, base: string): Command<State> {
  const isRoute = command.type === "route" || command.type === "handler";
  const moved = { ...command, path: mergePath(base, command.path, !isRoute) };
  if (moved.type === "route" && moved.scope !== undefined) moved.scope = mergePath(base, moved.scope, false);
  return moved;
}
