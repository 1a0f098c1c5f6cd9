import { HttpError } from "fresh";
import { isLocal } from "../../web/client.ts";
import { define } from "../../web/state.ts";

/** For those who develop on this machine: never in production, and never through a proxy. */
export default define.middleware((ctx) => {
  const { config } = ctx.state.app;
  if (config.appEnv === "production" || !isLocal(ctx.req.headers, ctx.info.remoteAddr)) throw new HttpError(404);
  return ctx.next();
});
