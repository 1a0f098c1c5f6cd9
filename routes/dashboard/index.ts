import { startOf } from "../../web/places.ts";
import { define } from "../../web/state.ts";

export const handler = define.handlers((ctx) => ctx.redirect(startOf(ctx.state), 303));
