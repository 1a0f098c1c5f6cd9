import type { Context } from "fresh";
import { eventById, type EventView, registrationById, type RegistrationView } from "../../projections/queries.ts";
import { registrationOf } from "../../vault/links.ts";
import type { State } from "../state.ts";

/** A registration and its event, found by the link that its person was given. */
export interface OwnRegistration {
  token: string;
  registration: RegistrationView & { studioId: string };
  view: EventView;
}

/** What a personal link leads to; null when it is no link of ours, or the read models do not have it yet. */
export async function ownRegistration({ params, state: { app } }: Context<State>): Promise<OwnRegistration | null> {
  const token = params.token ?? "";
  const registrationId = registrationOf(token);
  if (!registrationId) return null;
  const registration = await registrationById(app.db, registrationId);
  const studioId = registration?.studioId;
  if (!registration || !studioId) return null;
  const { linkGeneration: generation } = registration;
  const genuine = await app.vault.verifyLinkToken(token, { studioId, registrationId, generation });
  if (!genuine) return null;
  const view = await eventById(app.db, { eventId: registration.eventId, now: app.commands.now() });
  return view ? { token, registration: { ...registration, studioId }, view } : null;
}
