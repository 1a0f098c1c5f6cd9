import { page } from "fresh";
import { z } from "zod";
import { publishEvent } from "../../../../../commands/publish_event.ts";
import { hrefOf } from "../../../../../components/dashboard/event.ts";
import type { EventId } from "../../../../../domain/ids.ts";
import { callerOf } from "../../../../../web/caller.ts";
import { send } from "../../../../../web/form.ts";
import { overviewOf } from "../../../../../web/pages/overview.ts";
import { eventOf } from "../../../../../web/pages/trainer.ts";
import { define } from "../../../../../web/state.ts";
export { default } from "./index.tsx";

/** Makes an event public; what is missing for it is asked for in its form. */
export const handler = define.handlers({
  GET: (ctx) => ctx.redirect(hrefOf(ctx.params.id!), 303),

  async POST(ctx) {
    const { app, locale } = ctx.state;
    const view = await eventOf(ctx, "event.publish");
    const sent = await send(
      ctx.req,
      locale,
      z.object({}),
      () => publishEvent(app.commands, callerOf(ctx.state), view.id as EventId),
    );
    if (!sent.ok) {
      const { problem, errors } = sent.form;
      const missing = Object.keys(errors);
      if (missing.length > 0) return ctx.redirect(hrefOf(view.id, `/edit?missing=${missing.join(",")}`), 303);
      return page(await overviewOf(ctx, view, { errors: {}, problem: problem ?? undefined }), { status: sent.status });
    }
    await app.caughtUp(sent.value.position, 2_000);
    return ctx.redirect(hrefOf(view.id, "?done=published"), 303);
  },
});
