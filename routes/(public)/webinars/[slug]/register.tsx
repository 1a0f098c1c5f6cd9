import { page } from "fresh";
import { register } from "../../../../commands/register.ts";
import type { EventId, StudioId } from "../../../../domain/ids.ts";
import { uuidv5 } from "../../../../domain/uuid.ts";
import { visitorOf } from "../../../../web/caller.ts";
import { send } from "../../../../web/form.ts";
import { registrationPath } from "../../../../web/links.ts";
import { countVisit, eventAt, eventPageData } from "../../../../web/pages/event_page.ts";
import {
  answersOf,
  registrantDetails,
  type RegistrationForm,
  registrationForm,
} from "../../../../web/pages/registration_form.ts";
import { Problem } from "../../../../web/problem.ts";
import { formOf } from "../../../../web/pages/page_design.ts";
import { takeTurn } from "../../../../web/pages/turns.ts";
import { define } from "../../../../web/state.ts";
export { default } from "./index.tsx";

const fields = {
  company_required: "company",
  terms_required: "termsAccepted",
  privacy_required: "privacyConsent",
  not_invited: "code",
};

/** Takes the form of an event's page, and shows the page again when something is wrong with it. */
export const handler = define.handlers({
  GET: (ctx) => ctx.redirect(ctx.url.pathname.replace(/\/register$/, ""), 303),

  async POST(ctx) {
    const { app, locale, requestId } = ctx.state;
    const found = await eventAt(ctx);
    if ("moved" in found) return ctx.redirect(found.moved, 303);
    const { view } = found;
    const asked = formOf(view, locale);
    const sent = await send(ctx.req, locale, registrationForm(asked), (form) => {
      if (form.homepage) throw new Problem("send_again");
      takeTurn(app, `network ${ctx.state.clientAddress}`);
      takeTurn(app, `address ${view.studioId} ${form.email.toLowerCase()}`);
      // one form may be used for several people, and each of them may send it twice
      const commandId = uuidv5(form.requestId ?? requestId, view.id, form.email.toLowerCase());
      return register(app.commands, { ...visitorOf({ requestId }, view.studioId as StudioId), commandId }, {
        eventId: view.id as EventId,
        registrant: { ...registrantDetails(form), ...nameOf(form) },
        answers: answersOf(form, asked),
        code: form.code,
        language: locale,
        timeZone: form.timeZone,
        source: form.source,
        consents: { terms: true, privacy: true, marketing: form.marketingConsent === "true" },
        via: "form",
      });
    }, fields);
    if (!sent.ok) {
      countVisit(ctx, view, "form_refused");
      const { values, errors, problem } = sent.form;
      const shown = { values, errors, problem: problem ?? undefined, source: values.source ?? "" };
      return page(await eventPageData(ctx, view, shown), { status: sent.status });
    }
    const outcome = sent.value;
    if (outcome.outcome === "known") return page(await eventPageData(ctx, view, {}, true));
    // their own page shows this one read model's row
    const seen = await app.caughtUp(outcome.at, 2_000, ["registrations"]);
    const own = await registrationPath(app.vault, view.studioId, outcome.registrationId);
    return ctx.redirect(seen ? own : `${own}?saved`, 303);
  },
});

const nameOf = ({ firstName, lastName, email }: RegistrationForm) => ({ firstName, lastName, email });
