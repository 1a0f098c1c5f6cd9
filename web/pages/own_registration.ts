import type { Context } from "fresh";
import {
  eventById,
  type EventView,
  openTransferOf,
  registrationById,
  type RegistrationView,
  transferById,
  type TransferView,
} from "../../projections/queries.ts";
import { registrationOf } from "../../vault/links.ts";
import type { StudioId } from "../../domain/ids.ts";
import { FIRST_GENERATION } from "../links.ts";
import { speakOffered } from "../looks.ts";
import type { State } from "../state.ts";

/** A registration and its event, found by the link that its person was given. */
export interface OwnRegistration {
  token: string;
  registration: RegistrationView & { studioId: string };
  view: EventView;
  /** Whom the place is offered to, while nobody has answered. */
  handedTo: TransferView | null;
}

/** What a personal link leads to; null when it is no link of ours or an old one, or the read models do not have it yet. */
export async function ownRegistration({ params, state }: Context<State>): Promise<OwnRegistration | null> {
  const { app } = state;
  const token = params.token ?? "";
  const registrationId = registrationOf(token);
  if (!registrationId) return null;
  const registration = await registrationById(app.db, registrationId);
  const studioId = registration?.studioId;
  if (!registration || !studioId) return null;
  const generation = registration.linkGeneration;
  if (!await app.vault.verifyLinkToken(token, { studioId, registrationId, generation })) return null;
  speakOffered(state, studioId as StudioId);
  const [view, handedTo] = await Promise.all([
    eventById(app.db, { eventId: registration.eventId, now: app.commands.now() }),
    openTransferOf(app.db, registrationId),
  ]);
  return view ? { token, registration: { ...registration, studioId }, view, handedTo } : null;
}

/** An invitation to take over somebody's place, found by the link that it was mailed with. */
export interface OwnInvitation {
  token: string;
  transfer: TransferView & { studioId: string };
  view: EventView;
}

/** The open invitation that a personal link leads to; null when there is none. */
export async function ownInvitation({ params, state: { app } }: Context<State>): Promise<OwnInvitation | null> {
  const token = params.token ?? "";
  const registrationId = registrationOf(token);
  if (!registrationId) return null;
  const transfer = await transferById(app.db, registrationId);
  const studioId = transfer?.studioId;
  if (!transfer || !studioId || transfer.status !== "open" || transfer.expiresAt <= app.commands.now()) return null;
  const link = { studioId, registrationId, generation: FIRST_GENERATION };
  if (!await app.vault.verifyLinkToken(token, link)) return null;
  const view = await eventById(app.db, { eventId: transfer.eventId, now: app.commands.now() });
  return view ? { token, transfer: { ...transfer, studioId }, view } : null;
}
