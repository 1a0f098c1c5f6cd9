import { HttpError } from "fresh";
import { consentsOf, deliveriesOfRegistration } from "../../../../projections/queries.ts";
import { privately } from "../../../../web/pages/own_page.ts";
import { ownRegistration } from "../../../../web/pages/own_registration.ts";
import { define } from "../../../../web/state.ts";

/** Everything that is kept about a registration, for the person it is about: what they told, and what was sent to them. */
export const handler = define.handlers({
  async GET(ctx) {
    const own = await ownRegistration(ctx);
    if (!own) throw new HttpError(404);
    const { registration, view } = own;
    const { tags: _, linkGeneration: __, ...told } = registration;
    const { db } = ctx.state.app;
    const [messages, consents] = await Promise.all([
      deliveriesOfRegistration(db, registration.id),
      consentsOf(db, { studioId: registration.studioId, personId: registration.personId }),
    ]);
    const data = {
      registration: told,
      event: { id: view.id, title: view.title, studio: view.studio.name, timeZone: view.timeZone, dates: view.dates },
      messages,
      consents: { now: consents.now, history: consents.lines },
    };
    return new Response(JSON.stringify(data, null, 2), {
      headers: {
        ...privately.headers,
        "Content-Type": "application/json; charset=utf-8",
        "Content-Disposition": `attachment; filename="${registration.reference}.json"`,
      },
    });
  },
});
