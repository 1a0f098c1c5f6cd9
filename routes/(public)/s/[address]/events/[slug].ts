import { eventPath } from "../../../../../web/links.ts";
import { define } from "../../../../../web/state.ts";

/** The address by which the first specification calls an event's page. */
export const handler = define.handlers((ctx) => ctx.redirect(eventPath(ctx.params.address!, ctx.params.slug!), 301));
