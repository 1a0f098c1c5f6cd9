import { sealKeys } from "../../web/pages/proof.ts";
import { define } from "../../web/state.ts";

/** The public key of the seals, for whoever checks an export. */
export const handler = define.handlers({
  GET: ({ state }) => Response.json(sealKeys(state.app)),
});
