import { define } from "../../../web/state.ts";

export const handler = define.handlers({ GET: (ctx) => ctx.redirect("/api/docs", 308) });
