import { listMails } from "../../web/pages/mailbox.ts";
import { define } from "../../web/state.ts";

export const handler = define.handlers({
  async GET({ state, url }) {
    const limit = Number(url.searchParams.get("limit") ?? 10_000);
    return Response.json(await listMails(state.app.vault, Number.isInteger(limit) && limit > 0 ? limit : 10_000));
  },
});
