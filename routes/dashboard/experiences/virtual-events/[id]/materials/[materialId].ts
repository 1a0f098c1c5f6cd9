import { HttpError } from "fresh";
import { materialResponse } from "../../../../../../web/materials.ts";
import { eventOf } from "../../../../../../web/pages/trainer.ts";
import { define } from "../../../../../../web/state.ts";

/** A file of the event, for those who work on it. */
export const handler = define.handlers({
  async GET(ctx) {
    const view = await eventOf(ctx, "event.read");
    const found = await materialResponse(ctx.state.app, view, "member", ctx.params.materialId);
    if (!found) throw new HttpError(404);
    return found;
  },
});
