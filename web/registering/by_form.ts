import type { Context } from "fresh";
import { register, type RegisteredStatus } from "../../commands/register.ts";
import { sendLink } from "../../commands/request_link.ts";
import type { AskedForm } from "../../components/public/design.ts";
import { Rejected } from "../../domain/decider.ts";
import type { EventId, RegistrationId, StudioId } from "../../domain/ids.ts";
import { uuidv5 } from "../../domain/uuid.ts";
import type { Position } from "../../event_store/port.ts";
import type { EventView } from "../../projections/queries.ts";
import { visitorOf } from "../caller.ts";
import type { FieldsOfReasons } from "../explain.ts";
import { answersOf, registrantDetails, type RegistrationForm } from "../pages/registration_form.ts";
import { takeTurn } from "../pages/turns.ts";
import type { State } from "../state.ts";
import { trackingOf } from "../tracking/slot.ts";

type Form = RegistrationForm & Partial<Record<string, string>>;

/** What a visitor is told about the form they sent. */
export type FormOutcome =
  | {
    outcome: Exclude<RegisteredStatus, "offered">;
    registrationId: RegistrationId;
    /** Place in the line, for who waits. */
    position?: number;
    at: Position;
  }
  /** Somebody has the address already: they get their link again. */
  | { outcome: "known" }
  /** Whatever came of it, it is told by mail alone. */
  | { outcome: "by_mail" };

/** Where on the form a refusal belongs. */
export const fieldsOfForm: FieldsOfReasons = {
  company_required: "company",
  terms_required: "termsAccepted",
  privacy_required: "privacyConsent",
  not_invited: "code",
};

/** Refusals that depend on whose address it is: a sensitive event keeps them to itself. */
const telling = ["registration_declined", "not_invited", "event_full"];

/** Counts one sending of a form by network and by mail address. @throws {Rejected} `too_many_requests` */
export function admit({ state }: Pick<Context<State>, "state">, studioId: string, form: RegistrationForm): void {
  takeTurn(state.app, `network ${state.clientAddress}`);
  takeTurn(state.app, `address ${studioId} ${form.email.toLowerCase()}`);
}

/**
 * Registers somebody for one event with a form that was found to be right.
 * @throws {Rejected} what the event refuses
 */
export async function registerByForm(
  ctx: Pick<Context<State>, "state" | "req" | "url">,
  view: EventView,
  asked: AskedForm,
  form: Form,
): Promise<FormOutcome> {
  const { app, locale, requestId } = ctx.state;
  const tracking = await trackingOf(ctx, view.studioId);
  // one form may be used for several people, and each of them may send it twice
  const commandId = uuidv5(form.requestId ?? requestId, view.id, form.email.toLowerCase());
  const caller = { ...visitorOf({ requestId }, view.studioId as StudioId), commandId };
  const { firstName, lastName, email } = form;
  const eventId = view.id as EventId;
  try {
    const answer = await register(app.commands, caller, {
      eventId,
      registrant: { ...registrantDetails(form), firstName, lastName, email },
      answers: answersOf(form, asked),
      code: form.code,
      language: locale,
      timeZone: form.timeZone,
      source: form.source,
      medium: form.medium,
      campaign: form.campaign,
      consents: { terms: true, privacy: true, marketing: form.marketingConsent === "true" },
      via: "form",
      ...(tracking ? { tracking } : {}),
    });
    if (view.sensitive) {
      const { registrationId, personId } = answer;
      // without a confirmation nobody would have the link
      if (answer.outcome === "registered" && !view.automations.confirmation) {
        await sendLink(app.commands, { ...caller, actor: `registrant:${registrationId}` }, {
          eventId,
          registrationId,
          personId,
        });
      }
      return { outcome: "by_mail" };
    }
    if (answer.outcome === "known") return { outcome: "known" };
    const { status, registrationId, position, at } = answer;
    return { outcome: status, registrationId, position, at };
  } catch (error) {
    if (view.sensitive && error instanceof Rejected && telling.includes(error.reason)) return { outcome: "by_mail" };
    throw error;
  }
}
