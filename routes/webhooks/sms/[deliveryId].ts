import { takeTextReport } from "../../../web/text_reports.ts";
import { define } from "../../../web/state.ts";

/** What became of one text, told by Twilio, signed. */
export const handler = define.handlers({
  async POST({ state, params, req }) {
    await takeTextReport(state.app, params.deliveryId ?? "", req);
    return new Response(null, { status: 204 });
  },
});
