import { reachOf } from "../../commands/authorise.ts";
import { liveFigures } from "../../web/pages/operator/figures.ts";
import { liveResponse } from "../../web/sse.ts";
import { define } from "../../web/state.ts";

/** The page's figures as they change. Processes, disks and clocks tell nobody, so they are asked. */
export const handler = define.handlers({
  GET({ state: { app, session, locale } }) {
    const allowed = () =>
      session !== null &&
      reachOf({ userId: session.userId, operator: app.directory.isOperator(session.userId) }, "installation.read");
    return liveResponse({
      changes: app.changes,
      produce: async () => allowed() ? liveFigures(await app.figures(), locale) : null,
      pause: 2_000,
      atLeastEvery: 5_000,
    });
  },
});
