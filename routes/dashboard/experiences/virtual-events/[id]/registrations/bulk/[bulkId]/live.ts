import { bulkOf } from "../../../../../../../../commands/bulk.ts";
import { callerOf } from "../../../../../../../../web/caller.ts";
import { bulkTexts } from "../../../../../../../../web/pages/bulk_work.ts";
import { eventOf } from "../../../../../../../../web/pages/trainer.ts";
import { liveResponse } from "../../../../../../../../web/sse.ts";
import { define } from "../../../../../../../../web/state.ts";

/** How far a bulk action is, while it runs. */
export const handler = define.handlers({
  async GET(ctx) {
    const { app, locale } = ctx.state;
    await eventOf(ctx, "registration.change");
    const { bulkId = "" } = ctx.params;
    await bulkOf(app.commands, callerOf(ctx.state), bulkId); // refused before a stream is opened
    const produce = async () => bulkTexts(await bulkOf(app.commands, callerOf(ctx.state), bulkId), locale);
    return liveResponse({ changes: app.changes, produce, atLeastEvery: 500 });
  },
});
