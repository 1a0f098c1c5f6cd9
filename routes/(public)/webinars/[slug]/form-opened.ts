import { countVisit, eventAt } from "../../../../web/pages/event_page.ts";
import { define } from "../../../../web/state.ts";

/** Told by the page's script when somebody begins to fill in the form, and with `?refused` when it was not sent as it was. */
export const handler = define.handlers({
  GET: (ctx) => ctx.redirect(ctx.url.pathname.replace(/\/form-opened$/, ""), 303),

  async POST(ctx) {
    const found = await eventAt(ctx);
    if ("view" in found) {
      countVisit(ctx, found.view, ctx.url.searchParams.has("refused") ? "form_refused" : "form_opened");
    }
    return new Response(null, { status: 204 });
  },
});
