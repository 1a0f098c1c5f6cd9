import type { Middleware } from "./mod.ts";

/** Redirects to the address with a slash at its end, or to that without one; `/` stays. */
export function trailingSlashes<State>(mode: "always" | "never"): Middleware<State> {
  return (ctx) => {
    const { pathname, search } = ctx.url;
    const hasSlash = pathname.endsWith("/");
    if (pathname === "/" || hasSlash === (mode === "always")) return ctx.next();
    return ctx.redirect((hasSlash ? pathname.replace(/\/+$/, "") : `${pathname}/`) + search);
  };
}
