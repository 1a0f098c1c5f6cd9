import type { Command } from "./commands.ts";
import { isHandlerByMethod, type RouteHandler } from "./handlers.ts";
import type { MaybeLazyMiddleware, Middleware } from "./middlewares/mod.ts";
import { pathToPattern } from "./router.ts";
import type { LayoutConfig, Route, RouteComponent, RouteConfig } from "./types.ts";

/** What a file in the routes folder may export. */
export interface FreshFsMod<State> {
  config?: RouteConfig | LayoutConfig;
  handler?: RouteHandler<unknown, State> | MaybeLazyMiddleware<State>[];
  handlers?: RouteHandler<unknown, State> | MaybeLazyMiddleware<State>[];
  default?: RouteComponent<State>;
  css?: string[];
}

/** A file in the routes folder; `id` is its path there, with a leading slash and without extension. */
export interface FsRouteFile<State> {
  id: string;
  filePath: string;
  mod: FreshFsMod<State>;
}

const SPECIAL = ["_app", "_middleware", "_layout", "_error", "_500", "_404"];

/** The commands that add a folder's routes. Throws an Error for a route file without handler and component. */
export function fsItemsToCommands<State>(files: FsRouteFile<State>[]): Command<State>[] {
  const sorted = files.toSorted((a, b) => sortRoutePaths(a.id, b.id));
  const isSpecial = (file: FsRouteFile<State>) => SPECIAL.includes(baseName(file.id));
  return [
    ...sorted.filter(isSpecial).flatMap((file) => specialCommand(file)),
    ...sorted.filter((file) => !isSpecial(file)).map((file) => routeCommand(file)),
  ];
}

function specialCommand<State>({ id, filePath, mod }: FsRouteFile<State>): Command<State>[] {
  const handler = mod.handlers ?? mod.handler;
  const path = pathToPattern(id.slice(0, id.lastIndexOf("/")), { keepGroups: true });
  const at = { path, folder: true };
  switch (baseName(id)) {
    case "_app":
      return mod.default ? [{ type: "appWrapper", path, component: mod.default }] : [];
    case "_layout":
      if (handler) warn("Layout does not support handlers");
      return mod.default
        ? [{ type: "layout", ...at, component: mod.default, config: mod.config as LayoutConfig | undefined }]
        : [];
    case "_middleware": {
      const steps = handler ?? mod.default as unknown;
      if (typeof steps === "object" && steps !== null && !Array.isArray(steps)) {
        warn(`Middleware does not support object handlers with GET, POST, etc. in ${filePath}`);
        return [];
      }
      if (!steps) throw noExports(filePath);
      return [{ type: "middleware", ...at, steps: [steps].flat() as Middleware<State>[] }];
    }
    case "_404":
      return [{ type: "notFound", ...at, route: routeOf(filePath, mod) }];
    default:
      return [{ type: "error", ...at, route: routeOf(filePath, mod) }];
  }
}

function routeCommand<State>({ id, filePath, mod }: FsRouteFile<State>): Command<State> {
  const route = routeOf(filePath, mod);
  const folder = pathToPattern(id.slice(0, id.lastIndexOf("/")), { keepGroups: true });
  const own = pathToPattern(baseName(id)).slice(1) || "index";
  const path = route.config?.routeOverride ?? pathToPattern(id);
  return { type: "route", path, scope: `${folder === "/" ? "" : folder}/${own}`, route };
}

function routeOf<State>(filePath: string, mod: FreshFsMod<State>): Route<State> {
  const handler = (mod.handlers ?? mod.handler) as RouteHandler<unknown, State> | undefined;
  const answers = typeof handler === "function" || (handler !== undefined && isHandlerByMethod(handler));
  if (!mod.default && !answers) throw noExports(filePath);
  return { component: mod.default, handler, config: mod.config, css: mod.css, filePath };
}

function noExports(filePath: string): Error {
  return new Error(
    `The route file ${filePath} has no relevant exports: ` +
      `export a "handler" (or "handlers"), a component as default, or both, or move the file out of the routes folder.`,
  );
}

function warn(message: string): void {
  console.warn(`🍋 %c[WARNING] Unsupported route config: ${message}`, "color:rgb(251, 184, 0)");
}

function baseName(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

/**
 * The order of route files: in a folder first the special files, then its index, fixed names, groups, parameters and
 * at last what matches the rest of a path; below a name comes before the name itself.
 */
export function sortRoutePaths(a: string, b: string): number {
  const [left, right] = [a, b].map((path) => path.replace(/\.(?:[jt]sx?|mjs|mts)$/, "").split("/")) as [
    string[],
    string[],
  ];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const one = left[i];
    const other = right[i];
    if (one === undefined || other === undefined) return one === undefined ? 1 : -1;
    if (one === other) continue;
    const byRank = rank(one) - rank(other);
    if (byRank !== 0) return byRank;
    const byFolder = Number(i < left.length - 1) - Number(i < right.length - 1);
    if (byFolder !== 0) return byFolder;
    return one < other ? -1 : 1;
  }
  return 0;
}

/** Index, fixed names, groups, parameters, optional ones, the rest of a path. */
const RANKS = [/^index$/, /^[^([][^[]*$/, /^\(/, /^(?!\[\[|\[\.\.\.)/, /^\[\[/, /^/];

function rank(part: string): number {
  const special = SPECIAL.indexOf(part);
  return special === -1 ? SPECIAL.length + RANKS.findIndex((pattern) => pattern.test(part)) : special;
}
