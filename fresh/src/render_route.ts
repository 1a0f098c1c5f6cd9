import { type Context, getInternals } from "./context.ts";
import { HttpError } from "./error.ts";
import { isHandlerByMethod, type PageResponse } from "./handlers.ts";
import { isVNode, renderLayer } from "./render.ts";
import type { Method } from "./router.ts";
import type { Route } from "./types.ts";

/** Runs a route's handler for the request's method, and renders its component with what that gives. */
export async function renderRoute<State>(ctx: Context<State>, route: Route<State>, status = 200): Promise<Response> {
  const internals = getInternals(ctx);
  if (route.config?.skipAppWrapper) internals.app = null;
  if (route.config?.skipInheritedLayouts) internals.layouts = [];
  internals.css = route.css ?? null;
  internals.filePath = route.filePath ?? null;

  const handler = handlerFor(route, ctx.req.method.toUpperCase() as Method);
  const result = handler ? await handler(ctx) : null;
  if (result instanceof Response) return result;
  if (handler && (result === null || typeof result !== "object" || !("data" in result))) {
    throw new TypeError(
      `A handler of ${route.filePath ?? `the route ${ctx.route}`} returned neither a Response nor page data. ` +
        `Return a Response, ctx.render(...) or page({ ... }).`,
    );
  }
  if (!handler && !route.component) {
    if (ctx.error !== null) throw ctx.error;
    throw new HttpError(405);
  }
  const { data, headers, status: wanted } = (result ?? {}) as Partial<PageResponse<unknown>>;
  ctx.data = data;
  const content = route.component ? await renderLayer(ctx, route.component, null) : null;
  if (content instanceof Response) return content;
  return await ctx.render(isVNode(content) ? content : null, { status: wanted ?? status, headers });
}

function handlerFor<State>(route: Route<State>, method: Method) {
  const { handler } = route;
  if (handler === undefined || !isHandlerByMethod(handler)) return handler;
  return handler[method] ?? (method === "HEAD" ? handler.GET : undefined);
}
