import { HttpError } from "fresh";
import { listMails } from "../../../web/pages/mailbox.ts";
import { define } from "../../../web/state.ts";

/** One mail's HTML, for the frame that shows it: it runs nothing and loads nothing from elsewhere. */
export const handler = define.handlers({
  async GET({ state, params }) {
    const mail = (await listMails(state.app.vault, 500)).find(({ messageId }) => messageId === params.id);
    if (!mail) throw new HttpError(404);
    return new Response(mail.html, {
      headers: {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy":
          "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; sandbox allow-popups",
        "X-Frame-Options": "SAMEORIGIN",
      },
    });
  },
});
