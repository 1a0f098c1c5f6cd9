import { HttpError } from "fresh";
import { stepOf } from "../../../../../web/pages/stream_page.ts";
import { workplaceOf } from "../../../../../web/pages/trainer.ts";
import { define } from "../../../../../web/state.ts";

/** A stream after the fact with `?revision=`, for the slider. */
export const handler = define.handlers({
  async GET({ state, params, url }) {
    const revision = Number(url.searchParams.get("revision"));
    if (!Number.isInteger(revision) || revision < 0) throw new HttpError(404);
    const step = await stepOf(state.app, workplaceOf(state).id, params.stream ?? "", { revision }, state.locale);
    if (!step || step.revision !== revision) throw new HttpError(404);
    return Response.json(step);
  },
});
