import { HttpError, page } from "fresh";
import { eraseOneself } from "../../../../commands/erase_person.ts";
import type { PersonId, StudioId } from "../../../../domain/ids.ts";
import { visitorOf } from "../../../../web/caller.ts";
import { send } from "../../../../web/form.ts";
import { EraseForm } from "../../../../web/pages/own_forms.ts";
import { privately, ticketData } from "../../../../web/pages/own_page.ts";
import { ownRegistration } from "../../../../web/pages/own_registration.ts";
import { define } from "../../../../web/state.ts";
export { default } from "./index.tsx";

/** Erases all that a studio knows of the person whose registration this is, at their own word. */
export const handler = define.handlers({
  GET: (ctx) => ctx.redirect(`/r/${ctx.params.token}`, 303),

  async POST(ctx) {
    const own = await ownRegistration(ctx);
    if (!own) throw new HttpError(404);
    const { app, locale } = ctx.state;
    const { studioId, id, personId } = own.registration;
    const caller = { ...visitorOf(ctx.state, studioId as StudioId), actor: `registrant:${id}` };
    const sent = await send(
      ctx.req,
      locale,
      EraseForm,
      () => eraseOneself(app.commands, caller, { personId: personId as PersonId }),
    );
    if (!sent.ok) {
      const refused = { form: "erase", ...sent.form };
      return page(await ticketData(ctx, own, refused), { ...privately, status: sent.status });
    }
    await app.caughtUp(sent.value.position, 2_000);
    return ctx.redirect("/erased", 303);
  },
});
