import { register } from "../commands/register.ts";
import { eventIn } from "../commands/streams.ts";
import { EventId, type StudioId } from "../domain/ids.ts";
import { translator } from "../i18n/translate.ts";
import { tagsOfPerson } from "../projections/queries.ts";
import type { Application } from "../web/application.ts";
import { Problem } from "../web/problem.ts";
import { operation } from "./operation.ts";
import { RegistrationAnswer, RegistrationBody } from "./schemas.ts";

/** The person's tags in the studio, asked only where they may open the event. */
async function tagsOf(app: Application, studioId: StudioId, eventId: EventId, email: string): Promise<string[]> {
  const { audience } = await eventIn(app.commands, studioId, eventId);
  if (audience.who !== "chosen" || audience.tags.length === 0) return [];
  const personId = await app.vault.findPerson(studioId, email);
  return personId === null ? [] : await tagsOfPerson(app.db, personId);
}

export const registerCall = operation({
  method: "POST",
  path: "/events/{id}/registrations",
  needs: "registration.create",
  summary: "Register somebody for an event",
  description: "Field names as in the registration form. When the event is full the person joins the waitlist.",
  idempotent: true,
  body: RegistrationBody,
  success: { status: 201, schema: RegistrationAnswer, description: "The registration" },
  problems: {
    400: "A field is missing or cannot be used",
    403: "Another trainer's event, or not for this role or key",
    404: "No such event in this studio",
    409: "already_registered, event_full, registration_closed, event_not_published, …: `code` says which",
  },
  fields: {
    terms_required: "termsAccepted",
    privacy_required: "privacyConsent",
    company_required: "company",
    not_invited: "code",
    unknown_time_zone: "timeZone",
  },
  async handle({ app, caller, params, body, language }) {
    const eventId = EventId.parse(params.id);
    if (body.sessionId !== undefined && body.sessionId !== eventId) {
      throw new Problem("invalid_input", {}, [{
        field: "sessionId",
        message: translator(language)("validation.format"),
      }]);
    }
    const { firstName, lastName, email, phone, company, position, website, specialRequirements } = body;
    // Answered from the facts: the read models follow.
    const answer = await register(app.commands, caller, {
      eventId,
      registrant: { firstName, lastName, email, phone, company, position, website, specialRequirements },
      language: body.language ?? language,
      timeZone: body.timeZone ?? null,
      source: body.source ?? "api",
      medium: body.medium || null,
      campaign: body.campaign || null,
      answers: body.answers,
      code: body.code,
      tags: await tagsOf(app, caller.studioId, eventId, email),
      consents: { terms: body.termsAccepted, privacy: body.privacyConsent, marketing: body.marketingConsent },
      via: body.byHand ? "hand" : "api",
    });
    if (answer.outcome !== "registered") throw new Error("the API is told about known addresses by a refusal");
    const { registrationId, status } = answer;
    return {
      status: 201,
      body: { id: registrationId, eventId, status, position: answer.position } satisfies RegistrationAnswer,
    };
  },
});
