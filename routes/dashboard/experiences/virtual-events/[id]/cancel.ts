import { page } from "fresh";
import { z } from "zod";
import { cancelEvent } from "../../../../../commands/cancel_event.ts";
import { hrefOf } from "../../../../../components/dashboard/event.ts";
import type { EventId } from "../../../../../domain/ids.ts";
import { eventAction } from "../../../../../web/pages/event_actions.ts";
import { overviewOf } from "../../../../../web/pages/overview.ts";
import { eventOf } from "../../../../../web/pages/trainer.ts";
import { define } from "../../../../../web/state.ts";
export { default } from "./index.tsx";

const Form = z.object({ reason: z.string().trim().max(500).default("") });

/** Calls an event off, with the reason that everybody registered is told. */
export const handler = define.handlers({
  GET: (ctx) => ctx.redirect(hrefOf(ctx.params.id!), 303),

  async POST(ctx) {
    const { commands } = ctx.state.app;
    const view = await eventOf(ctx, "event.cancel");
    const done = await eventAction(
      ctx,
      (caller, form) => cancelEvent(commands, caller, view.id as EventId, Form.parse(form).reason),
    );
    if (!done.ok) {
      const problem = Object.values(done.errors)[0] ?? done.problem;
      return page(await overviewOf(ctx, view, { errors: {}, problem }), { status: done.status });
    }
    return ctx.redirect(hrefOf(view.id), 303);
  },
});
