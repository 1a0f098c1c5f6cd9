import { App, staticFiles } from "fresh";
import { start } from "./composition/start.ts";
import { app as settings } from "./fresh.config.ts";
import type { State } from "./web/state.ts";

/** The Fresh application. Dependencies open in `start()`: when the process serves, or at the first request, never on import. */
export const app: App<State> = new App<State>(settings)
  .use(async (ctx) => {
    await start();
    return await ctx.next();
  })
  .use(staticFiles())
  .fsRoutes();
