import { type Context, HttpError, page } from "fresh";
import type { z } from "zod";
import {
  acceptOffer,
  changeRegistrationDetails,
  declineOffer,
  renewLink,
  withdrawTransfer,
} from "../../../../commands/registration_standing.ts";
import { sendLink } from "../../../../commands/request_link.ts";
import { acceptTransfer, offerTransfer } from "../../../../commands/transfer_registration.ts";
import type { EventId, Language, PersonId, RegistrationId, StudioId } from "../../../../domain/ids.ts";
import { visitorOf } from "../../../../web/caller.ts";
import { send } from "../../../../web/form.ts";
import { DetailsForm, HandOverForm, NothingForm, takeOverForm } from "../../../../web/pages/own_forms.ts";
import { invitationData, privately, type Refused, ticketData } from "../../../../web/pages/own_page.ts";
import { type OwnInvitation, ownInvitation, ownRegistration } from "../../../../web/pages/own_registration.ts";
import { formOf } from "../../../../web/pages/page_design.ts";
import { answersOf, registrantDetails } from "../../../../web/pages/registration_form.ts";
import { define, type State } from "../../../../web/state.ts";
export { default } from "./index.tsx";

type Ctx = Context<State>;

/** What people do with their own registration; each form of their page has an address of its own. */
export const handler = define.handlers({
  GET: (ctx) => ctx.redirect(`/r/${ctx.params.token}`, 303),

  async POST(ctx) {
    const own = await ownRegistration(ctx);
    if (!own) {
      const invitation = ctx.params.action === "take-over" ? await ownInvitation(ctx) : null;
      if (!invitation) throw new HttpError(404);
      return await takeOver(ctx, invitation);
    }
    const { app, req, locale } = Object.assign({ req: ctx.req }, ctx.state);
    const { studioId, id, eventId, personId } = own.registration;
    const which = { eventId: eventId as EventId, registrationId: id as RegistrationId };
    const caller = () => ({ ...visitorOf(ctx.state, studioId as StudioId), actor: `registrant:${id}` });
    const act = {
      "accept": () => send(req, locale, NothingForm, () => acceptOffer(app.commands, caller(), which)),
      "decline": () => send(req, locale, NothingForm, () => declineOffer(app.commands, caller(), which)),
      "keep": () => send(req, locale, NothingForm, () => withdrawTransfer(app.commands, caller(), which)),
      "details": () =>
        send(
          req,
          locale,
          DetailsForm,
          (changes) => changeRegistrationDetails(app.commands, caller(), which, { changes }),
        ),
      "hand-over": () =>
        send(
          req,
          locale,
          HandOverForm,
          (to) => offerTransfer(app.commands, caller(), which, invitationTo(to, locale)),
          {
            transfer_to_same_person: "toEmail",
          },
        ),
      "renew": () =>
        send(req, locale, NothingForm, async () => {
          const renewed = await renewLink(app.commands, caller(), which);
          await sendLink(app.commands, caller(), { ...which, personId: personId as PersonId });
          return renewed;
        }),
    }[ctx.params.action ?? ""];
    if (!act) throw new HttpError(404);
    const sent = await act();
    if (!sent.ok) {
      return page(await ticketData(ctx, own, refusal(ctx, sent.form)), { ...privately, status: sent.status });
    }
    await app.caughtUp(sent.value.position, 2_000, ["registrations", "event_cards"]);
    // a renewed link makes this address worthless: the new one is in the mail
    return ctx.redirect(
      ctx.params.action === "renew" ? "/link-sent" : `/r/${own.token}?done=${ctx.params.action}`,
      303,
    );
  },
});

async function takeOver(ctx: Ctx, invitation: OwnInvitation) {
  const { app, locale } = ctx.state;
  const { transfer, view, token } = invitation;
  const asked = formOf(view, locale);
  const sent = await send(
    ctx.req,
    locale,
    takeOverForm(asked),
    (form) =>
      acceptTransfer(app.commands, visitorOf(ctx.state, transfer.studioId as StudioId), {
        eventId: transfer.eventId as EventId,
        toRegistrationId: transfer.toRegistrationId as RegistrationId,
        registrant: {
          ...registrantDetails(form),
          firstName: form.firstName,
          lastName: form.lastName,
          email: transfer.email ?? "",
        },
        language: locale,
        timeZone: form.timeZone,
        consents: { terms: true, privacy: true, marketing: form.marketingConsent === "true" },
        answers: answersOf(form, asked),
      }),
  );
  if (!sent.ok) {
    return page(invitationData(ctx, invitation, refusal(ctx, sent.form)), { ...privately, status: sent.status });
  }
  const seen = await app.caughtUp(sent.value.position, 2_000, ["registrations"]);
  return ctx.redirect(seen ? `/r/${token}` : `/r/${token}?saved`, 303);
}

function refusal(ctx: Ctx, form: Omit<Refused, "form">): Refused {
  return { form: ctx.params.action ?? "", ...form };
}

function invitationTo({ toFirstName, toLastName, toEmail }: z.output<typeof HandOverForm>, language: Language) {
  return { firstName: toFirstName, lastName: toLastName, email: toEmail, language };
}
