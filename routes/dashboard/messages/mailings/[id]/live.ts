import { mailingOf } from "../../../../../web/pages/mailings.ts";
import { liveResponse } from "../../../../../web/sse.ts";
import { define } from "../../../../../web/state.ts";

/** How far a mailing is, while it goes out. */
export const handler = define.handlers({
  async GET(ctx) {
    await mailingOf(ctx); // refused before a stream is opened
    const produce = async () => {
      const { progress, told } = await mailingOf(ctx);
      return { "mailing.progress": progress, "mailing.told": told };
    };
    return liveResponse({ changes: ctx.state.app.changes, produce, atLeastEvery: 500 });
  },
});
