import { takeAnswer } from "../../../web/text_reports.ts";
import { define } from "../../../web/state.ts";

/** What somebody answers to a text, told by Twilio, signed. Nothing is written back: Twilio does that for STOP and START. */
export const handler = define.handlers({
  async POST({ state, req }) {
    await takeAnswer(state.app, req);
    return new Response("<Response/>", { headers: { "content-type": "text/xml; charset=utf-8" } });
  },
});
