import { Buffer } from "node:buffer";
import { HttpError } from "fresh";
import { openDelivery } from "../../../../commands/open_delivery.ts";
import { openedBy } from "../../../../web/links.ts";
import { define } from "../../../../web/state.ts";

/** One dot that nobody sees. */
const DOT = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

/** Loaded by a mail that is opened, where its studio counts that. */
export const handler = define.handlers({
  async GET({ state: { app }, params }) {
    const mail = openedBy(app.vault, params.token ?? "");
    if (!mail) throw new HttpError(404);
    await openDelivery(app.commands, mail);
    return new Response(DOT, { headers: { "Content-Type": "image/gif", "Cache-Control": "no-store" } });
  },
});
