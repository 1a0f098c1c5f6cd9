import { readForm } from "../../web/body.ts";
import { safePath } from "../../web/places.ts";
import { deviceFor, forgetting, remembering } from "../../web/registering/remembered.ts";
import { define } from "../../web/state.ts";

/** Keeps what was typed on this device for another four hours, or forgets it. */
export const handler = define.handlers({
  GET: (ctx) => ctx.redirect("/webinars", 303),

  async POST(ctx) {
    const form = await readForm(ctx.req);
    const back = ctx.redirect(safePath(form.back) ?? "/webinars", 303);
    if (form.do !== "keep") return forgetting(ctx, back);
    return remembering(ctx, { ...deviceFor(ctx), at: ctx.state.app.commands.now() }, back);
  },
});
