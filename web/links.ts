import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import { invitationToken } from "../commands/secrets.ts";
import type { InvitationId, PersonId, RegistrationId, StudioId } from "../domain/ids.ts";
import type { Vault } from "../vault/port.ts";

/** Generation of everybody's first personal link; a renewed one counts on from it. */
export const FIRST_GENERATION = 1;

/** A registrant's own page. The token is the only key to it: it belongs in no log and no referrer. */
export async function registrationPath(
  vault: Pick<Vault, "linkToken">,
  studioId: string,
  registrationId: RegistrationId,
  generation: number = FIRST_GENERATION,
): Promise<string> {
  return `/r/${await vault.linkToken({ studioId, registrationId, generation })}`;
}

/** Where an event's public page is, whichever studio's it is. */
export const eventPath = (studioAddress: string, slug: string): string => `/s/${studioAddress}${eventPageOf(slug)}`;

/** The same among the pages of its studio, wherever these are. */
export const eventPageOf = (slug: string): string => `/webinars/${slug}`;

/** A studio's public list of events. */
export const studioPath = (studioAddress: string): string => `/s/${studioAddress}/webinars`;

/** A studio's calendar of everything it holds. */
export const feedPath = (studioAddress: string): string => `/s/${studioAddress}/webinars.ics`;

/** Where one form registers for several events of a studio. */
export const severalPath = (studioAddress: string): string => `/s/${studioAddress}/register`;

/** The picture that stands for an event where its page is linked, in one language. */
export const picturePath = (studioAddress: string, slug: string, language: string): string =>
  `${eventPath(studioAddress, slug)}/picture.png?lang=${language}`;

/**
 * Full addresses for mails. `baseUrl` is asked each time: it is known once the server listens. `page`: a studio's public page
 * by the address it is known by. What opens something by its token stays at the installation's own address: a domain may
 * become somebody else's.
 */
export function mailLinks(
  baseUrl: () => string,
  page: (studioAddress: string, path: string) => string,
  vault: Pick<Vault, "linkToken" | "derivedSecret">,
) {
  return {
    registration: async (studioId: string, registrationId: string, generation: number) =>
      baseUrl() + await registrationPath(vault, studioId, registrationId as RegistrationId, generation),
    event: (studioAddress: string, slug: string) => page(studioAddress, eventPageOf(slug)),
    studio: (studioAddress: string) => page(studioAddress, "/webinars"),
    preferences: (studioId: string, personId: string) => baseUrl() + preferencesPath(vault, studioId, personId),
    dashboard: (eventId?: string) =>
      `${baseUrl()}/dashboard/experiences/virtual-events${eventId === undefined ? "" : `/${eventId}`}`,
    invitation: (_studioId: string, invitationId: string) =>
      Promise.resolve(`${baseUrl()}/invitations/${invitationToken(vault, invitationId as InvitationId)}`),
  };
}

const PREFERENCES = "mail preferences";
const OPENED = "mail opened";

/** Where somebody says what a studio may send them: known by a token that nobody can guess and that never ends. */
export const preferencesPath = (vault: Pick<Vault, "derivedSecret">, studioId: string, personId: string): string =>
  `/mail/${studioId}.${personId}.${macOf(vault, PREFERENCES, studioId, personId)}`;

/** Whose preferences a token is for; null: nobody's. */
export function preferencesOf(
  vault: Pick<Vault, "derivedSecret">,
  token: string,
): { studioId: StudioId; personId: PersonId } | null {
  const said = claimed(vault, PREFERENCES, token);
  return said && { studioId: said.studioId, personId: said.id as PersonId };
}

/** What a token says, if it was made here for this. */
function claimed(
  vault: Pick<Vault, "derivedSecret">,
  purpose: string,
  token: string,
): { studioId: StudioId; id: string } | null {
  const [studioId = "", id = "", mac = ""] = token.split(".");
  const right = Buffer.from(macOf(vault, purpose, studioId, id));
  const given = Buffer.from(mac);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  return { studioId: studioId as StudioId, id };
}

/** Loaded by a mail that is opened; tells which one. */
export function openedPath(vault: Pick<Vault, "derivedSecret">, studioId: string, deliveryId: string): string {
  return `/mail/opened/${studioId}.${deliveryId}.${macOf(vault, OPENED, studioId, deliveryId)}`;
}

/** Which mail of which studio a token is of; null: of none. */
export function openedBy(
  vault: Pick<Vault, "derivedSecret">,
  token: string,
): { studioId: StudioId; deliveryId: string } | null {
  const said = claimed(vault, OPENED, token);
  return said && { studioId: said.studioId, deliveryId: said.id };
}

function macOf(vault: Pick<Vault, "derivedSecret">, purpose: string, studioId: string, id: string): string {
  return createHmac("sha256", vault.derivedSecret(purpose)).update(`${studioId} ${id}`)
    .digest("base64url").slice(0, 32);
}
