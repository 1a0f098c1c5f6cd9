import type { RouteData, RouteHandler } from "./handlers.ts";
import type { Middleware } from "./middlewares/mod.ts";
import type { PageProps, RouteComponent } from "./types.ts";

/** Identity functions that only give types to what they are passed. */
export interface Define<State> {
  handlers<Handlers extends RouteHandler<unknown, State>>(handlers: Handlers): Handlers;
  page<Handler = never>(
    render: (props: PageProps<[Handler] extends [never] ? unknown : RouteData<Handler>, State>) => ReturnType<
      RouteComponent<State>
    >,
  ): typeof render;
  layout(render: (props: PageProps<unknown, State>) => ReturnType<RouteComponent<State>>): typeof render;
  middleware<M extends Middleware<State> | Middleware<State>[]>(middleware: M): M;
}

const identity = <T>(value: T): T => value;

/** Makes the `define.*` functions for applications whose `ctx.state` is a `State`. */
export function createDefine<State>(): Define<State> {
  return { handlers: identity, page: identity, layout: identity, middleware: identity };
}
