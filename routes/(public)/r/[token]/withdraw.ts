import { HttpError } from "fresh";
import { withdrawConsent } from "../../../../commands/consent.ts";
import { Purpose } from "../../../../domain/consent/snapshot.ts";
import type { PersonId, StudioId } from "../../../../domain/ids.ts";
import { consentsOf } from "../../../../projections/queries.ts";
import { readForm } from "../../../../web/body.ts";
import { visitorOf } from "../../../../web/caller.ts";
import { ownRegistration } from "../../../../web/pages/own_registration.ts";
import { define } from "../../../../web/state.ts";

/** Takes back what a person has allowed, in one click on their own page. */
export const handler = define.handlers({
  GET: (ctx) => ctx.redirect(`/r/${ctx.params.token}`, 303),

  async POST(ctx) {
    const own = await ownRegistration(ctx);
    if (!own) throw new HttpError(404);
    const { studioId, personId, id } = own.registration;
    const { app } = ctx.state;
    const asked = Purpose.safeParse((await readForm(ctx.req)).purpose);
    const { browsers } = await consentsOf(app.db, { studioId, personId });
    const caller = { ...visitorOf(ctx.state, studioId as StudioId), actor: `registrant:${id}` };
    const at = await withdrawConsent(app.commands, caller, {
      personId: personId as PersonId,
      browsers,
      purposes: asked.success ? [asked.data] : Purpose.options,
      via: "own_page",
    });
    await app.caughtUp(at, 2_000, ["consents"]);
    return ctx.redirect(`/r/${own.token}#consents-title`, 303);
  },
});
