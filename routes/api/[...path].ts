import { createApi } from "../../api/server.ts";
import { define } from "../../web/state.ts";

const api = createApi();

export const handler = define.handlers((ctx) => api(ctx.req, ctx.state));
