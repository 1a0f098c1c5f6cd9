import { page } from "fresh";
import { unpublishEvent } from "../../../../../commands/publication.ts";
import { hrefOf } from "../../../../../components/dashboard/event.ts";
import type { EventId } from "../../../../../domain/ids.ts";
import { eventAction } from "../../../../../web/pages/event_actions.ts";
import { overviewOf } from "../../../../../web/pages/overview.ts";
import { eventOf } from "../../../../../web/pages/trainer.ts";
import { define } from "../../../../../web/state.ts";
export { default } from "./index.tsx";

/** Makes an event a draft again, while nobody is registered. */
export const handler = define.handlers({
  GET: (ctx) => ctx.redirect(hrefOf(ctx.params.id!), 303),

  async POST(ctx) {
    const view = await eventOf(ctx, "event.publish");
    const done = await eventAction(ctx, (caller) => unpublishEvent(ctx.state.app.commands, caller, view.id as EventId));
    if (!done.ok) {
      return page(await overviewOf(ctx, view, { errors: {}, problem: done.problem }), { status: done.status });
    }
    return ctx.redirect(hrefOf(view.id, "?done=unpublished"), 303);
  },
});
