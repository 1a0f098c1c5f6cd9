import { studioPath } from "../../../../web/links.ts";
import { define } from "../../../../web/state.ts";

export const handler = define.handlers((ctx) => ctx.redirect(studioPath(ctx.params.address!), 301));
