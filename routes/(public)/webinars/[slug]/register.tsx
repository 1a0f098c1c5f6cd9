import { page } from "fresh";
import { registrationPath } from "../../../../web/links.ts";
import { eventAt, eventPageData } from "../../../../web/pages/event_page.ts";
import { registeredOn } from "../../../../web/registering/device.ts";
import { remembering } from "../../../../web/registering/remembered.ts";
import { sentForm } from "../../../../web/registering/sent_form.ts";
import { define } from "../../../../web/state.ts";
export { default } from "./index.tsx";

/** Takes the form of an event's page, and shows the page again when something is wrong with it. */
export const handler = define.handlers({
  GET: (ctx) => ctx.redirect(ctx.url.pathname.replace(/\/register$/, ""), 303),

  async POST(ctx) {
    const found = await eventAt(ctx);
    if ("moved" in found) return ctx.redirect(found.moved, 303);
    const { view } = found;
    const sent = await sentForm(ctx, view);
    if (!sent.ok) return page(await eventPageData(ctx, view, sent.form), { status: sent.status });
    const { answer, device } = sent;
    if (answer.outcome === "known") return page(await eventPageData(ctx, view, {}, true));
    if (answer.outcome === "by_mail") return remembering(ctx, device, ctx.redirect("/link-sent?for=registration", 303));
    const { app } = ctx.state;
    const { registrationId, at } = answer;
    // their own page shows these read models' rows
    const seen = await app.caughtUp(at, 2_000, ["registrations", "conversions", "consents"]);
    const own = await registrationPath(app.vault, view.studioId, registrationId);
    const remembered = registeredOn(device, { eventId: view.id, registrationId });
    return remembering(ctx, remembered, ctx.redirect(seen ? own : `${own}?saved`, 303));
  },
});
