import { HttpError } from "fresh";
import { cancelRegistration } from "../../../../commands/cancel_registration.ts";
import type { EventId, RegistrationId, StudioId } from "../../../../domain/ids.ts";
import { visitorOf } from "../../../../web/caller.ts";
import { ownRegistration } from "../../../../web/pages/own_registration.ts";
import { define } from "../../../../web/state.ts";

/** Gives up the registrant's own place. Asking again changes nothing. */
export const handler = define.handlers({
  GET: (ctx) => ctx.redirect(`/r/${ctx.params.token}`, 303),

  async POST(ctx) {
    const own = await ownRegistration(ctx);
    if (!own) throw new HttpError(404);
    const { app } = ctx.state;
    const { studioId, id, eventId } = own.registration;
    const caller = { ...visitorOf(ctx.state, studioId as StudioId), actor: `registrant:${id}` };
    const { position } = await cancelRegistration(app.commands, caller, {
      eventId: eventId as EventId,
      registrationId: id as RegistrationId,
    });
    await app.caughtUp(position, 2_000);
    return ctx.redirect(`/r/${own.token}`, 303);
  },
});
