import { HttpError } from "fresh";
import { materialResponse } from "../../../../../../../web/materials.ts";
import { eventAt } from "../../../../../../../web/pages/event_page.ts";
import { define } from "../../../../../../../web/state.ts";

/** A file of the event that everybody may have. */
export const handler = define.handlers({
  async GET(ctx) {
    const found = await eventAt(ctx);
    if ("moved" in found) return ctx.redirect(found.moved, 301);
    const answer = await materialResponse(ctx.state.app, found.view, "everyone", ctx.params.materialId);
    if (!answer) throw new HttpError(404);
    return answer;
  },
});
