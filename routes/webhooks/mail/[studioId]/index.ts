import { takeReport } from "../../../../web/mail_reports.ts";
import { define } from "../../../../web/state.ts";

/** What a studio's mail provider reports about mails, signed. */
export const handler = define.handlers({
  async POST({ state, params, req }) {
    await takeReport(state.app, params.studioId ?? "", req);
    return new Response(null, { status: 204 });
  },
});
