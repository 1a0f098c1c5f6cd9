import type { Context } from "./context.ts";
import type { Method } from "./router.ts";

/** What a handler returns to have its page rendered with `data`. */
export interface PageResponse<Data> {
  data: Data;
  headers?: HeadersInit;
  status?: number;
}

/** Hands `data` to the route's component; headers and status go on the response. */
export function page<Data>(data: Data, options?: { headers?: HeadersInit; status?: number }): PageResponse<Data>;
export function page(): PageResponse<undefined>;
export function page<Data>(data?: Data, options?: { headers?: HeadersInit; status?: number }): PageResponse<unknown> {
  return { data, headers: options?.headers, status: options?.status };
}

/** Answers every method of a route. */
export interface HandlerFn<Data, State> {
  (ctx: Context<State>): Response | PageResponse<Data> | Promise<Response | PageResponse<Data>>;
}

/** Answers each method of a route with its own function. */
export type HandlerByMethod<Data, State> = { [M in Method]?: HandlerFn<Data, State> };

/** A route's handlers: one function for all methods or one for each. */
export type RouteHandler<Data, State> = HandlerFn<Data, State> | HandlerByMethod<Data, State>;

type DataOf<Returned> = Returned extends PageResponse<infer Data> ? Data : never;

/** The data that a route's handlers give to its component. */
export type RouteData<Handler> = Handler extends (...args: never[]) => infer Returned ? DataOf<Awaited<Returned>>
  : {
    [M in keyof Handler]: Handler[M] extends (...args: never[]) => infer Returned ? DataOf<Awaited<Returned>> : never;
  }[keyof Handler];

/** Whether the handlers are given for each method. */
export function isHandlerByMethod<D, S>(handler: RouteHandler<D, S>): handler is HandlerByMethod<D, S> {
  return handler !== null && typeof handler === "object";
}
