import { HttpError } from "fresh";
import { momentOf } from "../../../../../web/pages/moment.ts";
import { stepOf } from "../../../../../web/pages/stream_page.ts";
import { workplaceOf } from "../../../../../web/pages/trainer.ts";
import { define } from "../../../../../web/state.ts";

/** A stream after the fact with `?revision=`, or after the last one recorded by `?at=`, for the sliders. */
export const handler = define.handlers({
  async GET({ state, params, url }) {
    const at = momentOf(url.searchParams.get("at"));
    const revision = Number(url.searchParams.get("revision") ?? NaN);
    if (!at && (!Number.isInteger(revision) || revision < 0)) throw new HttpError(404);
    const until = at ? { at } : { revision };
    const step = await stepOf(state.app, workplaceOf(state).id, params.stream ?? "", until, state.locale);
    if (!step || (!at && step.revision !== revision)) throw new HttpError(404);
    return Response.json(step);
  },
});
