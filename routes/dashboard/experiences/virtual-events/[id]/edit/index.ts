import { hrefOf } from "../../../../../../components/dashboard/event.ts";
import { define } from "../../../../../../web/state.ts";

/** Setting up begins with the first step. */
export const handler = define.handlers({
  GET: (ctx) => ctx.redirect(hrefOf(ctx.params.id!, "/edit/details"), 303),
});
