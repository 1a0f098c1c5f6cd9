import { define } from "../web/state.ts";

/** Whether this process can serve, and what is wrong where it cannot. */
export const handler = define.handlers({
  async GET({ state }) {
    const { ok, reasons } = await state.app.readiness();
    return Response.json({ status: ok ? "ready" : "not ready", reasons }, { status: ok ? 200 : 503 });
  },
});
