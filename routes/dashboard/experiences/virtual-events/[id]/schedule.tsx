import { page } from "fresh";
import { z } from "zod";
import { schedulePublication, unschedulePublication } from "../../../../../commands/publication.ts";
import { hrefOf } from "../../../../../components/dashboard/event.ts";
import type { EventId } from "../../../../../domain/ids.ts";
import { instantOf, wallClockOf } from "../../../../../domain/wall_clock.ts";
import { eventAction } from "../../../../../web/pages/event_actions.ts";
import { publishPage } from "../../../../../web/pages/publish_page.ts";
import { eventOf } from "../../../../../web/pages/trainer.ts";
import { clock } from "../../../../../web/pages/wizard/fields.ts";
import { define } from "../../../../../web/state.ts";
export { default } from "./publish.tsx";

const Form = z.object({ publishAt: clock });

/** Lets a draft publish by itself at a time, or no longer. */
export const handler = define.handlers({
  GET: (ctx) => ctx.redirect(hrefOf(ctx.params.id!, "/publish"), 303),

  async POST(ctx) {
    const { commands } = ctx.state.app;
    const view = await eventOf(ctx, "event.publish");
    const eventId = view.id as EventId;
    let did = "?done=scheduled";
    const was = view.publishAt === null ? "" : wallClockOf(view.publishAt, view.timeZone);
    const done = await eventAction(ctx, (caller, form) => {
      if (form.then === "unschedule") did = `?done=unscheduled&was=${was}`;
      if (form.then === "unschedule") return unschedulePublication(commands, caller, eventId);
      return schedulePublication(commands, caller, eventId, instantOf(Form.parse(form).publishAt, view.timeZone));
    }, { date_in_past: "publishAt", date_invalid: "publishAt" });
    if (!done.ok) {
      const problem = Object.keys(done.errors).length > 0 ? undefined : done.problem;
      return page({ ...await publishPage(ctx, view, { ...done, problem }), undo: null }, { status: done.status });
    }
    return ctx.redirect(hrefOf(view.id, `/publish${did}`), 303);
  },
});
