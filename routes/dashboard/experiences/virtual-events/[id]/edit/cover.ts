import { page } from "fresh";
import { updateEvent } from "../../../../../../commands/update_event.ts";
import { hrefOf } from "../../../../../../components/dashboard/event.ts";
import type { EventId } from "../../../../../../domain/ids.ts";
import { uuidv5 } from "../../../../../../domain/uuid.ts";
import { callerOf } from "../../../../../../web/caller.ts";
import { explain } from "../../../../../../web/explain.ts";
import { requestIdOf } from "../../../../../../web/pages/event_saving.ts";
import { eventOf } from "../../../../../../web/pages/trainer.ts";
import { wizardPage } from "../../../../../../web/pages/wizard/page_data.ts";
import { editableOf, openStep } from "../../../../../../web/pages/wizard/saving.ts";
import { steps } from "../../../../../../web/pages/wizard/steps.ts";
import { define } from "../../../../../../web/state.ts";
import { keepPicture } from "../../../../../../web/upload.ts";
export { default } from "./[step].tsx";

/** Takes the cover picture of an event, or takes it away. */
export const handler = define.handlers({
  GET: (ctx) => ctx.redirect(hrefOf(ctx.params.id!, "/edit/page"), 303),

  async POST(ctx) {
    const { app, locale } = ctx.state;
    const view = await eventOf(ctx, "event.change");
    const eventId = view.id as EventId;
    try {
      const { mediaId, fields } = await keepPicture(app, callerOf(ctx.state), ctx.req, "cover");
      const cover = fields.then === "no_cover" ? null : mediaId;
      if (cover !== null || fields.then === "no_cover") {
        const { event } = await editableOf(ctx, eventId);
        const update = { page: { ...event.page, cover }, ifVersion: event.version };
        const commandId = uuidv5(requestIdOf(fields), JSON.stringify([cover, event.version]));
        const { position } = await updateEvent(app.commands, { ...callerOf(ctx.state), commandId }, eventId, update);
        await app.caughtUp(position, 2_000);
      }
      return ctx.redirect(hrefOf(view.id, "/edit/page?saved=1#looks"), 303);
    } catch (error) {
      const { unexpected, status, detail } = explain(error, locale);
      if (unexpected) throw error;
      const opened = await openStep(ctx, eventId, steps.page);
      return page(await wizardPage(ctx, "page", opened, crypto.randomUUID(), detail), { status });
    }
  },
});
