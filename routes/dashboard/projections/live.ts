import { projectionFigures } from "../../../web/pages/projection_figures.ts";
import { liveResponse } from "../../../web/sse.ts";
import { define } from "../../../web/state.ts";

/** The table's figures as they change. A rebuild tells nobody of its progress, so it is asked. */
export const handler = define.handlers({
  GET({ state }) {
    return liveResponse({
      changes: state.app.changes,
      produce: () => projectionFigures(state),
      atLeastEvery: 500,
    });
  },
});
