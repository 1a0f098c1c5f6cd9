import { askedEvents, liveFigures } from "../../web/pages/live_figures.ts";
import { liveResponse } from "../../web/sse.ts";
import { define } from "../../web/state.ts";

/** Figures of the events in `?events=`, as they change. */
export const handler = define.handlers({
  GET({ state, url, req }) {
    const ids = askedEvents(url);
    return liveResponse({
      changes: state.app.changes,
      signal: req.signal,
      produce: () => liveFigures(state, ids),
    });
  },
});
