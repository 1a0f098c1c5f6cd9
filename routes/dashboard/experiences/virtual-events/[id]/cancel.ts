import { page } from "fresh";
import { z } from "zod";
import { cancelEvent } from "../../../../../commands/cancel_event.ts";
import { hrefOf } from "../../../../../components/dashboard/event.ts";
import type { EventId } from "../../../../../domain/ids.ts";
import { callerOf } from "../../../../../web/caller.ts";
import { send } from "../../../../../web/form.ts";
import { overviewOf } from "../../../../../web/pages/overview.ts";
import { eventOf } from "../../../../../web/pages/trainer.ts";
import { define } from "../../../../../web/state.ts";
export { default } from "./index.tsx";

const Form = z.object({ reason: z.string().trim().max(500).default("") });

/** Calls an event off, with the reason that everybody registered is told. */
export const handler = define.handlers({
  GET: (ctx) => ctx.redirect(hrefOf(ctx.params.id!), 303),

  async POST(ctx) {
    const { app, locale } = ctx.state;
    const view = await eventOf(ctx, "event.cancel");
    const sent = await send(
      ctx.req,
      locale,
      Form,
      ({ reason }) => cancelEvent(app.commands, callerOf(ctx.state), view.id as EventId, reason),
    );
    if (!sent.ok) {
      const problem = sent.form.problem ?? Object.values(sent.form.errors)[0];
      return page(await overviewOf(ctx, view, { errors: {}, problem }), { status: sent.status });
    }
    await app.caughtUp(sent.value.position, 2_000);
    return ctx.redirect(hrefOf(view.id), 303);
  },
});
