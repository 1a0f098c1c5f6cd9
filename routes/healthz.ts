import { define } from "../web/state.ts";

/** The process lives and answers. */
export const handler = define.handlers({ GET: () => Response.json({ status: "ok" }) });
