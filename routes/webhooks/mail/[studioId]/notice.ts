import { takeNotice } from "../../../../web/mail_reports.ts";
import { define } from "../../../../web/state.ts";

/** A returned mail (RFC 3464) or a complaint (RFC 5965), whole, signed. */
export const handler = define.handlers({
  async POST({ state, params, req }) {
    await takeNotice(state.app, params.studioId ?? "", req);
    return new Response(null, { status: 204 });
  },
});
