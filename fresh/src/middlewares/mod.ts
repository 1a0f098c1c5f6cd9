import type { Context } from "../context.ts";

/** Sees a request on its way in and the response on its way out; `ctx.next()` is the rest of the chain. */
export type MiddlewareFn<State> = (ctx: Context<State>) => Response | Promise<Response>;
export type Middleware<State> = MiddlewareFn<State>;
/** A middleware, or a function that loads one when it is first needed. */
export type MaybeLazyMiddleware<State> = (ctx: Context<State>) => Response | Promise<Response | Middleware<State>>;

/**
 * Runs the chain in order; at its end stands what `ctx.next` was before. A step that answers with a function was lazy:
 * the function takes its place. `ctx.error` is the error that leaves a step, for those around it.
 */
export function runMiddlewares<State>(steps: MaybeLazyMiddleware<State>[], ctx: Context<State>): Promise<Response> {
  return steps.length === 0 ? ctx.next() : step(steps, ctx, 0, ctx.next);
}

async function step<State>(
  steps: MaybeLazyMiddleware<State>[],
  ctx: Context<State>,
  at: number,
  end: () => Promise<Response>,
): Promise<Response> {
  ctx.next = at + 1 < steps.length ? () => step(steps, ctx, at + 1, end) : end;
  try {
    const result = await steps[at]!(ctx);
    if (typeof result !== "function") return result;
    steps[at] = result;
    return await result(ctx);
  } catch (error) {
    ctx.error = error;
    throw error;
  }
}
