import { HttpError } from "fresh";
import { materialResponse } from "../../../../../web/materials.ts";
import { ownRegistration } from "../../../../../web/pages/own_registration.ts";
import { define } from "../../../../../web/state.ts";

/** A file of the event, for somebody who has a place. */
export const handler = define.handlers({
  async GET(ctx) {
    const own = await ownRegistration(ctx);
    if (!own || own.registration.status !== "confirmed") throw new HttpError(404);
    const found = await materialResponse(ctx.state.app, own.view, "registered", ctx.params.materialId);
    if (!found) throw new HttpError(404);
    return found;
  },
});
