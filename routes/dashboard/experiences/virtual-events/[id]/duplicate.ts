import { page } from "fresh";
import { z } from "zod";
import { duplicateEvent } from "../../../../../commands/duplicate_event.ts";
import { hrefOf } from "../../../../../components/dashboard/event.ts";
import type { EventId } from "../../../../../domain/ids.ts";
import { eventAction } from "../../../../../web/pages/event_actions.ts";
import { overviewOf } from "../../../../../web/pages/overview.ts";
import { eventOf } from "../../../../../web/pages/trainer.ts";
import { wholeNumber } from "../../../../../web/pages/wizard/fields.ts";
import { editableOf } from "../../../../../web/pages/wizard/saving.ts";
import { define } from "../../../../../web/state.ts";
export { default } from "./index.tsx";

const Form = z.object({ shiftDays: wholeNumber(0, 3_650) });

/** Makes a draft like an event, so many days later, and leads to it. */
export const handler = define.handlers({
  GET: (ctx) => ctx.redirect(hrefOf(ctx.params.id!), 303),

  async POST(ctx) {
    const { commands } = ctx.state.app;
    const view = await eventOf(ctx, "event.create");
    const eventId = view.id as EventId;
    const { speakers } = await editableOf(ctx, eventId);
    const named = speakers.map(({ email, profile, role }) => ({ email, profile, role }));
    const done = await eventAction(ctx, (caller, form) => {
      const { shiftDays } = Form.parse(form);
      return duplicateEvent(commands, caller, eventId, { shiftDays, speakers: named });
    });
    if (!done.ok) {
      const problem = Object.values(done.errors)[0] ?? done.problem;
      return page(await overviewOf(ctx, view, { errors: {}, problem }), { status: done.status });
    }
    return ctx.redirect(hrefOf(done.value.eventId, "/edit/details"), 303);
  },
});
