import { readForm } from "../../../web/body.ts";
import { findInLog } from "../../../web/pages/find_in_log.ts";
import { workplaceOf } from "../../../web/pages/trainer.ts";
import { define } from "../../../web/state.ts";

/** Leads to what was typed, or back to the log with word that there is nothing. */
export const handler = define.handlers({
  async POST(ctx) {
    const { app } = ctx.state;
    const { what = "" } = await readForm(ctx.req);
    const found = await findInLog(app, workplaceOf(ctx.state).id, what.slice(0, 320));
    return ctx.redirect(found ?? "/dashboard/history?nothing=1", 303);
  },
});
